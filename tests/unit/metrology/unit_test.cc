#include "libs/metrology/unit.h"

#include <random>

#include "libs/metrology/unit_text.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

Unit U(absl::string_view dsi) { return ParseDsi(dsi).value(); }
Unit Printed(absl::string_view text) { return ParsePrinted(text).value(); }

double Convert(double value, const Unit& from, const Unit& to) {
  return Conversion::Between(from, to).value().Value(value);
}

TEST_CASE("Each named SI unit has the dimension the SI Brochure gives it") {
  struct Case {
    const char* name;
    const char* base;
  };
  const auto c = GENERATE(values<Case>({
      {"\\newton", "\\kilogram\\metre\\second\\tothe{-2}"},
      {"\\pascal", "\\newton\\per\\metre\\tothe{2}"},
      {"\\joule", "\\newton\\metre"},
      {"\\watt", "\\joule\\per\\second"},
      {"\\coulomb", "\\ampere\\second"},
      {"\\volt", "\\watt\\per\\ampere"},
      {"\\farad", "\\coulomb\\per\\volt"},
      {"\\ohm", "\\volt\\per\\ampere"},
      {"\\ohm", "\\kilogram\\metre\\tothe{2}\\per\\second\\coulomb\\tothe{2}"},
      {"\\siemens", "\\ohm\\tothe{-1}"},
      {"\\weber", "\\volt\\second"},
      {"\\tesla", "\\weber\\per\\metre\\tothe{2}"},
      {"\\henry", "\\weber\\per\\ampere"},
      {"\\lumen", "\\candela\\steradian"},
      {"\\lux", "\\lumen\\per\\metre\\tothe{2}"},
      {"\\becquerel", "\\second\\tothe{-1}"},
      {"\\gray", "\\joule\\per\\kilogram"},
      {"\\sievert", "\\joule\\per\\kilogram"},
      {"\\katal", "\\mole\\per\\second"},
      {"\\radian", "\\one"},
  }));
  CAPTURE(c.name, c.base);
  CHECK(SameUnit(U(c.name), U(c.base)));
}

TEST_CASE("A dimension prints its exponents in the order of the SI") {
  CHECK(U("\\one").dimension().ToString() == "1");
  CHECK(U("\\degree").dimension().IsOne());
  CHECK(U("\\newton").dimension().ToString() == "L M T-2");
  CHECK(U("\\metre\\tothe{0.5}").dimension().ToString() == "L1/2");
  CHECK(U("\\lux\\mole\\kelvin\\ampere").dimension().ToString() ==
        "L-2 I Θ N J");
}

TEST_CASE("Factors are the ones of the references") {
  struct Case {
    const char* from;
    const char* to;
    double factor;
  };
  const auto c = GENERATE(values<Case>({
      {"kW·h", "J", 3.6e6},
      {"mmHg", "Pa", 133.322},
      {"km/h", "m/s", 1 / 3.6},
      {"bar", "Pa", 1e5},
      {"L", "m³", 1e-3},
      {"°", "rad", 0.017453292519943295},
      {"′", "°", 1 / 60.0},
      {"r/min", "s⁻¹", 1 / 60.0},
      {"kgf/cm²", "Pa", 98066.5},
      {"psi", "Pa", 6894.757293168361},
      {"mL", "cm³", 1},
      {"µmol/mol", "1", 1e-6},
      {"%", "1", 1e-2},
      {"t", "kg", 1e3},
      {"ha", "m²", 1e4},
      {"eV", "J", 1.602176634e-19},
      {"Da", "kg", 1.66053906892e-27},
      {"n mile", "m", 1852},
      {"kn", "m/s", 1852 / 3600.0},
      {"d", "h", 24},
      {"inHg", "Pa", 3386.388640341},
      {"Torr", "Pa", 101325 / 760.0},
      {"亩", "m²", 2000 / 3.0},
      {"kvar", "W", 1e3},
      {"dB", "B", 0.1},
      {"Np", "dB", 8.685889638065037},
  }));
  CAPTURE(c.from, c.to);
  const Scale factor = FactorTo(Printed(c.from), Printed(c.to)).value();
  CHECK(factor.ToDouble() == Approx(c.factor).epsilon(4e-16));
}

