#include "services/registry/transport/fact_reader.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/indicator_facts.h"
#include "services/registry/indicators/division.h"

namespace suyuan::registry {
namespace {

using indicators::IsWithin;

constexpr int kPage = 1000;

indicators::Source SourceOf(const Record& record, std::string division) {
  return {record.name, std::move(division), IsSampleRecord(record)};
}

// Whether `other` is to be taken before `catalogue`.
bool IsNewer(const Record& other, const Record& catalogue) {
  const auto key = [](const Record& record) {
    return std::make_pair(record.period.from.value_or(absl::CivilDay::min()),
                          record.name);
  };
  return key(catalogue) < key(other);
}

// Of an institution's tier or kind, by the short names of their values.
indicators::Tier TierNamed(absl::string_view value) {
  using indicators::Tier;
  if (value == "NATIONAL") return Tier::kNational;
  if (value == "REGION" || value == "STATUTORY_PROVINCE") return Tier::kRegion;
  if (value == "PREFECTURE" || value == "STATUTORY_PREFECTURE") {
    return Tier::kPrefecture;
  }
  if (value == "COUNTY" || value == "STATUTORY_COUNTY") return Tier::kCounty;
  return value == "INDUSTRY" ? Tier::kIndustry : Tier::kUnspecified;
}

FactReader::Catalogue ToCatalogue(const Record& record) {
  FactReader::Catalogue out;
  out.message = ToMessage<proto::MandatoryCatalogue>(record);
  out.fact = ToFact(out.message);
  out.fact.source = SourceOf(record, "");
  return out;
}

}  // namespace

absl::Status FactReader::EachRecord(RecordKind kind, const IndexTerm& term,
                                    Use use) {
  ScanQuery query;
  query.kind = kind;
  if (!term.field.empty()) query.terms.push_back({term, false});
  query.known_at = known_at_;
  query.page_size = kPage;
  do {
    SUYUAN_ASSIGN_OR_RETURN(
        const ScanPage page,
        book_.Scan(
            query, [](const Record&) -> absl::StatusOr<bool> { return true; },
            deadline_));
    for (const Record& record : page.records) {
      SUYUAN_RETURN_IF_ERROR(use(record));
    }
    query.after_name = page.next_after_name;
  } while (!query.after_name.empty());
  return absl::OkStatus();
}

absl::StatusOr<const proto::Institution*> FactReader::FindInstitution(
    absl::string_view name) {
  if (name.empty()) return nullptr;
  const auto [it, is_new] = institutions_.try_emplace(name);
  if (!is_new) return it->second.get();
  const absl::StatusOr<Record> record = book_.Find(name, known_at_, deadline_);
  if (record.ok()) {
    it->second = std::make_unique<proto::Institution>(
        ToMessage<proto::Institution>(*record));
  } else if (ReasonOf(record.status()) != "RECORD_NOT_FOUND") {
    return record.status();
  }
  return it->second.get();
}

absl::Status FactReader::ReadInstitutions(const indicators::Plan& plan,
                                          indicators::Facts& facts) {
  absl::flat_hash_set<std::string> seen;
  for (const absl::string_view kind :
       {"INNOVATION_BASE", "NATIONAL_INDUSTRY_CENTRE", "TECHNICAL_COMMITTEE"}) {
    SUYUAN_RETURN_IF_ERROR(EachRecord(
        RecordKind::kInstitution, {"designations.kind", std::string(kind)},
        [&](const Record& record) {
          const auto message = ToMessage<proto::Institution>(record);
          if (!IsWithin(message.division(), plan.division) ||
              !seen.insert(record.name).second) {
            return absl::OkStatus();
          }
          facts.institutions.push_back(ToFact(message));
          facts.institutions.back().source =
              SourceOf(record, message.division());
          return absl::OkStatus();
        }));
  }
  return absl::OkStatus();
}

absl::Status FactReader::ReadStandards(
    const IndexTerm& term, const Places& places,
    std::vector<indicators::StandardFact>& out) {
  return EachRecord(RecordKind::kStandard, term, [&](const Record& record) {
    const auto message = ToMessage<proto::Standard>(record);
    const auto holder = places.find(message.holder());
    if (holder == places.end()) return absl::OkStatus();
    indicators::StandardFact fact = ToFact(message);
    fact.source = SourceOf(record, holder->second.division);
    fact.tier = holder->second.tier;
    out.push_back(std::move(fact));
    return absl::OkStatus();
  });
}

absl::Status FactReader::ReadPublicStandards(
    const Places& places, std::vector<indicators::StandardFact>& out) {
  for (const absl::string_view level :
       {"PUBLIC_HIGHEST", "PUBLIC_SUBORDINATE"}) {
    SUYUAN_RETURN_IF_ERROR(
        ReadStandards({"level", std::string(level)}, places, out));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<indicators::StandardFact>>
FactReader::PublicStandards(const std::string& division) {
  SUYUAN_ASSIGN_OR_RETURN(const Places places, InstitutionsIn(division));
  std::vector<indicators::StandardFact> out;
  SUYUAN_RETURN_IF_ERROR(ReadPublicStandards(places, out));
  return out;
}

absl::Status FactReader::ReadComparisons(const indicators::Plan& plan,
                                         indicators::Facts& facts) {
  for (const absl::string_view level : {"NATIONAL", "MULTI_REGION"}) {
    SUYUAN_RETURN_IF_ERROR(EachRecord(
        RecordKind::kComparison, {"level", std::string(level)},
        [&](const Record& record) -> absl::Status {
          const auto message = ToMessage<proto::Comparison>(record);
          SUYUAN_ASSIGN_OR_RETURN(const proto::Institution* pilot,
                                  FindInstitution(message.pilot()));
          if (pilot == nullptr || !IsWithin(pilot->division(), plan.division)) {
            return absl::OkStatus();
          }
          facts.comparisons.push_back(ToFact(message));
          facts.comparisons.back().source = SourceOf(record, pilot->division());
          return absl::OkStatus();
        }));
  }
  return absl::OkStatus();
}

absl::Status FactReader::ReadSpecifications(const indicators::Plan& plan,
                                            indicators::Facts& facts) {
  return EachRecord(RecordKind::kSpecification,
                    {"region", plan.specification_region},
                    [&](const Record& record) {
                      facts.specifications.push_back(
                          ToFact(ToMessage<proto::Specification>(record)));
                      facts.specifications.back().source = SourceOf(record, "");
                      return absl::OkStatus();
                    });
}

absl::Status FactReader::ReadEntries(indicators::Facts& facts) {
  return EachRecord(RecordKind::kIndicatorEntry, {}, [&](const Record& record) {
    const auto message = ToMessage<proto::IndicatorEntry>(record);
    facts.entries.push_back(ToFact(message));
    facts.entries.back().source = SourceOf(record, message.division());
    return absl::OkStatus();
  });
}

absl::StatusOr<indicators::Facts> FactReader::Read(const indicators::Plan& plan,
                                                   absl::CivilDay day) {
  indicators::Facts facts;
  SUYUAN_RETURN_IF_ERROR(ReadInstitutions(plan, facts));
  SUYUAN_ASSIGN_OR_RETURN(const Places places, InstitutionsIn(plan.division));
  SUYUAN_RETURN_IF_ERROR(ReadPublicStandards(places, facts.standards));
  std::vector<indicators::StandardFact> developed;
  SUYUAN_RETURN_IF_ERROR(
      ReadStandards({"origin", "DEVELOPED_IN_REGION"}, places, developed));
  for (indicators::StandardFact& standard : developed) {
    if (!standard.is_public) facts.standards.push_back(std::move(standard));
  }
  SUYUAN_RETURN_IF_ERROR(ReadComparisons(plan, facts));
  SUYUAN_RETURN_IF_ERROR(ReadSpecifications(plan, facts));
  SUYUAN_RETURN_IF_ERROR(ReadEntries(facts));
  SUYUAN_ASSIGN_OR_RETURN(std::optional<Catalogue> catalogue,
                          FindCatalogue("", day));
  if (catalogue.has_value()) facts.catalogue = std::move(catalogue->fact);
  return facts;
}

absl::StatusOr<std::optional<FactReader::Catalogue>> FactReader::FindCatalogue(
    const std::string& name, absl::CivilDay day) {
  if (!name.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(const Record record,
                            book_.Find(name, known_at_, deadline_));
    return ToCatalogue(record);
  }
  std::optional<Record> newest;
  SUYUAN_RETURN_IF_ERROR(EachRecord(
      RecordKind::kMandatoryCatalogue, {}, [&](const Record& record) {
        if (!record.period.Contains(day)) return absl::OkStatus();
        if (!newest.has_value() || IsNewer(record, *newest)) newest = record;
        return absl::OkStatus();
      }));
  if (!newest.has_value()) return std::nullopt;
  return ToCatalogue(*newest);
}

absl::Status FactReader::EachDemand(UseDemand use) {
  return book_.EachTerm(
      {RecordKind::kInstrument, std::string(indicators::kDemandTerm), "",
       known_at_},
      [&](absl::string_view value, absl::string_view) {
        const auto row = indicators::DecodeDemand(value);
        SUYUAN_CHECK(row.has_value());  // written by DemandTermOf
        use(*row);
        return absl::OkStatus();
      },
      deadline_);
}

absl::Status FactReader::EachAge(UseAge use) {
  return book_.EachTerm(
      {RecordKind::kStandard, std::string(indicators::kAgeTerm), "", known_at_},
      [&](absl::string_view value, absl::string_view name) {
        const auto row = indicators::DecodeAge(value);
        SUYUAN_CHECK(row.has_value());  // written by AgeTermOf
        use(name, *row);
        return absl::OkStatus();
      },
      deadline_);
}

absl::Status FactReader::EachInstitutionTerm(absl::string_view field,
                                             absl::string_view prefix,
                                             RecordStore::UseTerm use) {
  return book_.EachTerm({RecordKind::kInstitution, std::string(field),
                         std::string(prefix), known_at_},
                        use, deadline_);
}

absl::StatusOr<FactReader::Places> FactReader::InstitutionsIn(
    const std::string& division) {
  Places out;
  SUYUAN_RETURN_IF_ERROR(
      EachInstitutionTerm("division", indicators::DivisionPrefix(division),
                          [&](absl::string_view value, absl::string_view name) {
                            out[name].division = std::string(value);
                            return absl::OkStatus();
                          }));
  // By what the institution is in law, unless it states its tier.
  for (const absl::string_view field : {"kind", "tier"}) {
    SUYUAN_RETURN_IF_ERROR(EachInstitutionTerm(
        field, field == "kind" ? "STATUTORY_" : "",
        [&](absl::string_view value, absl::string_view name) {
          const auto it = out.find(name);
          if (it != out.end()) it->second.tier = TierNamed(value);
          return absl::OkStatus();
        }));
  }
  return out;
}

absl::StatusOr<absl::flat_hash_map<std::string, std::vector<std::string>>>
FactReader::SectorsByInstitution() {
  absl::flat_hash_map<std::string, std::vector<std::string>> out;
  SUYUAN_RETURN_IF_ERROR(EachInstitutionTerm(
      "sectors", "", [&](absl::string_view sector, absl::string_view name) {
        out[name].emplace_back(sector);
        return absl::OkStatus();
      }));
  return out;
}

}  // namespace suyuan::registry
