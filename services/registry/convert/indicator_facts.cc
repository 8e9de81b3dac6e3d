#include "services/registry/convert/indicator_facts.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "libs/base/check.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/indicators/demand_row.h"
#include "services/registry/indicators/notes.h"
#include "services/registry/indicators/standard_age.h"

namespace suyuan::registry {
namespace {

using indicators::Tier;

// Of a record that was checked when it was written.
std::optional<absl::CivilDay> DayOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> day = metrology::ParseDate(text);
  SUYUAN_CHECK(day.ok());
  return *day;
}

Period PeriodOf(const proto::Period& period) {
  return {DayOf(period.from()), DayOf(period.to())};
}

template <typename Grants>
std::vector<Period> PeriodsOf(const Grants& grants) {
  std::vector<Period> out;
  for (const auto& grant : grants) out.push_back(PeriodOf(grant.period()));
  return out;
}

// The same texts in all languages give the same, whatever their order.
std::vector<std::string> NamesOf(const metrology::v1::LocalizedText& text) {
  std::vector<std::string> out;
  for (const auto& [language, words] : text.texts()) {
    out.push_back(text::NormaliseName(words));
  }
  std::sort(out.begin(), out.end());
  return out;
}

indicators::DesignationFact::Kind ToKind(proto::Designation::Kind kind) {
  using Kind = indicators::DesignationFact::Kind;
  switch (kind) {
    case proto::Designation::KIND_INNOVATION_BASE:
      return Kind::kInnovationBase;
    case proto::Designation::KIND_NATIONAL_INDUSTRY_CENTRE:
      return Kind::kNationalIndustryCentre;
    case proto::Designation::KIND_TECHNICAL_COMMITTEE:
      return Kind::kTechnicalCommittee;
    default:
      return Kind::kOther;
  }
}

indicators::ServiceFact ToService(const proto::ScopeRow& row) {
  const auto has = [&row](proto::ScopeRow::Service service) {
    return row.services().empty() ||
           std::find(row.services().begin(), row.services().end(), service) !=
               row.services().end();
  };
  indicators::ServiceFact out;
  out.verifies = has(proto::ScopeRow::SERVICE_LEGAL_VERIFICATION);
  out.calibrates = has(proto::ScopeRow::SERVICE_CALIBRATION);
  out.equipment_class = row.equipment_class();
  out.items.assign(row.catalogue_items().begin(), row.catalogue_items().end());
  return out;
}

std::optional<absl::CivilDay> DayOfStep(const proto::Comparison& message,
                                        proto::Comparison::State state) {
  for (const proto::Comparison::Step& step : message.steps()) {
    if (step.state() != state) continue;
    const absl::StatusOr<absl::Time> time =
        rpc::ParseInstant("time", step.time());
    if (time.ok()) return metrology::LegalDay(*time);
  }
  return std::nullopt;
}

bool IsFinal(proto::Comparison::State state) {
  return state == proto::Comparison::STATE_FINAL ||
         state == proto::Comparison::STATE_CONSEQUENCES;
}

indicators::Purpose ToPurpose(int purpose) {
  return proto::Instrument::Purpose_IsValid(purpose)
             ? static_cast<indicators::Purpose>(purpose)
             : indicators::Purpose::kUnspecified;
}

indicators::CatalogueItem ToItem(const proto::MandatoryCatalogue::Item& item) {
  indicators::CatalogueItem out;
  out.id = item.id();
  out.must_be_verified =
      item.supervision() ==
          proto::MandatoryCatalogue::SUPERVISION_VERIFICATION ||
      item.supervision() == proto::MandatoryCatalogue::SUPERVISION_BOTH;
  out.equipment_classes.assign(item.equipment_classes().begin(),
                               item.equipment_classes().end());
  for (const int purpose : item.purposes()) {
    out.purposes.push_back(ToPurpose(purpose));
  }
  for (const int tier : item.duties()) {
    out.duties.push_back(ToTier(static_cast<proto::Institution::Tier>(tier)));
  }
  out.from = DayOf(item.from());
  return out;
}

}  // namespace

bool IsSampleRecord(const Record& record) {
  return absl::StrContains(record.payload, indicators::kSampleData);
}

// Both enums count alike; the contract's numbers never change.
Tier ToTier(proto::Institution::Tier tier) {
  static_assert(static_cast<int>(Tier::kIndustry) ==
                proto::Institution::TIER_INDUSTRY);
  return proto::Institution::Tier_IsValid(tier) ? static_cast<Tier>(tier)
                                                : Tier::kUnspecified;
}