TEST_CASE("Constants of nature are the CODATA values") {
  CHECK(U("\\planckbar").scale().ToDouble() ==
        Approx(1.054571817646156e-34).epsilon(1e-15));
  CHECK(U("\\clight").scale().ToDouble() == 299792458);
  CHECK(U("\\hartree").scale().ToDouble() ==
        Approx(4.3597447222060e-18).epsilon(1e-15));
  // Hartree, bohr and the two masses and times agree among themselves.
  const Unit time = U("\\planckbar\\per\\hartree");
  CHECK(FactorTo(time, U("\\atomicunittime")).value().ToDouble() ==
        Approx(1).epsilon(1e-11));
  const Unit natural = U("\\planckbar\\per\\electronmass\\clight\\tothe{2}");
  CHECK(FactorTo(natural, U("\\naturalunittime")).value().ToDouble() ==
        Approx(1).epsilon(1e-9));
}

TEST_CASE("20.3 °C is 293.45 K, and U = 0.06 °C is U = 0.06 K") {
  const Conversion kelvin =
      Conversion::Between(Printed("°C"), Printed("K")).value();
  CHECK(kelvin.Value(20.3) == 293.45);
  CHECK(kelvin.Value(-273.15) == 0);
  CHECK(kelvin.Difference(0.06) == 0.06);
  const Conversion celsius =
      Conversion::Between(Printed("°F"), Printed("°C")).value();
  CHECK(celsius.Value(212) == Approx(100).epsilon(1e-15));
  CHECK(celsius.Value(-40) == Approx(-40).epsilon(1e-15));
  CHECK(celsius.Difference(0.9) == Approx(0.5).epsilon(1e-15));
  CHECK(Convert(300, Printed("K"), Printed("mK")) == 300000);
}

TEST_CASE("In a product a degree Celsius is an interval") {
  CHECK(SameUnit(Printed("V/°C"), Printed("V/K")));
  CHECK(Convert(5, Printed("µm/°C"), Printed("µm/K")) == 5);
  CHECK_FALSE(SameUnit(Printed("°C"), Printed("K")));
  CHECK(Convertible(Printed("°C"), Printed("K")));
  CHECK(Convert(20, Printed("°C"), Printed("mK")) == 293150);
}

TEST_CASE("A conversion is right to the last digits of a double") {
  CHECK(Convert(20.3, Printed("mV"), Printed("V")) ==
        Approx(0.0203).epsilon(3e-16));
  CHECK(Convert(0.1, Printed("MPa"), Printed("Pa")) == 100000);
  CHECK(Convert(101.325, Printed("kPa"), Printed("Pa")) == 101325);
  CHECK(Convert(7.5, Printed("g"), Printed("kg")) == 0.0075);
}

TEST_CASE(
    "Units of other dimensions do not convert, and the message says why") {
  const absl::Status failed = StatusOf(FactorTo(U("\\metre"), U("\\second")));
  CHECK_THAT(failed, HasReason("UNIT_NOT_CONVERTIBLE"));
  CHECK(failed.message() ==
        "a unit of dimension L cannot be given in one of dimension T");
  CHECK_FALSE(Convertible(Printed("mol/mol"), Printed("mol/L")));
}

TEST_CASE("A level is no ratio: decibel converts to neper only") {
  CHECK(Convertible(Printed("dB"), Printed("Np")));
  CHECK_FALSE(Convertible(Printed("dB"), Printed("1")));
  CHECK(Convertible(Printed("dB/m"), Printed("Np/km")));
}

TEST_CASE("Rates of different kind share a dimension: the kind decides") {
  CHECK(Convertible(Printed("Hz"), Printed("Bq")));
  CHECK(Convertible(Printed("N·m"), Printed("J")));
  CHECK(Printed("kJ").SpecialName().has_value());
  CHECK_FALSE(Printed("N·m").SpecialName().has_value());
}

TEST_CASE("Too many terms and impossible roots are refused") {
  std::string many;
  for (size_t i = 0; i < Unit::kMostTerms; ++i) many += "\\metre";
  CHECK_THAT(StatusOf(ParseDsi(many)), IsOk());
  CHECK_THAT(StatusOf(ParseDsi(many + "\\metre")), HasReason("UNIT_TOO_LONG"));
  CHECK_THAT(StatusOf(ParseDsi("\\electronvolt\\tothe{0.5}")),
             HasReason("UNIT_NOT_EXACT"));
  CHECK_THAT(StatusOf(ParseDsi("\\electronvolt\\tothe{5}")),
             HasReason("UNIT_OVERFLOW"));
  CHECK_THAT(StatusOf(ParseDsi("\\kilo\\metre\\tothe{0.5}")), IsOk());
}

