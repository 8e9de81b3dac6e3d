#include "services/registry/records/identifiers.h"

#include <string>

#include "absl/strings/match.h"
#include "libs/text/utf8.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry {
namespace {

using testing::IsOk;
using Kind = SpecificationKind;

std::string Refusal(absl::string_view number, Kind kind,
                    absl::string_view region = "") {
  return std::string(CheckSpecificationNumber(number, kind, region).message());
}

TEST_CASE("A specification's number fits its kind") {
  struct Case {
    const char* number;
    Kind kind;
  };
  const auto c = GENERATE(values<Case>({
      {"JJG 99-2022", Kind::kVerificationRegulation},
      {"JJG(新) 5-2020", Kind::kVerificationRegulation},
      {"JJG(新) 2005-2020", Kind::kVerificationRegulation},  // no scheme
      {"JJG(交通) 012-2020", Kind::kVerificationRegulation},
      {"JJF 1059.1-2012", Kind::kCalibrationSpecification},
      {"JJF(皖) 148-2023", Kind::kCalibrationSpecification},
      {"JJG 2053-2016", Kind::kVerificationScheme},
      {"GB/T 19022-2003", Kind::kMethodStandard},
      {"作业指导书 12", Kind::kMethodStandard},
  }));
  CAPTURE(c.number);
  for (const Kind kind :
       {Kind::kVerificationRegulation, Kind::kCalibrationSpecification,
        Kind::kVerificationScheme, Kind::kMethodStandard}) {
    CHECK(CheckSpecificationNumber(c.number, kind, "").ok() ==
          (kind == c.kind));
  }
}

TEST_CASE("An edition needs its year, in four digits") {
  CHECK(Refusal("JJG 99", Kind::kVerificationRegulation) ==
        "\"JJG 99\" names no year of its edition, as \"JJG99-2022\" would");
  CHECK(Refusal("JJG 443-98", Kind::kVerificationRegulation) ==
        "\"JJG 443-98\" is written \"JJG443-1998\"");
  CHECK_THAT(CheckSpecificationNumber("jjg 443—1998",
                                      Kind::kVerificationRegulation, ""),
             IsOk());
  // Whether it is a scheme does not hang on the year.
  CHECK(absl::StrContains(Refusal("JJG 2053", Kind::kVerificationScheme),
                          "names no year"));
}

TEST_CASE("A JJG that is none is told why") {
  CHECK(absl::StrContains(Refusal("JJG A5-2020", Kind::kVerificationRegulation),
                          "where a running number is wanted"));
  CHECK(absl::StrContains(Refusal("JJG()5-2020", Kind::kVerificationRegulation),
                          "nobody is named"));
  CHECK(absl::StrContains(Refusal("JJF 5-2020", Kind::kVerificationRegulation),
                          "no number of a verification regulation"));
  CHECK(absl::StrContains(Refusal("JJF 5-2020", Kind::kMethodStandard),
                          "its kind says other"));
}

TEST_CASE("What a refusal quotes is text, however long the number was") {
  std::string number = "x";  // puts the cut inside a character of three bytes
  for (int i = 0; i < 100; ++i) number += "规";
  const std::string refusal = Refusal(number, Kind::kVerificationScheme);
  CHECK(text::IsValidUtf8(refusal));
  CHECK(refusal.size() < 200);
}

TEST_CASE("The region stands in brackets") {
  CHECK_THAT(CheckSpecificationNumber("JJG（新） 5-2020",
                                      Kind::kVerificationRegulation, "新"),
             IsOk());
  for (const char* number : {"JJG 5-2020", "JJG(皖) 5-2020"}) {
    CHECK(
        absl::StrContains(Refusal(number, Kind::kVerificationRegulation, "新"),
                          "does not name the region (新) in brackets"));
  }
}

TEST_CASE("The number of a reference material fits its grade") {
  CHECK_THAT(CheckMaterialNumber("GBW08607", MaterialGrade::kPrimary), IsOk());
  CHECK_FALSE(CheckMaterialNumber("GBW08607", MaterialGrade::kSecondary).ok());
  CHECK_FALSE(CheckMaterialNumber("GBW08607", MaterialGrade::kOther).ok());
  CHECK_THAT(CheckMaterialNumber("GBW(E) 130113", MaterialGrade::kSecondary),
             IsOk());
  CHECK_THAT(CheckMaterialNumber("NIST 1234", MaterialGrade::kOther), IsOk());
}

}  // namespace
}  // namespace suyuan::registry
