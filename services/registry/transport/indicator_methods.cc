#include "services/registry/transport/indicator_methods.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/divisions/division.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/indicator_facts.h"
#include "services/registry/convert/indicator_values.h"
#include "services/registry/errors.h"
#include "services/registry/indicators/construction_plan.h"
#include "services/registry/indicators/coverage.h"
#include "services/registry/indicators/division.h"
#include "services/registry/indicators/indicator_value.h"
#include "services/registry/indicators/mandatory_demand.h"
#include "services/registry/indicators/sector_balance.h"
#include "services/registry/indicators/standard_age.h"
#include "services/registry/transport/fact_reader.h"
#include "services/registry/transport/question_moment.h"
#include "services/registry/transport/record_methods.h"
#include "services/registry/transport/standard_place.h"

namespace suyuan::registry {
namespace {

using indicators::CoverageMethod;
using indicators::Plan;

constexpr size_t kMostStandardsShown = 100;

const Plan& NewestPlan() { return *indicators::FindPlan(""); }

// The division asked for; the region where none is.
absl::StatusOr<std::string> DivisionOf(const std::string& asked) {
  if (asked.empty()) return NewestPlan().division;
  if (divisions::FindDivision(asked) != nullptr) return asked;
  return InvalidField("division",
                      absl::StrCat("is \"", asked,
                                   "\"; wanted the code of a division (GB/T "
                                   "2260), such as ",
                                   NewestPlan().division));
}

absl::StatusOr<FactReader::Catalogue> CatalogueOf(const std::string& name,
                                                  absl::CivilDay day,
                                                  FactReader& reader) {
  if (!name.empty()) {
    SUYUAN_RETURN_IF_ERROR(RecordMethods::CheckName(
        "catalogue", name, RecordKind::kMandatoryCatalogue));
  }
  SUYUAN_ASSIGN_OR_RETURN(std::optional<FactReader::Catalogue> catalogue,
                          reader.FindCatalogue(name, day));
  if (!catalogue.has_value()) return NoCatalogueInForce(day);
  return *std::move(catalogue);
}

absl::StatusOr<CoverageMethod> MethodOf(
    const proto::GetMandatoryCoverageRequest& request) {
  const proto::CoverageMethod& asked = request.method();
  CoverageMethod method;
  switch (asked.denominator()) {
    case proto::CoverageMethod::DENOMINATOR_UNSPECIFIED:
    case proto::CoverageMethod::DENOMINATOR_ALL_ITEMS:
      break;
    case proto::CoverageMethod::DENOMINATOR_DUTIES_OF_TIER:
      method.denominator = CoverageMethod::Denominator::kDutiesOfTier;
      break;
    case proto::CoverageMethod::DENOMINATOR_PRESENT_ITEMS:
      method.denominator = CoverageMethod::Denominator::kPresentItems;
      break;
    default:
      return InvalidField("method.denominator",
                          absl::StrCat(asked.denominator(), " is none"));
  }
  if (!proto::CoverageMethod::Numerator_IsValid(asked.numerator())) {
    return InvalidField("method.numerator",
                        absl::StrCat(asked.numerator(), " is none"));
  }
  if (asked.numerator() == proto::CoverageMethod::NUMERATOR_EXISTING) {
    method.numerator = CoverageMethod::Numerator::kExisting;
  }
  method.excludes_lower_tiers = asked.excludes_lower_tiers();
  if (!proto::Institution::Tier_IsValid(request.tier())) {
    return InvalidField("tier", absl::StrCat(request.tier(), " is none"));
  }
  if (method.denominator == CoverageMethod::Denominator::kDutiesOfTier &&
      request.tier() == proto::Institution::TIER_UNSPECIFIED) {
    return InvalidField("tier",
                        "is not said; DUTIES_OF_TIER asks for the duties of "
                        "one");
  }
  return method;
}

// How it was counted, with what was left unsaid.
proto::CoverageMethod Stated(proto::CoverageMethod method) {
  if (method.denominator() == proto::CoverageMethod::DENOMINATOR_UNSPECIFIED) {
    method.set_denominator(proto::CoverageMethod::DENOMINATOR_ALL_ITEMS);
  }
  if (method.numerator() == proto::CoverageMethod::NUMERATOR_UNSPECIFIED) {
    method.set_numerator(proto::CoverageMethod::NUMERATOR_IN_FORCE);
  }
  method.set_version(NewestPlan().version);
  return method;
}

void AddItem(const FactReader::Catalogue& catalogue,
             const indicators::CoveredItem& item, proto::CoveredItem& out) {
  const proto::MandatoryCatalogue::Item& row =
      catalogue.message.items(static_cast<int>(item.item));
  out.set_item(row.id());
  *out.mutable_title() = row.title();
  const size_t count = std::min(item.standards.size(), kMostStandardsShown);
  out.mutable_standards()->Assign(
      item.standards.begin(),
      item.standards.begin() + static_cast<ptrdiff_t>(count));
}

// Codes of the divisions in the region that are more than a heading.
std::vector<std::string> DivisionsOf(const Plan& plan) {
  std::vector<std::string> out;
  for (const divisions::Division& division : divisions::Divisions()) {
    if (division.point.has_value() &&
        indicators::IsWithin(division.code, plan.division)) {
      out.emplace_back(division.code);
    }
  }
  return out;
}

void AddNeed(const FactReader::Catalogue& catalogue,
             const indicators::ConstructionNeed& need,
             proto::ConstructionNeed& out) {
  const proto::MandatoryCatalogue::Item& row =
      catalogue.message.items(static_cast<int>(need.item));
  out.set_item(row.id());
  *out.mutable_title() = row.title();
  out.set_tier(ToProto(need.tier));
  out.set_division(need.division);
  out.set_instruments(need.instruments);
  out.mutable_alternatives()->Assign(need.alternatives.begin(),
                                     need.alternatives.end());
}

void AddSector(const indicators::SectorBalance& balance,
               proto::SectorBalance& out) {
  out.set_sector(balance.sector);
  out.set_instruments(balance.instruments);
  out.mutable_equipment_classes()->Assign(balance.equipment_classes.begin(),
                                          balance.equipment_classes.end());
  out.set_public_standards(balance.public_standards);
  out.mutable_unserved_classes()->Assign(balance.unserved_classes.begin(),
                                         balance.unserved_classes.end());
  out.set_unserved_instruments(balance.unserved_instruments);
}

// A standard in the list of ages; sorts by age, then by name.
struct AgedStandard {
  std::string put_into_service;
  std::string name;
  int component = 0;
  int years = 0;

