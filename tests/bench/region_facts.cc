#include "tests/bench/region_facts.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/check.h"
#include "libs/metrology/quantity_kind.h"

namespace suyuan::bench {
namespace {

using traceability::ArtefactName;
using traceability::CertificateFacts;
using traceability::CompetenceFacts;
using traceability::InstitutionFacts;
using traceability::InstrumentFacts;
using traceability::ReferenceFacts;
using traceability::ResultFacts;
using traceability::SpecificationFacts;
using traceability::StandardFacts;

absl::CivilDay DayOf(int day) { return absl::CivilDay(kFirstYear, 1, 1) + day; }

std::string InstitutionName(uint32_t institution) {
  return absl::StrCat("institutions/n", institution);
}

std::string StandardName(ItemId item) {
  return absl::StrCat("standards/s", item);
}

std::string SpecificationNumber(int kind) {
  return absl::StrCat("JJF", 1000 + kind, "-2020");
}

std::string CertificateNumber(int64_t number, int day) {
  return absl::StrFormat("MN%d-%08d", DayOf(day).year(), number);
}

traceability::Level LevelOf(int tier) {
  using traceability::Level;
  constexpr Level kLevels[kInstruments] = {
      Level::kNationalPrimary,   Level::kPublicHighest,
      Level::kPublicHighest,     Level::kPublicHighest,
      Level::kPublicSubordinate, Level::kPublicSubordinate,
      Level::kEnterpriseHighest, Level::kSubordinate};
  return kLevels[tier];
}

// Points of an item: 1 and 10 and between them, or 1 alone.
int PointsOf(const Item& item, ItemId id, int most) {
  if (most == 1) return 1;
  const int least = item.tier == kInstruments ? 1 : 2;
  const uint32_t spread = id * 2654435761U >> 16;
  return least + static_cast<int>(spread % (most - least + 1));
}

}  // namespace

RegionFacts::RegionFacts(const Region& region, int most_points)
    : region_(region), most_points_(most_points) {
  for (size_t k = 0; k < region.kinds(); ++k) {
    const std::string code(region.kind(static_cast<int>(k)));
    kinds_.push_back({code, {}, false});
    const metrology::QuantityKind* kind = metrology::FindKind(code);
    SUYUAN_CHECK(kind != nullptr);
    dimensions_.push_back(metrology::SiUnitOf(*kind).dimension().ToString());
  }
}

InstitutionFacts RegionFacts::Institution(uint32_t institution) const {
  InstitutionFacts out;
  out.name = InstitutionName(institution);
  out.titles = {absl::StrCat("模拟机构", institution)};
  out.period.from = absl::CivilDay(2000, 1, 1);
  return out;
}

CompetenceFacts RegionFacts::Competence(uint32_t institution) const {
  CompetenceFacts out;
  out.name = absl::StrCat("competences/c", institution);
  out.holder = InstitutionName(institution);
  out.kind = traceability::CompetenceKind::kAuthorisation;
  out.number = absl::StrCat("(模拟)量授字第", institution, "号");
  out.period.from = absl::CivilDay(2000, 1, 1);
  out.scope.emplace_back();  // any work
  return out;
}

SpecificationFacts RegionFacts::Specification(int kind) const {
  SpecificationFacts out;
  out.name = absl::StrCat("specifications/k", kind);
  out.number = SpecificationNumber(kind);
  out.kind = traceability::SpecificationKind::kCalibrationSpecification;
  out.period.from = absl::CivilDay(2020, 1, 1);
  return out;
}

ArtefactName RegionFacts::NameOf(ItemId item) const {
  ArtefactName out;
  out.manufacturer = absl::StrCat("模拟仪器厂", item % 97);
  out.identifications = {absl::StrCat("SN-", item)};
  return out;
}

StandardFacts RegionFacts::Standard(ItemId id) const {
  const Item& item = region_.items()[id];
  StandardFacts out;
  out.name = StandardName(id);
  out.holder = InstitutionName(item.institution);
  out.level = LevelOf(item.tier);
  out.components.push_back({true, NameOf(id), 0, {}});
  out.period.from = absl::CivilDay(2020, 1, 1);
  out.assessments.push_back(
      {absl::StrCat("[2020]模拟量标证字第", id, "号"),
       {absl::CivilDay(2020, 1, 1), absl::CivilDay(2029, 12, 31)}});
  for (int year = kFirstYear - 2; year < kFirstYear + 5; ++year) {
    for (const bool stability : {false, true}) {
      out.tests.push_back({stability, absl::CivilDay(year, 1, 15), true});
    }
  }
  return out;
}

InstrumentFacts RegionFacts::Instrument(ItemId id) const {
  const Item& item = region_.items()[id];
  InstrumentFacts out;
  out.name = InstrumentRecordName(id);
  out.owner = InstitutionName(item.institution);
  out.division = absl::StrFormat("65%02d%02d", item.institution / 10 % 30,
                                 item.institution % 10);
  out.purpose = traceability::Purpose::kOther;
  out.artefact = NameOf(id);
  out.artefact.record = out.name;
  out.period.from = absl::CivilDay(2020, 1, 1);
  return out;
}

ReferenceFacts RegionFacts::Reference(const Calibration::Use& use,
                                      int place) const {
  ReferenceFacts out;
  out.id = absl::StrCat("ref", place + 1);
  out.numbers = {CertificateNumber(use.number, use.day)};
  out.artefact = NameOf(use.item);
  out.standard = StandardName(use.item);
  out.text = out.numbers.front();
  return out;
}

// Each tier is thrice as uncertain as the one above, so that every ratio is 1/3
// or better.
std::vector<ResultFacts> RegionFacts::Results(ItemId id) const {
  const Item& item = region_.items()[id];
  const int points = PointsOf(item, id, most_points_);
  std::vector<ResultFacts> out;
  for (int i = 0; i < points; ++i) {
    ResultFacts& result = out.emplace_back();
    result.id = absl::StrCat("r", i + 1);
    result.item_id = "item";
    result.kind = kinds_[item.kind];
    result.dimension = dimensions_[item.kind];
    result.value = points == 1 ? 1 : 1 + 9.0 * i / (points - 1);
    result.standard_uncertainty = 0.5e-7 * std::pow(3.01, item.tier);
    result.maximum_permissible_error = 3.2e-7 * std::pow(3.01, item.tier);
    result.conformity = traceability::Conformity::kPass;
    result.printed_value = absl::StrCat(*result.value);
    result.printed_k = "2";
  }
  return out;
}

CertificateFacts RegionFacts::Certificate(
    const Calibration& calibration) const {
  const Item& item = region_.items()[calibration.item];
  CertificateFacts out;
  out.name = CertificateResourceName(calibration.number);
  out.kind = traceability::CertificateKind::kCalibration;
  out.number = CertificateNumber(calibration.number, calibration.day);
  out.printed_number = out.number;
  const uint32_t issuer = region_.IssuerOf(calibration);
  out.issuer.institution = InstitutionName(issuer);
  out.issuer.title = absl::StrCat("模拟机构", issuer);
  out.printed_issuer = out.issuer.title;
  traceability::ItemFacts& what = out.items.emplace_back();
  what.id = "item";
  what.artefact = NameOf(calibration.item);
  what.artefact.record = item.tier == kInstruments
                             ? InstrumentRecordName(calibration.item)
                             : StandardName(calibration.item);
  what.title_zh = "模拟器具";
  what.printed_identifications = what.artefact.identifications;
  const absl::CivilDay day = DayOf(calibration.day);
  out.received = day - 3;
  out.begin = day - 1;
  out.end = day;
  out.issued = day;
  out.valid_to = day + item.period - 1;
  out.specifications = {SpecificationNumber(item.kind)};
  for (int i = 0; i < calibration.use_count; ++i) {
    out.references.push_back(Reference(calibration.uses[i], i));
  }
  out.results = Results(calibration.item);
  out.place = traceability::Place::kLaboratory;
  out.signers = {{traceability::SignerRole::kPerformer, ""},
                 {traceability::SignerRole::kApprover, ""}};
  out.digest = std::string(64, '0');
  out.recorded_at = absl::FromCivil(day + 1, absl::FixedTimeZone(8 * 60 * 60)) +
                    absl::Microseconds(calibration.number);
  out.log_index = calibration.number - 1;
  return out;
}

std::string InstrumentRecordName(ItemId item) {
  return absl::StrCat("instruments/i", item);
}

std::string CertificateResourceName(int64_t number) {
  const uint64_t high = Random(static_cast<uint64_t>(number)).Next();
  return absl::StrFormat("certificates/%016x%016x", high, number);
}

}  // namespace suyuan::bench
