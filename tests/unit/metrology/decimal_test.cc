#include "libs/metrology/decimal.h"

#include <cmath>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

TEST_CASE("A printed number keeps its digits") {
  struct Case {
    const char* text;
    double value;
    int last_digit;
    int significant;
  };
  const auto c = GENERATE(values<Case>({
      {"0", 0, 0, 1},
      {"1.000", 1, -3, 4},
      {"-2.5e-3", -2.5e-3, -4, 2},
      {"+20.30", 20.3, -2, 4},
      {".5", 0.5, -1, 1},
      {"5.", 5, 0, 1},
      {"500", 500, 0, 3},
      {"5E2", 500, 2, 1},
      {"1.5e+3", 1500, 2, 2},
      {"0.0150", 0.015, -4, 3},
      {"0.000", 0, -3, 1},
      {"-0.0", 0, -1, 1},
      {"1e308", 1e308, 308, 1},
  }));
  CAPTURE(c.text);
  const auto decimal = Decimal::Parse(c.text);
  REQUIRE_THAT(StatusOf(decimal), IsOk());
  CHECK(decimal->text() == c.text);
  CHECK(decimal->value() == c.value);
  CHECK(decimal->last_digit() == c.last_digit);
  CHECK(decimal->significant_digits() == c.significant);
}

TEST_CASE("NaN is a number of D-SI, and nothing else that is not a number") {
  CHECK(Decimal::Parse("NaN").value().is_nan());
  CHECK_FALSE(Decimal::Parse("1").value().is_nan());
  const auto text = GENERATE("", "-", ".", "1,0", "1 000", " 1", "1 ", "1e",
                             "1e+", "e5", "0x10", "inf", "INF", "nan", "-NaN",
                             "1.2.3", "1e2.5", "１", "--1", "1e--2", "\xFF");
  CAPTURE(text);
  CHECK_THAT(StatusOf(Decimal::Parse(text)), HasReason("NUMBER_INVALID"));
}

TEST_CASE("A number that no double can hold is refused") {
  CHECK_THAT(StatusOf(Decimal::Parse("1e309")),
             HasReason("NUMBER_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(Decimal::Parse("-1e-400")),
             HasReason("NUMBER_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(Decimal::Parse("1e99999999999")),
             HasReason("NUMBER_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(Decimal::Parse("0e-400")), IsOk());
  CHECK_THAT(StatusOf(Decimal::Parse(std::string(Decimal::kLongest, '1'))),
             IsOk());
  CHECK_THAT(StatusOf(Decimal::Parse(std::string(Decimal::kLongest + 1, '1'))),
             HasReason("NUMBER_INVALID"));
}

TEST_CASE("A coverage factor is 1 or more and has no exponent") {
  for (const char* good : {"1", "2", "2.0", "+2", "1.", "3.18", "12"}) {
    CAPTURE(good);
    CHECK_THAT(StatusOf(ParseCoverageFactorText(good)), IsOk());
  }
  for (const char* bad : {"0.99", "0", "-2", "2e0", "", "02", ".5", "NaN"}) {
    CAPTURE(bad);
    CHECK_THAT(StatusOf(ParseCoverageFactorText(bad)),
               HasReason("NUMBER_INVALID"));
  }
}

TEST_CASE("A probability lies from 0 to 1 and has no exponent or minus") {
  for (const char* good : {"0", "1", "0.95", "1.0", ".9545", "+0.5"}) {
    CAPTURE(good);
    CHECK_THAT(StatusOf(ParseProbabilityText(good)), IsOk());
  }
  for (const char* bad : {"1.01", "-0.1", "-0.0", "5e-1", "", "NaN", "95"}) {
    CAPTURE(bad);
    CHECK_THAT(StatusOf(ParseProbabilityText(bad)),
               HasReason("NUMBER_INVALID"));
  }
}

TEST_CASE("A number prints to the digit that is asked for") {
  CHECK(FormatToDigit(1234.567, -1) == "1234.6");
  CHECK(FormatToDigit(1234.567, 0) == "1235");
  CHECK(FormatToDigit(1234.567, 2) == "1200");
  CHECK(FormatToDigit(-0.0149, -2) == "-0.01");
  CHECK(FormatToDigit(2, -3) == "2.000");
}

}  // namespace
}  // namespace suyuan::metrology