// Any product of up to four units that the algebra holds exactly.
class AnyUnit {
 public:
  explicit AnyUnit(uint32_t seed) : random_(seed) {}

  Unit operator()() {
    Unit unit;
    const int terms = Pick(4);
    for (int i = 0; i < terms; ++i) {
      const auto atom = static_cast<AtomId>(Pick(UnitAtoms().size()));
      const bool prefixed = TakesPrefixInDsi(UnitAtoms()[atom]);
      const UnitTerm term = {
          .prefix = static_cast<PrefixId>(prefixed ? Pick(UnitPrefixes().size())
                                                   : kNoPrefix),
          .atom = atom,
          .exponent = static_cast<int16_t>(Pick(7) - 3)};
      const auto factor = Unit::Of({term});
      if (!factor.ok()) continue;
      const auto product = unit.Times(*factor);
      if (product.ok()) unit = *product;
    }
    return unit;
  }

 private:
  int Pick(size_t below) { return static_cast<int>(random_() % below); }
  std::mt19937 random_;
};

TEST_CASE("Units form a group: associative, commutative, with inverses") {
  AnyUnit any(20221130);
  int judged = 0;
  for (int i = 0; i < 2000; ++i) {
    const Unit a = any(), b = any(), c = any();
    const auto ab = a.Times(b);
    const auto bc = b.Times(c);
    if (!ab.ok() || !bc.ok()) continue;
    const auto left = ab->Times(c);
    const auto right = a.Times(*bc);
    if (!left.ok() || !right.ok()) continue;
    ++judged;
    REQUIRE(SameUnit(*left, *right));
    REQUIRE(SameUnit(*ab, b.Times(a).value()));
    REQUIRE(SameUnit(a.Per(a).value(), Unit()));
    REQUIRE(a.Per(a).value().terms().empty());
    REQUIRE(SameUnit(ab->Per(b).value(), a.Times(Unit()).value()));
    if (const auto square = a.ToThe(2); square.ok()) {
      REQUIRE(SameUnit(*square, a.Times(a).value()));
      const Rational half = Rational::Of(1, 2).value();
      REQUIRE(square->ToThe(half).value().terms() == a.terms());
    }
  }
  CHECK(judged > 1500);
}

TEST_CASE("Factors between convertible units compose and invert") {
  AnyUnit any(86);
  for (int i = 0; i < 500; ++i) {
    const Unit a = any(), b = any();
    const auto product = a.Times(b);
    if (!product.ok()) continue;
    const Unit back = product->Per(b).value();
    const Scale there = FactorTo(a, back).value();
    REQUIRE(there.IsOne());
    const Scale two_steps = product->scale();
    REQUIRE(two_steps == a.scale().Times(b.scale()).value());
  }
}

TEST_CASE("What a notation writes, it reads back as the same unit") {
  AnyUnit any(2035);
  int dsi = 0, bipm = 0, ucum = 0;
  for (int i = 0; i < 3000; ++i) {
    const Unit unit = any();
    if (const auto text = FormatDsi(unit); text.ok()) {
      CAPTURE(*text);
      const auto back = ParseDsi(*text);
      REQUIRE_THAT(StatusOf(back), IsOk());
      REQUIRE(SameUnit(*back, unit));
      ++dsi;
    }
    if (const auto text = FormatBipm(unit); text.ok()) {
      CAPTURE(*text);
      const auto back = ParseBipm(*text);
      REQUIRE_THAT(StatusOf(back), IsOk());
      REQUIRE(SameUnit(*back, unit));
      ++bipm;
    }
    if (const auto text = FormatUcum(unit); text.ok()) {
      CAPTURE(*text);
      const auto back = ParseUcum(*text);
      REQUIRE_THAT(StatusOf(back), IsOk());
      REQUIRE(SameUnit(*back, unit));
      ++ucum;
    }
  }
  CHECK(dsi > 1000);
  CHECK(bipm > 500);
  CHECK(ucum > 500);
}

}  // namespace
}  // namespace suyuan::metrology