proto::Institution::Tier ToProto(Tier tier) {
  return static_cast<proto::Institution::Tier>(tier);
}

indicators::InstitutionFact ToFact(const proto::Institution& message) {
  indicators::InstitutionFact out;
  out.period = PeriodOf(message.period());
  out.spells = SpellsOf(message);
  for (const proto::Designation& designation : message.designations()) {
    std::string title;
    for (const std::string& name : NamesOf(designation.title())) {
      absl::StrAppend(&title, name, "\n");
    }
    out.designations.push_back({ToKind(designation.kind()), std::move(title),
                                PeriodOf(designation.period())});
  }
  return out;
}

indicators::StandardFact ToFact(const proto::Standard& message) {
  indicators::StandardFact out;
  out.holder = message.holder();
  out.site = message.site();
  out.is_public = message.level() == proto::Standard::LEVEL_PUBLIC_HIGHEST ||
                  message.level() == proto::Standard::LEVEL_PUBLIC_SUBORDINATE;
  out.developed_in_region =
      message.origin() == proto::Standard::ORIGIN_DEVELOPED_IN_REGION;
  out.period = PeriodOf(message.period());
  out.spells = SpellsOf(message);
  out.public_certificates = PeriodsOf(message.public_certificates());
  out.assessments = PeriodsOf(message.assessments());
  for (const proto::ScopeRow& row : message.services()) {
    out.services.push_back(ToService(row));
  }
  out.sectors.assign(message.sectors().begin(), message.sectors().end());
  return out;
}

indicators::ComparisonFact ToFact(const proto::Comparison& message) {
  indicators::ComparisonFact out;
  out.is_national = message.level() == proto::Comparison::LEVEL_NATIONAL;
  out.is_multi_region =
      message.level() == proto::Comparison::LEVEL_MULTI_REGION;
  out.final_day = DayOfStep(message, proto::Comparison::STATE_FINAL);
  const std::optional<absl::CivilDay> last = DayOf(message.period().to());
  const bool is_final = out.final_day.has_value() || IsFinal(message.state());
  if (is_final && last.has_value()) {
    out.final_day = std::min(*last, out.final_day.value_or(*last));
  }
  out.cancelled_day = DayOfStep(message, proto::Comparison::STATE_CANCELLED);
  return out;
}

indicators::SpecificationFact ToFact(const proto::Specification& message) {
  indicators::SpecificationFact out;
  out.region = message.region();
  out.number = text::NormaliseIdentifier(message.number());
  out.is_technical =
      message.kind() == proto::Specification::KIND_VERIFICATION_REGULATION ||
      message.kind() == proto::Specification::KIND_CALIBRATION_SPECIFICATION;
  out.issued = DayOf(message.issued());
  out.effective = DayOf(message.period().from());
  return out;
}

indicators::EntryFact ToFact(const proto::IndicatorEntry& message) {
  indicators::EntryFact out;
  out.indicator = static_cast<indicators::Indicator>(message.indicator());
  out.titles = NamesOf(message.title());
  if (!message.value().empty()) {
    SUYUAN_CHECK(absl::SimpleAtoi(message.value(), &out.value));
  }
  out.period = PeriodOf(message.period());
  out.baseline = message.baseline();
  return out;
}

indicators::CatalogueFact ToFact(const proto::MandatoryCatalogue& message) {
  indicators::CatalogueFact out;
  out.partial = message.partial();
  for (const proto::MandatoryCatalogue::Item& item : message.items()) {
    out.items.push_back(ToItem(item));
  }
  return out;
}

std::string DemandTermOf(const proto::Instrument& message) {
  indicators::DemandRow row;
  row.name = message.name();
  row.item = message.catalogue_item();
  row.equipment_class = message.equipment_class();
  row.division = message.division();
  row.owner = message.owner();
  row.from = message.period().from();
  row.to = message.period().to();
  row.purpose = ToPurpose(message.purpose());
  row.quantity = std::max(message.quantity(), 1);
  return indicators::EncodeDemand(row);
}

std::string AgeTermOf(const proto::Standard& message) {
  indicators::AgeRow row;
  for (int i = 0; i < message.components_size(); ++i) {
    const proto::Component& component = message.components(i);
    const std::string& day = component.put_into_service();
    if (component.role() != proto::Component::ROLE_MAIN || day.empty()) {
      continue;
    }
    if (row.put_into_service.empty() || day < row.put_into_service) {
      row.put_into_service = day;
      row.component = i;
    }
  }
  row.holder = message.holder();
  row.from = message.period().from();
  row.to = message.period().to();
  return indicators::EncodeAge(row);
}

}  // namespace suyuan::registry
