#include "libs/metrology/unit_text.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

Unit U(absl::string_view dsi) { return ParseDsi(dsi).value(); }

TEST_CASE("BIPM short forms are symbols and exponents joined by dots") {
  struct Case {
    const char* text;
    const char* dsi;
  };
  const auto c = GENERATE(values<Case>({
      {"m.s-1", "\\metre\\second\\tothe{-1}"},
      {"kg.m2.s-2", "\\joule"},
      {"1", "\\one"},
      {"kHz", "\\kilo\\hertz"},
      {"µm", "\\micro\\metre"},
      {"um", "\\micro\\metre"},
      {"μΩ", "\\micro\\ohm"},
      {"uOhm", "\\micro\\ohm"},
      {"°C", "\\degreecelsius"},
      {"degC", "\\degreecelsius"},
      {"min", "\\minute"},
      {"cd", "\\candela"},
      {"Pa.s", "\\pascal\\second"},
      {"mm", "\\milli\\metre"},
      {"dam", "\\deca\\metre"},
      {"dm", "\\deci\\metre"},
      {"T", "\\tesla"},
      {"Tm", "\\tera\\metre"},
  }));
  CAPTURE(c.text);
  const auto read = ParseBipm(c.text);
  REQUIRE_THAT(StatusOf(read), IsOk());
  CHECK(SameUnit(*read, U(c.dsi)));
}

TEST_CASE(
    "BIPM short forms have no slash, no blank factor, no unknown symbol") {
  const auto text = GENERATE("", "m/s", "m..s", ".m", "m.", "foo", "m.s-1001",
                             "kkg", "m s", "mkg");
  CAPTURE(text);
  CHECK_THAT(StatusOf(ParseBipm(text)), HasReason("UNIT_INVALID"));
}

TEST_CASE("UCUM codes read as the units they name") {
  struct Case {
    const char* code;
    const char* dsi;
  };
  const auto c = GENERATE(values<Case>({
      {"m/s", "\\metre\\second\\tothe{-1}"},
      {"m.s-1", "\\metre\\second\\tothe{-1}"},
      {"/s", "\\hertz"},
      {"J/kg.K", "\\joule\\kilogram\\tothe{-1}\\kelvin"},  // left to right
      {"J/(kg.K)", "\\joule\\kilogram\\tothe{-1}\\kelvin\\tothe{-1}"},
      {"kg/(m.(s2/m))", "\\kilogram\\second\\tothe{-2}"},
      {"umol/mol", "\\micro\\mole\\mole\\tothe{-1}"},
      {"%", "\\percent"},
      {"Cel", "\\degreecelsius"},
      {"mm[Hg]", "\\mmhg"},
      {"[ppm]", "\\ppm"},
      {"L", "\\litre"},
      {"mL", "\\milli\\litre"},
      {"ml", "\\milli\\litre"},
      {"har", "\\hectare"},
      {"dB", "\\decibel"},
      {"deg", "\\degree"},
      {"'", "\\arcminute"},
      {"''", "\\arcsecond"},
      {"u", "\\dalton"},
      {"kW.h", "\\kilo\\watt\\hour"},
      {"{RBC}/uL", "\\micro\\litre\\tothe{-1}"},
      {"m{gauge}", "\\metre"},
      {"{count}", "\\one"},
      {"10*-6", "\\ppm"},
      {"cm2", "\\centi\\metre\\tothe{2}"},
      {"m+2", "\\metre\\tothe{2}"},
      {"[nmi_i]", "\\nauticalmile"},
      {"bar", "\\bar"},
  }));
  CAPTURE(c.code);
  const auto read = ParseUcum(c.code);
  REQUIRE_THAT(StatusOf(read), IsOk());
  CHECK(SameUnit(*read, U(c.dsi)));
}

TEST_CASE("UCUM's mole keeps its own dimension here") {
  CHECK_FALSE(
      Convertible(ParseUcum("mol/L").value(), ParseUcum("10*23/L").value()));
}

