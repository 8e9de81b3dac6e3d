#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "libs/base/check.h"
#include "libs/json/message_json.h"
#include "services/traceability/profiles/profile_definition.h"
#include "tests/conformance/proof/proof_region.h"

namespace suyuan::traceability::testing {
namespace {

namespace certs = certificates::v1;
namespace reg = registry::v1;

constexpr int kLevels = 7;

reg::Record Record(const std::string& json) {
  reg::Record record;
  SUYUAN_CHECK(json::FromJson(json, record).ok());
  return record;
}

reg::Record Institution(int level) {
  return Record(absl::Substitute(
      R"json({"institution": {"name": "institutions/l$0",
          "title": {"texts": {"zh": "第$0级机构（模拟）",
                              "en": "Institute of level $0 (simulated)"}},
          "kind": "KIND_STATUTORY_PREFECTURE", "division": "650100",
          "country": "CN", "period": {"from": "1990-01-01"}}})json",
      level));
}

reg::Record Competence(int level) {
  return Record(absl::Substitute(
      R"json({"competence": {"name": "competences/l$0-mass",
          "holder": "institutions/l$0", "kind": "$1",
          "number": "模拟法计 $0", "authority": "模拟机关",
          "period": {"from": "2020-01-01", "to": "2027-12-31"},
          "scope": [{"services": ["SERVICE_LEGAL_VERIFICATION"],
            "kind": {"code": "MASS",
                     "qualifiers": {"mass_kind": "conventional"}},
            "range": {"min": "0", "max": "20000", "unit": "\\gram"},
            "specifications": ["JJG 99-2022"]}]}})json",
      level,
      level == 0 ? "KIND_NATIONAL_PRIMARY_STANDARD" : "KIND_AUTHORISATION"));
}

// What level `level` works with: the weight that the level above verified.
reg::Record Standard(int level) {
  return Record(absl::Substitute(
      R"json({"standard": {"name": "standards/l$0",
          "title": {"texts": {"zh": "第$0级质量标准装置（模拟）",
                              "en": "Mass standard of level $0 (simulated)"}},
          "level": "LEVEL_PUBLIC_HIGHEST", "holder": "institutions/l$0",
          "components": [{"role": "ROLE_MAIN",
            "title": {"texts": {"zh": "标准砝码", "en": "reference weight"}},
            "manufacturer": "模拟仪器厂", "model": "W",
            "identifications": [
              {"issuer": "ISSUER_MANUFACTURER", "value": "W-$1"}]}],
          "assessments": [{"number": "模拟量标 $0 号", "authority": "模拟机关",
            "period": {"from": "2023-01-01", "to": "2027-12-31"}}],
          "period": {"from": "2015-01-01"},
          "repeatabilityTests": [{"day": "2025-12-01",
            "kind": {"code": "MASS",
                     "qualifiers": {"mass_kind": "conventional"}},
            "unit": "\\gram",
            "readings": ["1.000", "1.001", "0.999", "1.000", "1.000", "1.001",
                         "0.999", "1.000", "1.001", "0.999"],
            "budgetStandardDeviation": "0.002"}],
          "stabilityChecks": [{
            "kind": {"code": "MASS",
                     "qualifiers": {"mass_kind": "conventional"}},
            "unit": "\\gram",
            "groups": [{"day": "2023-12-04", "mean": "1.000"},
                       {"day": "2024-12-02", "mean": "1.001"},
                       {"day": "2025-12-01", "mean": "1.000"}],
            "correctionsUsed": true,
            "uncertainty": {"expanded": "0.002", "coverageFactor": "2"}}]}})json",
      level, level - 1));
}

reg::Record Regulation() {
  return Record(
      R"json({"specification": {"name": "specifications/jjg-99-2022",
          "number": "JJG 99-2022",
          "title": {"texts": {"zh": "砝码检定规程",
                              "en": "Verification regulation of weights"}},
          "kind": "KIND_VERIFICATION_REGULATION", "issuer": "模拟机关",
          "period": {"from": "2023-06-07"},
          "ratio": {"basis": "BASIS_EXPANDED_UNCERTAINTY", "numerator": 1,
                    "denominator": 3}}})json");
}

// Of level 3, which prints them.
reg::Record Person(int number) {
  return Record(absl::Substitute(
      R"json({"person": {"name": "persons/p$0", "registrationNumber": "ZC-$0",
          "qualification": "QUALIFICATION_FIRST",
          "employer": "institutions/l3",
          "period": {"from": "2024-01-01", "to": "2028-12-31"}}})json",
      number));
}

std::string Signers(int level) {
  if (level != 3) {
    return R"json([{"role": "ROLE_PERFORMER"}, {"role": "ROLE_CHECKER"},
                   {"role": "ROLE_APPROVER"}])json";
  }
  return R"json([{"role": "ROLE_PERFORMER", "registration": "ZC-1"},
                 {"role": "ROLE_CHECKER", "registration": "ZC-2"},
                 {"role": "ROLE_APPROVER", "registration": "ZC-3"}])json";
}

std::string References(int level) {
  if (level == 0) return "[]";
  return absl::Substitute(
      R"json([{"id": "ref1", "role": "ROLE_MAIN",
           "title": {"texts": {"zh": "标准砝码", "en": "reference weight"}},
           "certificateNumbers": ["C-$1"],
           "issuer": {"institution": "institutions/l$1",
                      "title": "第$1级机构（模拟）"},
           "manufacturer": "模拟仪器厂", "model": "W",
           "identifications": [{"issuer": "manufacturer", "value": "W-$1"}],
           "standard": "standards/l$0"}])json",
      level, level - 1);
}

