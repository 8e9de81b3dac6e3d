#include "libs/metrology/scale.h"

#include <cmath>

#include "libs/metrology/rational.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

TEST_CASE("An exponent is kept in lowest terms with a positive denominator") {
  CHECK(Rational::Of(2, 4).value() == Rational::Of(-1, -2).value());
  CHECK(Rational::Of(-3, 6).value().ToString() == "-1/2");
  CHECK(Rational::Of(0, -7).value() == Rational());
  CHECK_THAT(StatusOf(Rational::Of(1, 0)), HasReason("UNIT_INVALID"));
}

TEST_CASE("An exponent at the limit is kept, beyond it refused") {
  CHECK_THAT(StatusOf(Rational::Of(Rational::kLimit, 1)), IsOk());
  CHECK_THAT(StatusOf(Rational::Of(Rational::kLimit + 1, 1)),
             HasReason("UNIT_OVERFLOW"));
  CHECK_THAT(StatusOf(Rational::Of(1, Rational::kLimit + 1)),
             HasReason("UNIT_OVERFLOW"));
  const Rational most = Rational::Of(Rational::kLimit, 1).value();
  CHECK_THAT(StatusOf(most.Plus(1)), HasReason("UNIT_OVERFLOW"));
  CHECK_THAT(StatusOf(most.Times(most)), HasReason("UNIT_OVERFLOW"));
}

TEST_CASE(
    "A decimal exponent is exact, and a cut one is the fraction it means") {
  struct Case {
    const char* text;
    int numerator, denominator;
  };
  const auto c = GENERATE(values<Case>({
      {"2", 2, 1},
      {"+2", 2, 1},
      {"-001", -1, 1},
      {"-0", 0, 1},
      {"2.0000", 2, 1},
      {"0.5", 1, 2},
      {"2.324", 581, 250},
      {"0.333", 333, 1000},  // three places say no third
      {"0.3333", 1, 3},
      {"0.333333", 1, 3},
      {"-0.666667", -2, 3},
      {"0.666666", 2, 3},
      {"1.333333", 4, 3},
      {"0.142857", 1, 7},
      {"0.333334", 166667, 500000},
  }));
  CAPTURE(c.text);
  const Rational parsed = Rational::Parse(c.text).value();
  CHECK(parsed == Rational::Of(c.numerator, c.denominator).value());
  CHECK(Rational::Parse(parsed.ToDecimal()).value() == parsed);
}

TEST_CASE("What is no decimal is no exponent") {
  const auto text =
      GENERATE("", "-", "+", ".5", "5.", "1e2", "2/3", "0,5", "2.0 2", "foo",
               "1234567890", "0.1234567890", "--1");
  CAPTURE(text);
  CHECK_THAT(StatusOf(Rational::Parse(text)), HasReason("UNIT_INVALID"));
}

Scale Ten(int16_t power) { return Scale::Of({.ten = power}); }

TEST_CASE("Prefixes from quecto to quetta compose without rounding") {
  const Scale tiny = Ten(-30).ToThe(6).value();
  const Scale huge = Ten(30).ToThe(6).value();
  CHECK(tiny.Times(huge).value().IsOne());
  CHECK(huge.ToString() == "10^180");
  CHECK(Ten(-3).ToDouble() == 1e-3);
  CHECK(Ten(30).ToDouble() == 1e30);
  CHECK(Ten(-30).ToDouble() == Approx(1e-30).epsilon(1e-15));
}

TEST_CASE("Different writings of one factor are equal") {
  CHECK(Scale::Of({.numerator = 3600, .denominator = 1000}) ==
        Scale::Of({.numerator = 36, .ten = -1}));
  CHECK(Scale::Of({.numerator = 1024}) == Scale::Of({.two = 10}));
  CHECK_FALSE(Scale::Of({.numerator = 1000}) == Scale::Of({.two = 10}));
  CHECK(Scale::Of({.numerator = 1000, .denominator = 3600}).ToDouble() ==
        1 / 3.6);
}

TEST_CASE("A factor and its inverse give one") {
  const Scale degree = Scale::Of({.denominator = 180, .pi = 1});
  const Scale electronvolt = Scale::Of({.numerator = 1602176634, .ten = -28});
  const Scale bel = Scale::Of({.denominator = 2, .ln10 = 1});
  for (const Scale& scale : {degree, electronvolt, bel, Ten(24)}) {
    CHECK(scale.Times(scale.Inverse().value()).value().IsOne());
    CHECK(scale.ToThe(3).value() ==
          scale.Times(scale).value().Times(scale).value());
  }
  CHECK(degree.ToDouble() == M_PI / 180);
  CHECK(bel.ToDouble() == Approx(std::log(10) / 2).epsilon(1e-15));
}

TEST_CASE("A root is exact or refused") {
  const Rational half = Rational::Of(1, 2).value();
  const Scale root = Ten(3).ToThe(half).value();
  CHECK(root.Times(root).value() == Ten(3));
  CHECK(root.ToDouble() == Approx(std::sqrt(1000)).epsilon(1e-15));
  const Scale square = Scale::Of({.numerator = 49, .denominator = 121});
  CHECK(square.ToThe(half).value() ==
        Scale::Of({.numerator = 7, .denominator = 11}));
  CHECK_THAT(StatusOf(Scale::Of({.numerator = 50 * 7}).ToThe(half)),
             HasReason("UNIT_NOT_EXACT"));
}

TEST_CASE("A factor beyond 128 bits is refused, never rounded") {
  const Scale odd = Scale::Of({.numerator = 801088317});  // 30 bits
  CHECK_THAT(StatusOf(odd.ToThe(4)), IsOk());
  CHECK_THAT(StatusOf(odd.ToThe(5)), HasReason("UNIT_OVERFLOW"));
  CHECK_THAT(StatusOf(odd.ToThe(-5)), HasReason("UNIT_OVERFLOW"));
  CHECK_THAT(StatusOf(odd.ToThe(30000)), HasReason("UNIT_OVERFLOW"));
}

}  // namespace
}  // namespace suyuan::metrology