TEST_CASE("UCUM text that is broken or unknown is refused with the place") {
  struct Case {
    const char* code;
    const char* message;
  };
  const auto c = GENERATE(values<Case>({
      {"", "empty"},
      {"m//s", "a unit is wanted at byte 2"},
      {"//s", "a unit is wanted at byte 1"},
      {".m", "a unit is wanted at byte 0"},
      {"m.", "a unit is wanted at byte 2"},
      {"(m", "a ')' is wanted"},
      {"m)", "')' without '('"},
      {"()", "a unit is wanted before ')'"},
      {"m(s)", "'(' without"},
      {"(m)s", "'.' or '/' is wanted"},
      {"m{x", "'{' is never closed"},
      {"meter", "unknown unit 'meter'"},
      {"m s", "unknown unit 'm s'"},
      {"M", "unknown unit 'M'"},
      {"kmin", "unknown unit 'kmin'"},
      {"k[in_i]", "unknown unit 'k[in_i]'"},
      {"5.m", "unknown unit '5'"},
      {"pa", "unknown unit 'pa'"},
      {"((((((((((((((((((m", "nested too deep"},
  }));
  CAPTURE(c.code);
  const absl::Status failed = StatusOf(ParseUcum(c.code));
  CHECK_THAT(failed, HasReason("UNIT_INVALID"));
  CHECK_THAT(std::string(failed.message()), Catch::Contains(c.message));
}

TEST_CASE("Units are printed with the signs that print uses") {
  struct Case {
    const char* dsi;
    const char* printed;
  };
  const auto c = GENERATE(values<Case>({
      {"\\kilo\\metre\\hour\\tothe{-1}", "km/h"},
      {"\\joule\\per\\kilogram\\kelvin", "J/(kg·K)"},
      {"\\second\\tothe{-1}", "s⁻¹"},
      {"\\kilogram\\metre\\tothe{2}\\second\\tothe{-3}\\ampere\\tothe{-2}",
       "kg·m²/(s³·A²)"},
      {"\\micro\\metre", "µm"},
      {"\\degreecelsius", "°C"},
      {"\\one", "1"},
      {"\\metre\\tothe{0.5}", "m^0.5"},
      {"\\hartree", "hartree"},
  }));
  CHECK(FormatPrinted(U(c.dsi)) == c.printed);
}

TEST_CASE("What is printed reads back") {
  const auto dsi = GENERATE(
      "\\kilo\\metre\\hour\\tothe{-1}", "\\joule\\per\\kilogram\\kelvin",
      "\\second\\tothe{-1}", "\\micro\\ohm\\metre", "\\mmhg", "\\degreecelsius",
      "\\percent", "\\litre\\per\\minute");
  const Unit unit = U(dsi);
  CHECK(SameUnit(ParsePrinted(FormatPrinted(unit)).value(), unit));
}

TEST_CASE("A slash followed by a product is ambiguous in print") {
  CHECK_THAT(StatusOf(ParsePrinted("W/m·K")), HasReason("UNIT_INVALID"));
  CHECK_THAT(StatusOf(ParsePrinted("W/(m·K)")), IsOk());
  CHECK_THAT(StatusOf(ParsePrinted("W·h/d")), IsOk());
  CHECK(SameUnit(ParsePrinted("m/s/s").value(), ParsePrinted("m/s²").value()));
}

TEST_CASE("Each notation refuses what it has no form for, by name") {
  const absl::Status ucum = StatusOf(FormatUcum(U("\\metre\\tothe{0.5}")));
  CHECK_THAT(ucum, HasReason("UNIT_NO_NOTATION"));
  CHECK_THAT(std::string(ucum.message()), Catch::Contains("metre"));
  CHECK_THAT(StatusOf(FormatBipm(U("\\planckbar"))),
             HasReason("UNIT_NO_NOTATION"));
  // An attotonne's symbol is taken by the technical atmosphere.
  CHECK_THAT(StatusOf(FormatBipm(U("\\atto\\tonne"))),
             HasReason("UNIT_NO_NOTATION"));
  CHECK(FormatUcum(U("\\kilo\\watt\\hour")).value() == "kW.h");
  CHECK(FormatBipm(U("\\metre\\second\\tothe{-1}")).value() == "m.s-1");
}

}  // namespace
}  // namespace suyuan::metrology