  auto Key() const { return std::tie(put_into_service, name); }
};

struct AgeList {
  std::vector<AgedStandard> ages;  // sorted
  int64_t unknown = 0;
};

absl::StatusOr<AgeList> ReadAges(const std::string& division, int least_years,
                                 absl::CivilDay day, FactReader& reader) {
  SUYUAN_ASSIGN_OR_RETURN(const FactReader::Places holders,
                          reader.InstitutionsIn(division));
  const std::string today = metrology::FormatDate(day);
  AgeList out;
  SUYUAN_RETURN_IF_ERROR(reader.EachAge(
      [&](absl::string_view name, const indicators::AgeRow& row) {
        if (!holders.contains(row.holder) || today < row.from ||
            (!row.to.empty() && row.to < today)) {
          return;
        }
        if (row.put_into_service.empty()) {
          ++out.unknown;
          return;
        }
        const auto since = metrology::ParseDate(row.put_into_service);
        SUYUAN_CHECK(since.ok());  // checked when it was written
        if (*since > day) return;
        const int years = indicators::WholeYears(*since, day);
        if (years < least_years) return;
        out.ages.push_back({std::string(row.put_into_service),
                            std::string(name), row.component, years});
      }));
  std::sort(out.ages.begin(), out.ages.end(),
            [](const AgedStandard& a, const AgedStandard& b) {
              return a.Key() < b.Key();
            });
  return out;
}

}  // namespace

IndicatorMethods::IndicatorMethods(const RecordBook& book,
                                   const RecordStore& store, const Clock& clock,
                                   std::string secret)
    : book_(book),
      store_(store),
      clock_(clock),
      tokens_(crypto::HmacSha256With(std::move(secret))) {}

absl::Status IndicatorMethods::ComputeIndicators(
    const proto::ComputeIndicatorsRequest& request,
    proto::ComputeIndicatorsResponse& response, const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const Moment moment,
                          MomentOf(request, book_, store_, clock_));
  const Plan* plan = indicators::FindPlan(request.version());
  if (plan == nullptr) {
    return InvalidField(
        "version", absl::StrCat("is \"", request.version(),
                                "\"; the newest is ", NewestPlan().version));
  }
  FactReader reader(book_, moment.known_at, call.deadline());
  SUYUAN_ASSIGN_OR_RETURN(const indicators::Facts facts,
                          reader.Read(*plan, moment.day));
  for (const indicators::IndicatorValue& value :
       indicators::Compute(*plan, facts, moment.day)) {
    proto::IndicatorValue& added = *response.add_values();
    added = ToProto(value);
    if (request.skip_evidence()) added.clear_evidence();
  }
  response.set_as_of(metrology::FormatDate(moment.day));
  *response.mutable_known_at() = rpc::InstantProto(moment.known_at);
  return absl::OkStatus();
}

