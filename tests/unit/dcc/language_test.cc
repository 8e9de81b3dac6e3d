#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/dcc/iso_codes.h"
#include "libs/dcc/reader.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using testing::FindingOf;
using testing::Sample;

TEST_CASE("Codes are those that ISO assigns") {
  for (const char* code : {"en", "zh", "de", "aa", "zu"}) {
    CHECK(IsLanguageCode(code));
  }
  for (const char* code : {"cn", "EN", "e", "eng", "", "n ", " e", "xx"}) {
    CHECK_FALSE(IsLanguageCode(code));
  }
  for (const char* code : {"CN", "DE", "GB", "AD", "ZW"}) {
    CHECK(IsCountryCode(code));
  }
  for (const char* code : {"UK", "cn", "C", "CHN", "", "N ", "XX"}) {
    CHECK_FALSE(IsCountryCode(code));
  }
}

bool IsDoubtful(const std::string& language, const std::string& text) {
  Sample sample;
  sample.methods = absl::StrCat(
      "<d:usedMethods><d:usedMethod><d:name><d:content lang='", language, "'>",
      text, "</d:content></d:name></d:usedMethod></d:usedMethods>");
  const auto document = Read(sample.Xml(), Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  return FindingOf(*document, "DCC_LANGUAGE_DOUBTFUL") != nullptr;
}

TEST_CASE("A text is doubtful only where it is plainly of another language") {
  CHECK(IsDoubtful("de", "The result of the comparison"));
  CHECK_FALSE(IsDoubtful("de", "The result"));  // one word may be a name
  CHECK_FALSE(IsDoubtful("de", "Methode nach \"Law of the Lever\" und DIN"));
  CHECK(IsDoubtful("en", "Kalibrierung nach der Richtlinie"));
  CHECK_FALSE(IsDoubtful("en", "Calibration by the method of Borda"));
  CHECK(IsDoubtful("en", "砝码校准"));
  CHECK_FALSE(IsDoubtful("en", "Weight 砝码"));
  CHECK(IsDoubtful("zh", "Calibration of a standard weight"));
  CHECK_FALSE(IsDoubtful("zh", "Fluke 5720A"));
  CHECK_FALSE(
      IsDoubtful("zh", "依据 DKD-R 6-1 Calibration of Pressure Gauges"));
  CHECK_FALSE(IsDoubtful("pt", "The result of the comparison"));
}

}  // namespace
}  // namespace suyuan::dcc