certs::Certificate Weight(int level) {
  certs::Certificate certificate;
  const double expanded = 0.001 * std::pow(4, level);
  const absl::Status read = json::FromJson(
      absl::Substitute(
          R"json({"kind": "KIND_VERIFICATION", "number": "C-$0",
              "issuer": {"institution": "institutions/l$0",
                         "title": "第$0级机构（模拟）"},
              "customer": {"title": "第$1级机构（模拟）"},
              "items": [{"id": "item",
                "title": {"texts": {"zh": "砝码", "en": "weight"}},
                "manufacturer": "模拟仪器厂", "model": "W",
                "identifications": [
                  {"issuer": "manufacturer", "value": "W-$0"}]}],
              "received": "2026-0$1-03", "begin": "2026-0$1-05",
              "end": "2026-0$1-06", "issued": "2026-0$1-07",
              "validTo": "2027-0$1-05", "place": "PLACE_LABORATORY",
              "specifications": ["JJG 99-2022"], "references": $2,
              "results": [{"id": "r1",
                "title": {"texts": {"zh": "测量点", "en": "point"}},
                "kind": {"code": "MASS",
                         "qualifiers": {"mass_kind": "conventional"}},
                "value": "1000", "unit": "\\gram",
                "uncertainty": {"expanded": "$3", "coverageFactor": "2",
                                "coverageProbability": "0.95"},
                "maximumPermissibleError": "$3",
                "conformity": "CONFORMITY_PASS"}],
              "signers": $4,
              "conclusion": {"conformity": "CONFORMITY_PASS",
                             "text": "合格"}})json",
          level, level + 1, References(level), expanded, Signers(level)),
      certificate);
  SUYUAN_CHECK(read.ok());
  return certificate;
}

// A weight that level 3 verified with its standard, and what is special of it:
// members of the result, and of the reference.
certs::Certificate OfLevelThree(const std::string& number,
                                const std::string& of_result,
                                const std::string& of_reference) {
  certs::Certificate certificate = Weight(3);
  certificate.set_number(number);
  certificate.mutable_items(0)->mutable_identifications(0)->set_value(number);
  certs::Certificate more;
  const absl::Status read = json::FromJson(
      absl::Substitute(R"json({"results": [$0], "references": [$1]})json",
                       of_result, of_reference),
      more);
  SUYUAN_CHECK(read.ok());
  certificate.mutable_results(0)->MergeFrom(more.results(0));
  certificate.mutable_references(0)->MergeFrom(more.references(0));
  return certificate;
}

// u_c of 0.016 g and r g, beside the stated U = 0.064 g with k = 2.
std::string BudgetWith(absl::string_view repeatability) {
  return absl::Substitute(
      R"json({"budget": {"components": [
          {"id": "ref", "source": "SOURCE_REFERENCE", "referenceId": "ref1",
           "evaluation": "EVALUATION_TYPE_B", "standardUncertainty": "16",
           "unit": "\\milli\\gram", "sensitivity": "0.001"},
          {"id": "rep", "source": "SOURCE_REPEATABILITY",
           "evaluation": "EVALUATION_TYPE_A", "standardUncertainty": "$0",
           "degreesOfFreedom": "9"}],
          "correlations": [{"firstId": "ref", "secondId": "rep",
                            "coefficient": "0.1"}]}})json",
      repeatability);
}

// The work is of 2026-04-05 and 2026-04-06 in Shanghai, which part at 16:00
// UTC: until then the first comparison carries.
std::string LinkWith(absl::string_view second_comparison) {
  return absl::Substitute(
      R"json({"remoteLink": {"maximumGap": "PT16H", "unit": "\\gram",
          "spells": [{"from": "2026-04-04T12:00:00Z",
                      "to": "2026-04-06T20:00:00Z"}],
          "comparisons": [
            {"time": "2026-04-05T00:00:00Z", "accepted": true,
             "standardUncertainty": "0.001"},
            {"time": "$0", "accepted": true,
             "standardUncertainty": "0.001"},
            {"time": "2026-04-06T06:00:00Z", "accepted": true,
             "standardUncertainty": "0.001"}]}})json",
      second_comparison);
}

}  // namespace

void TellNumbers(ProofRegion& region) {
  region.Tell(OfLevelThree("B-1", BudgetWith("0.026"), "{}"));
  region.Tell(OfLevelThree("B-2", BudgetWith("0.029"), "{}"));
  region.Tell(OfLevelThree("L-1", "{}", LinkWith("2026-04-05T15:00:00Z")));
  region.Tell(OfLevelThree("L-2", "{}", LinkWith("2026-04-05T18:00:00Z")));
}

Profile StrictProfile() {
  std::ifstream in("tests/conformance/proof/golden/strict.json");
  std::ostringstream text;
  text << in.rdbuf();
  auto profile = ProfileFromJson(text.str());
  SUYUAN_CHECK(profile.ok());
  return *std::move(profile);
}

void TellSevenLevels(ProofRegion& region) {
  region.Tell(Regulation());
  for (int level = 0; level < kLevels; ++level) {
    region.Tell(Institution(level));
    region.Tell(Competence(level));
    if (level > 0) region.Tell(Standard(level));
  }
  for (int number = 1; number <= 3; ++number) region.Tell(Person(number));
  for (int level = 0; level < kLevels; ++level) region.Tell(Weight(level));
}

}  // namespace suyuan::traceability::testing