absl::Status IndicatorMethods::GetMandatoryCoverage(
    const proto::GetMandatoryCoverageRequest& request,
    proto::MandatoryCoverage& response, const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const Moment moment,
                          MomentOf(request, book_, store_, clock_));
  indicators::CoverageQuestion question;
  question.day = moment.day;
  question.tier = ToTier(request.tier());
  SUYUAN_ASSIGN_OR_RETURN(question.method, MethodOf(request));
  SUYUAN_ASSIGN_OR_RETURN(question.division, DivisionOf(request.division()));
  FactReader reader(book_, moment.known_at, call.deadline());
  SUYUAN_ASSIGN_OR_RETURN(const FactReader::Catalogue catalogue,
                          CatalogueOf(request.catalogue(), moment.day, reader));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<indicators::StandardFact> standards,
                          reader.PublicStandards(question.division));
  indicators::MandatoryDemand demand(catalogue.fact, moment.day);
  if (question.method.denominator ==
      CoverageMethod::Denominator::kPresentItems) {
    SUYUAN_RETURN_IF_ERROR(reader.EachDemand(
        [&](const indicators::DemandRow& row) { demand.Add(row); }));
  }
  const indicators::Coverage coverage = Cover(
      catalogue.fact, standards, question,
      [&](size_t item) { return demand.In(item, question.division) > 0; });
  *response.mutable_method() = Stated(request.method());
  response.set_catalogue(catalogue.message.name());
  response.set_partial(catalogue.message.partial());
  response.set_numerator(static_cast<int>(coverage.covered.size()));
  response.set_denominator(
      static_cast<int>(coverage.covered.size() + coverage.missing.size()));
  if (coverage.percentage.has_value()) {
    response.set_percentage(coverage.percentage->FractionText());
  }
  for (const indicators::CoveredItem& item : coverage.covered) {
    AddItem(catalogue, item, *response.add_covered());
  }
  for (const indicators::CoveredItem& item : coverage.missing) {
    AddItem(catalogue, item, *response.add_missing());
  }
  return absl::OkStatus();
}

absl::Status IndicatorMethods::GetConstructionPlan(
    const proto::GetConstructionPlanRequest& request,
    proto::ConstructionPlan& response, const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const Moment moment,
                          MomentOf(request, book_, store_, clock_));
  SUYUAN_ASSIGN_OR_RETURN(const std::string division,
                          DivisionOf(request.division()));
  FactReader reader(book_, moment.known_at, call.deadline());
  SUYUAN_ASSIGN_OR_RETURN(const FactReader::Catalogue catalogue,
                          CatalogueOf(request.catalogue(), moment.day, reader));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<indicators::StandardFact> standards,
                          reader.PublicStandards(NewestPlan().division));
  SUYUAN_ASSIGN_OR_RETURN(const StandardPlaces places,
                          StandardPlaces::Of(standards, reader));
  indicators::MandatoryDemand demand(catalogue.fact, moment.day);
  SUYUAN_RETURN_IF_ERROR(reader.EachDemand(
      [&](const indicators::DemandRow& row) { demand.Add(row); }));
  const std::vector<std::string> codes = DivisionsOf(NewestPlan());
  const indicators::ConstructionPlan plan = PlanConstruction(
      catalogue.fact, standards, demand, {division, codes, moment.day},
      [&](const std::string& from, const indicators::StandardFact& standard) {
        return places.KilometresFrom(from, standard);
      });
  response.set_catalogue(catalogue.message.name());
  response.set_partial(catalogue.message.partial());
  for (const indicators::ConstructionNeed& need : plan.needs) {
    AddNeed(catalogue, need, *response.add_needs());
  }
  for (const size_t item : plan.leave_region) {
    AddItem(catalogue, {item, {}}, *response.add_leave_region());
  }
  return absl::OkStatus();
}

