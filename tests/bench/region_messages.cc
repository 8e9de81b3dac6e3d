#include "tests/bench/region_messages.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "libs/base/check.h"
#include "libs/metrology/quantity_kind.h"

namespace suyuan::bench {
namespace {

using certificates::v1::Certificate;
using metrology::v1::LocalizedText;

constexpr absl::string_view kTierNames[kTiers] = {
    "国家计量基准",     "国家工作标准",   "大区计量标准",
    "省级计量标准",     "地市级计量标准", "县级工作标准",
    "企业最高计量标准", "企业工作标准",   "工作计量器具"};
constexpr absl::string_view kRankNames[] = {
    "国家计量院", "省计量院", "市计量所", "县计量所", "企业计量室"};

void SetZh(LocalizedText& text, absl::string_view zh) {
  (*text.mutable_texts())["zh"] = std::string(zh);
}

std::string DayText(int day) {
  const absl::CivilDay civil = absl::CivilDay(kFirstYear, 1, 1) + day;
  return absl::FormatCivilTime(civil);
}

std::string InstitutionTitle(const Region& region, uint32_t institution) {
  return absl::StrCat("模拟",
                      kRankNames[static_cast<int>(region.RankOf(institution))],
                      institution);
}

std::string SerialNumber(ItemId item) { return absl::StrCat("SN-", item); }
std::string Manufacturer(ItemId item) {
  return absl::StrCat("模拟仪器厂", item % 97);
}
std::string Model(const Region& region, const Item& item) {
  return absl::StrCat(region.kind(item.kind), "-T", item.tier);
}

std::string ItemTitle(const Region& region, const Item& item) {
  const metrology::QuantityKind* kind =
      metrology::FindKind(region.kind(item.kind));
  SUYUAN_CHECK(kind != nullptr);
  return absl::StrCat(kind->name_zh, kTierNames[item.tier]);
}

// U at k = 2 of a result of the value 1: thrice the tier above, so that every
// ratio is 1/3 or better.
std::string ExpandedText(int tier) {
  return absl::StrFormat("%.1e", 1e-7 * std::pow(3.01, tier));
}
std::string PermissibleErrorText(int tier) {
  return absl::StrFormat("%.1e", 3.2e-7 * std::pow(3.01, tier));
}

registry::v1::Standard::Level LevelOf(int tier) {
  using registry::v1::Standard;
  switch (tier) {
    case 0:
      return Standard::LEVEL_NATIONAL_PRIMARY;
    case 1:
    case 2:
    case 3:
      return Standard::LEVEL_PUBLIC_HIGHEST;
    case 6:
      return Standard::LEVEL_ENTERPRISE_HIGHEST;
    case 7:
      return Standard::LEVEL_SUBORDINATE;
    default:
      return Standard::LEVEL_PUBLIC_SUBORDINATE;
  }
}

registry::v1::Institution::Kind KindOf(Rank rank) {
  using registry::v1::Institution;
  switch (rank) {
    case Rank::kNational:
      return Institution::KIND_NATIONAL_INSTITUTE;
    case Rank::kProvince:
      return Institution::KIND_STATUTORY_PROVINCE;
    case Rank::kCity:
      return Institution::KIND_STATUTORY_PREFECTURE;
    case Rank::kCounty:
      return Institution::KIND_STATUTORY_COUNTY;
    case Rank::kEnterprise:
      break;
  }
  return Institution::KIND_ENTERPRISE;
}

std::string SpecificationNumber(int kind) {
  return absl::StrCat("JJF ", 1000 + kind, "-2020");
}

// Repeatability and stability, passed in every year of the region.
void FillTests(registry::v1::Standard& out) {
  registry::v1::StabilityCheck& stability = *out.add_stability_checks();
  stability.set_unit("\\one");
  stability.set_maximum_permissible_error("0.01");
  for (int year = kFirstYear - 2; year < kFirstYear + 5; ++year) {
    const std::string day = absl::StrCat(year, "-01-15");
    registry::v1::StabilityCheck::Group& group = *stability.add_groups();
    group.set_day(day);
    group.set_mean("1.000");
    registry::v1::RepeatabilityTest& test = *out.add_repeatability_tests();
    test.set_day(day);
    test.set_unit("\\one");
    test.set_budget_standard_deviation("0.01");
    for (int i = 0; i < 10; ++i) {
      test.add_readings(i % 2 == 0 ? "1.000" : "1.001");
    }
  }
}

void SetIssuer(const Region& region, uint32_t institution,
               certificates::v1::Party& party) {
  party.set_institution(InstitutionName(institution));
  party.set_title(InstitutionTitle(region, institution));
}

void FillDates(const Item& item, int day, Certificate& out) {
  out.set_received(DayText(day - 3));
  out.set_begin(DayText(day - 1));
  out.set_end(DayText(day));
  out.set_issued(DayText(day));
  out.set_valid_to(DayText(day + item.period - 1));
}

void FillItem(const Region& region, ItemId id, Certificate& out) {
  const Item& item = region.items()[id];
  certificates::v1::Item& to = *out.add_items();
  to.set_id("item");
  SetZh(*to.mutable_title(), ItemTitle(region, item));
  to.set_manufacturer(Manufacturer(id));
  to.set_model(Model(region, item));
  certificates::v1::ItemIdentification& serial = *to.add_identifications();
  serial.set_issuer("manufacturer");
  serial.set_value(SerialNumber(id));
  if (item.tier != kInstruments) to.set_record(StandardName(id));
}

void FillUse(const Region& region, const Calibration::Use& use, int index,
             Certificate& out) {
  const Item& item = region.items()[use.item];
  certificates::v1::ReferenceUse& to = *out.add_references();
  to.set_id(absl::StrCat("ref", index + 1));
  SetZh(*to.mutable_title(), ItemTitle(region, item));
  // Without its issuer, as on most certificates.
  to.add_certificate_numbers(CertificateNumber(use.number, use.day));
  certificates::v1::ItemIdentification& serial = *to.add_identifications();
  serial.set_issuer("manufacturer");
  serial.set_value(SerialNumber(use.item));
  to.set_manufacturer(Manufacturer(use.item));
  to.set_model(Model(region, item));
  to.set_standard(StandardName(use.item));
  to.set_uses(1);
}

void FillResult(const Region& region, const Item& item, Certificate& out) {
  const absl::string_view code = region.kind(item.kind);
  certificates::v1::Result& to = *out.add_results();
  to.set_id("r1");
  to.set_item_id("item");
  SetZh(*to.mutable_title(), metrology::FindKind(code)->name_zh);
  to.mutable_kind()->set_code(std::string(code));
  to.set_value("1");
  to.set_indication("1.0000");
  to.set_error("0.0000");
  to.set_unit(std::string(metrology::FindKind(code)->si_unit));
  to.mutable_uncertainty()->set_expanded(ExpandedText(item.tier));
  to.mutable_uncertainty()->set_coverage_factor("2");
  to.set_maximum_permissible_error(PermissibleErrorText(item.tier));
  to.set_conformity(certificates::v1::Result::CONFORMITY_PASS);
  to.set_conformity_rule("JJF1094");
}

void FillConditions(Certificate& out) {
  certificates::v1::EnvironmentCondition& temperature = *out.add_environment();
  temperature.set_quantity("temperature");
  temperature.set_min("19.8");
  temperature.set_max("20.2");
  temperature.set_unit("\\degreecelsius");
  certificates::v1::Signer& performer = *out.add_signers();
  performer.set_role(certificates::v1::Signer::ROLE_PERFORMER);
  certificates::v1::Signer& approver = *out.add_signers();
  approver.set_role(certificates::v1::Signer::ROLE_APPROVER);
}

}  // namespace

std::string InstitutionName(uint32_t institution) {
  return absl::StrCat("institutions/n", institution);
}

std::string StandardName(ItemId item) {
  return absl::StrCat("standards/s", item);
}

registry::v1::Institution InstitutionRecord(const Region& region,
                                            uint32_t institution) {
  registry::v1::Institution out;
  out.set_name(InstitutionName(institution));
  SetZh(*out.mutable_title(), InstitutionTitle(region, institution));
  out.set_kind(KindOf(region.RankOf(institution)));
  out.set_country("CN");
  out.mutable_period()->set_from("2000-01-01");
  return out;
}

registry::v1::Competence CompetenceRecord(uint32_t institution) {
  registry::v1::Competence out;
  out.set_name(absl::StrCat("competences/c", institution));
  out.set_holder(InstitutionName(institution));
  out.set_kind(registry::v1::Competence::KIND_AUTHORISATION);
  out.set_number(absl::StrCat("(模拟)量授字第", institution, "号"));
  out.set_authority("模拟市场监督管理局");
  out.mutable_period()->set_from("2000-01-01");
  out.add_scope()->set_remarks("模拟数据");
  return out;
}

registry::v1::Specification SpecificationRecord(int kind) {
  registry::v1::Specification out;
  out.set_name(absl::StrCat("specifications/k", kind));
  out.set_number(SpecificationNumber(kind));
  SetZh(*out.mutable_title(), absl::StrCat("模拟校准方法", kind));
  out.set_kind(registry::v1::Specification::KIND_CALIBRATION_SPECIFICATION);
  out.set_issuer("模拟市场监督管理局");
  out.mutable_period()->set_from("2020-01-01");
  return out;
}

registry::v1::Standard StandardRecord(const Region& region, ItemId id) {
  const Item& item = region.items()[id];
  registry::v1::Standard out;
  out.set_name(StandardName(id));
  SetZh(*out.mutable_title(), ItemTitle(region, item));
  out.set_level(LevelOf(item.tier));
  out.set_holder(InstitutionName(item.institution));
  registry::v1::Component& component = *out.add_components();
  component.set_role(registry::v1::Component::ROLE_MAIN);
  SetZh(*component.mutable_title(), ItemTitle(region, item));
  component.set_manufacturer(Manufacturer(id));
  component.set_model(Model(region, item));
  registry::v1::Identification& serial = *component.add_identifications();
  serial.set_issuer(registry::v1::Identification::ISSUER_MANUFACTURER);
  serial.set_value(SerialNumber(id));
  registry::v1::Assessment& assessment = *out.add_assessments();
  assessment.set_number(absl::StrCat("[2020]模拟量标证字第", id, "号"));
  assessment.set_authority("模拟市场监督管理局");
  assessment.mutable_period()->set_from("2020-01-01");
  assessment.mutable_period()->set_to("2029-12-31");
  out.mutable_period()->set_from("2020-01-01");
  FillTests(out);
  return out;
}

std::string CertificateNumber(int64_t number, int day) {
  const absl::CivilDay civil = absl::CivilDay(kFirstYear, 1, 1) + day;
  return absl::StrFormat("MN%d-%08d", civil.year(), number);
}

Certificate CertificateMessage(const Region& region,
                               const Calibration& calibration) {
  Certificate out;
  const Item& item = region.items()[calibration.item];
  const uint32_t issuer = region.IssuerOf(calibration);
  out.set_kind(Certificate::KIND_CALIBRATION);
  out.set_number(CertificateNumber(calibration.number, calibration.day));
  SetIssuer(region, issuer, *out.mutable_issuer());
  FillItem(region, calibration.item, out);
  FillDates(item, calibration.day, out);
  out.set_place(Certificate::PLACE_LABORATORY);
  out.add_specifications(SpecificationNumber(item.kind));
  for (int i = 0; i < calibration.use_count; ++i) {
    FillUse(region, calibration.uses[i], i, out);
  }
  FillConditions(out);
  FillResult(region, item, out);
  return out;
}

}  // namespace suyuan::bench