absl::Status IndicatorMethods::GetDemandAndSupply(
    const proto::GetDemandAndSupplyRequest& request,
    proto::DemandAndSupply& response, const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const Moment moment,
                          MomentOf(request, book_, store_, clock_));
  SUYUAN_ASSIGN_OR_RETURN(const std::string division,
                          DivisionOf(request.division()));
  FactReader reader(book_, moment.known_at, call.deadline());
  SUYUAN_ASSIGN_OR_RETURN(const auto sectors, reader.SectorsByInstitution());
  const std::vector<std::string> none;
  indicators::SectorDemand demand(
      division, moment.day,
      [&](absl::string_view owner) -> const std::vector<std::string>& {
        const auto it = sectors.find(owner);
        return it == sectors.end() ? none : it->second;
      });
  SUYUAN_RETURN_IF_ERROR(reader.EachDemand(
      [&](const indicators::DemandRow& row) { demand.Add(row); }));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<indicators::StandardFact> standards,
                          reader.PublicStandards(division));
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<FactReader::Catalogue> catalogue,
                          reader.FindCatalogue("", moment.day));
  for (const indicators::SectorBalance& balance : Balance(
           demand, standards,
           catalogue.has_value() ? &catalogue->fact : nullptr, moment.day)) {
    AddSector(balance, *response.add_sectors());
  }
  return absl::OkStatus();
}

absl::Status IndicatorMethods::ListStandardAges(
    const proto::ListStandardAgesRequest& request,
    proto::ListStandardAgesResponse& response, const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const Moment moment,
                          MomentOf(request, book_, store_, clock_));
  SUYUAN_ASSIGN_OR_RETURN(const std::string division,
                          DivisionOf(request.division()));
  if (request.at_least_years() < 0) {
    return InvalidField("at_least_years",
                        absl::StrCat(request.at_least_years(),
                                     " is negative; wanted whole years"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const int page_size,
                          rpc::PageSize(request.page_size()));
  proto::ListStandardAgesRequest asked = request;
  asked.clear_page_size();
  asked.clear_page_token();
  asked.clear_token();
  const std::string query = absl::StrCat("ages ", rpc::CanonicalBytes(asked));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(query, request.page_token()));
  FactReader reader(book_, moment.known_at, call.deadline());
  SUYUAN_ASSIGN_OR_RETURN(
      const AgeList list,
      ReadAges(division, request.at_least_years(), moment.day, reader));
  response.set_unknown(list.unknown);
  auto next = list.ages.begin();
  if (!cursor.empty()) {
    const AgedStandard last = {std::string(cursor[0].text()),
                               std::string(cursor[1].text())};
    next = std::upper_bound(list.ages.begin(), list.ages.end(), last,
                            [](const AgedStandard& a, const AgedStandard& b) {
                              return a.Key() < b.Key();
                            });
  }
  for (; next != list.ages.end() && response.ages_size() < page_size; ++next) {
    SUYUAN_ASSIGN_OR_RETURN(
        const Record record,
        book_.Find(next->name, moment.known_at, call.deadline()));
    proto::StandardAge& age = *response.add_ages();
    age.set_standard(next->name);
    *age.mutable_title() = ToMessage<proto::Standard>(record).title();
    age.set_component(next->component);
    age.set_put_into_service(next->put_into_service);
    age.set_years(next->years);
  }
  if (next != list.ages.end()) {
    const AgedStandard& last = *std::prev(next);
    response.set_next_page_token(tokens_.Make(
        query, {sql::Value(last.put_into_service), sql::Value(last.name)}));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
