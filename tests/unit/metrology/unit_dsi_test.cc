#include "libs/metrology/unit_text.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

TEST_CASE("D-SI text is accepted as PTB's library does (vector 10)") {
  const Unit speed = ParseDsi("\\metre\\per\\second").value();
  const Unit road = ParseDsi("\\kilo\\metre\\hour\\tothe{-1}").value();
  CHECK(road.dimension() == speed.dimension());
  CHECK(FactorTo(road, speed).value().ToDouble() == 1 / 3.6);
  CHECK(SameUnit(speed, ParseDsi("\\metre\\second\\tothe{-1}").value()));
}

TEST_CASE(
    "D-SI text that is broken is refused, and the message names the place") {
  struct Case {
    const char* text;
    const char* message;
  };
  const auto c = GENERATE(values<Case>({
      {"\\metre\\per\\metre\\per\\metre", "a second \\per at byte 16"},
      {"\\milli\\tothe{2}", "prefix \\milli at byte 0"},
      {"\\per\\one", "nothing stands before \\per at byte 0"},
      {"\\metre\\tothe{foo}", "'foo' is no exponent"},
      {"\\foo", "unknown identifier '\\foo' at byte 0"},
      {"", "an empty unit"},
      {"  ", "an empty unit"},
      {"\\metre\\per", "nothing stands after \\per"},
      {"\\kilo\\gram", "\\kilo\\gram at byte 5 of '\\kilo\\gram'; \\kilogram"},
      {"\\deci\\bel", "\\decibel is wanted"},
      {"\\degreeCelsius", "did you mean '\\degreecelsius'?"},
      {"\\meter", "did you mean '\\metre'?"},
      {"\\millimetre", "did you mean '\\milli\\metre'?"},
      {"\\milli\\kilogram", "\\milli may not stand before \\kilogram"},
      {"\\micro\\nano\\ampere", "prefix \\micro at byte 0"},
      {"\\kilo", "is followed by the end"},
      {"\\kilo\\per\\metre", "is followed by \\per"},
      {"\\tothe{-2}\\metre", "an exponent without a unit before it at byte 0"},
      {"\\metre\\per\\tothe{2}", "an exponent without a unit"},
      {"\\kelvin\\tothe{2}\\tothe{-2}", "an exponent without a unit"},
      {"\\metre\\tothe{0,5}", "'0,5' is no exponent"},
      {"\\metre\\tothe{}", "'' is no exponent"},
      {"\\metre\\tothe", "\\tothe without {exponent}"},
      {"\\metre\\tothe {2}", "\\tothe without {exponent}"},
      {"\\metre\\tothe{2", "'{' is never closed"},
      {"\\second^-2", "unexpected '^' at byte 7"},
      {"\\metre\\\\tothe{2}", "a backslash without a name at byte 6"},
      {"\\kilog ram", "unknown identifier '\\kilog'"},
      {"metre", "unexpected 'm' at byte 0"},
      {"\\metre83576", "unexpected '8' at byte 6"},
      {"\\one\\tothe{5}", "\\one takes no exponent"},
      {"\\metre\\", "a backslash without a name"},
  }));
  CAPTURE(c.text);
  const absl::Status failed = StatusOf(ParseDsi(c.text));
  CHECK_THAT(failed, HasReason("UNIT_INVALID"));
  CHECK_THAT(std::string(failed.message()), Catch::Contains(c.message));
}

TEST_CASE("Units that already are multiples or have none take no prefix") {
  const auto name = GENERATE(
      "kilogram", "one", "day", "hour", "minute", "degree", "arcminute",
      "arcsecond", "degreecelsius", "mmhg", "decibel", "percent", "ppm");
  CAPTURE(name);
  CHECK_THAT(StatusOf(ParseDsi(std::string("\\") + name)), IsOk());
  CHECK_THAT(StatusOf(ParseDsi(std::string("\\milli\\") + name)),
             HasReason("UNIT_INVALID"));
}

TEST_CASE("Blanks may stand between tokens and inside the braces only") {
  const Unit unit = ParseDsi(
                        "\\kilogram   \\metre\\tothe{2}   \\micro    "
                        "\\ampere\\tothe{   -1}\\second \\tothe{-2   }")
                        .value();
  CHECK(FormatDsi(unit).value() ==
        "\\kilogram\\metre\\tothe{2}\\micro\\ampere\\tothe{-1}"
        "\\second\\tothe{-2}");
  CHECK_THAT(StatusOf(ParseDsi("\\planckbar\n\t")), IsOk());
  CHECK_THAT(StatusOf(ParseDsi("\\metre\\tothe{2.0 2}")),
             HasReason("UNIT_INVALID"));
}

TEST_CASE("A declared non-SI unit is told apart from a broken one") {
  CHECK_THAT(StatusOf(ParseDsi("|HRC")), HasReason("UNIT_NOT_SI"));
  CHECK_THAT(StatusOf(ParseDsiLenient("|HRC")), HasReason("UNIT_NOT_SI"));
}

TEST_CASE("A unit longer than the bound is refused before it is read") {
  const std::string blanks(kLongestUnitText - 6, ' ');
  CHECK_THAT(StatusOf(ParseDsi(blanks + "\\metre")), IsOk());
  CHECK_THAT(StatusOf(ParseDsi(blanks + " \\metre")),
             HasReason("UNIT_TOO_LONG"));
  CHECK_THAT(StatusOf(ParseDsiLenient(blanks + " \\metre")),
             HasReason("UNIT_TOO_LONG"));
}

TEST_CASE("Real certificates' misspellings are read with a note") {
  struct Case {
    const char* text;
    const char* dsi;
  };
  const auto c = GENERATE(values<Case>({
      {"\\degreeCelsius", "\\degreecelsius"},
      {" \\degreeCelsius", "\\degreecelsius"},
      {"\\°C", "\\degreecelsius"},
      {"℃", "\\degreecelsius"},
      {"\\meter", "\\metre"},
      {"\\liter", "\\litre"},
      {"\\Pascal", "\\pascal"},
      {"\\kilo\\Pascal", "\\kilo\\pascal"},
      {"\\Newton", "\\newton"},
      {" \\Newton  ", "\\newton"},
      {"\\Kelvin\\tothe{-1}", "\\kelvin\\tothe{-1}"},
      {"\\mmHg", "\\mmhg"},
      {"%", "\\percent"},
      {"\\%", "\\percent"},
      {"\\%\\per\\kelvin", "\\percent\\kelvin\\tothe{-1}"},
      {"kN", "\\kilo\\newton"},
      {"kBq", "\\kilo\\becquerel"},
      {"/kilogram", "\\kilogram\\tothe{-1}"},
      {"metre", "\\metre"},
      {"\\kilo\\gram", "\\kilogram"},
      {"\\deci\\bel", "\\decibel"},
      {"\\per\\kelvin", "\\kelvin\\tothe{-1}"},
      {"\\metre/\\second", "\\metre\\second\\tothe{-1}"},
      {"\\metre\\second^-2", "\\metre\\second\\tothe{-2}"},
      {"\\metre\\second^{-2}", "\\metre\\second\\tothe{-2}"},
      {"\\metre\\tothe {2}", "\\metre\\tothe{2}"},
      {"\\metre\\tothe{2/3}", "\\metre\\tothe{0.666667}"},
      {"\\millimetre", "\\milli\\metre"},
      {"m³/h", "\\metre\\tothe{3}\\hour\\tothe{-1}"},
      {"kW·h", "\\kilo\\watt\\hour"},
      {"kWh", "\\kilo\\watt\\hour"},
      {"μmol/mol", "\\micro\\mole\\mole\\tothe{-1}"},
      {"µΩ", "\\micro\\ohm"},
      {"J/(kg·K)", "\\joule\\kilogram\\tothe{-1}\\kelvin\\tothe{-1}"},
      {"MPa", "\\mega\\pascal"},
      {"%RH", "\\percent"},
  }));
  CAPTURE(c.text);
  const auto read = ParseDsiLenient(c.text);
  REQUIRE_THAT(StatusOf(read), IsOk());
  CHECK_FALSE(read->notes.empty());
  CHECK(FormatDsi(read->unit).value() == c.dsi);
  CHECK_THAT(StatusOf(ParseDsi(c.text)), HasReason("UNIT_INVALID"));
}

TEST_CASE("A lenient reading of sound text has nothing to note") {
  CHECK(ParseDsiLenient("\\kilo\\pascal").value().notes.empty());
}

TEST_CASE("A correction says what was read as what") {
  CHECK(ParseDsiLenient("\\meter").value().notes ==
        std::vector<std::string>{"'\\meter' read as '\\metre'"});
  CHECK(ParseDsiLenient("\\metre\\Per\\second").value().notes ==
        std::vector<std::string>{"'\\Per' read as '\\per'"});
  CHECK(ParseDsiLenient("\\metre\\toThe{2}").value().notes ==
        std::vector<std::string>{"'\\toThe' read as '\\tothe'"});
}

TEST_CASE("Units outside D-SI are known but have no D-SI form") {
  const Unit force = ParseDsiLenient("\\kgf").value().unit;
  CHECK(FormatPrinted(force) == "kgf");
  CHECK_THAT(StatusOf(FormatDsi(force)), HasReason("UNIT_NO_NOTATION"));
  CHECK(SameUnit(ParseDsiLenient("degreeFahrenheit").value().unit,
                 ParseUcum("[degF]").value()));
  CHECK(SameUnit(ParseDsiLenient("inch").value().unit,
                 ParseUcum("[in_i]").value()));
}

TEST_CASE("What nobody can read is refused even leniently") {
  const auto text =
      GENERATE("", "-", "HRC", "\\foo", "§unit§", "\\metre\\per\\per\\second",
               "W/m·K", "\\metre\\tothe{foo}", "\\second^", "\\nanoampere\\x",
               "\\micro\\nano\\ampere", "ft(U.S. survey)", "\xFF");
  CAPTURE(text);
  CHECK_THAT(StatusOf(ParseDsiLenient(text)), HasReason("UNIT_INVALID"));
}

TEST_CASE("A unit has the quality class of its worst part") {
  struct Case {
    const char* text;
    DsiTier tier;
  };
  const auto c = GENERATE(values<Case>({
      {"\\one", DsiTier::kPlatinum},
      {"\\metre\\tothe{0}", DsiTier::kPlatinum},
      {"\\metre\\tothe{0.5}", DsiTier::kPlatinum},
      {"\\metre\\tothe{-0.5}", DsiTier::kPlatinum},
      {"\\ampere\\tothe{0.2}", DsiTier::kImprovable},
      {"\\metre\\tothe{2.5}", DsiTier::kImprovable},
      {"\\degree\\day\\hour\\minute\\arcminute\\arcsecond", DsiTier::kPlatinum},
      {"\\metre\\newton", DsiTier::kGold},
      {"\\kilo\\metre", DsiTier::kGold},
      {"\\degreecelsius", DsiTier::kGold},
      {"\\metre\\litre", DsiTier::kSilver},
      {"\\kilo\\electronvolt", DsiTier::kSilver},
      {"\\litre\\bar", DsiTier::kBronze},
      {"\\percent", DsiTier::kImprovable},
      {"\\ppm", DsiTier::kImprovable},
  }));
  CAPTURE(c.text);
  CHECK(TierOf(ParseDsi(c.text).value()) == c.tier);
}

TEST_CASE("Legal units of China are told from tolerated and illegal ones") {
  struct Case {
    const char* text;
    LegalStanding standing;
    const char* unit;
  };
  const auto c = GENERATE(values<Case>({
      {"kPa", LegalStanding::kLegal, ""},
      {"r/min", LegalStanding::kLegal, ""},
      {"n mile", LegalStanding::kLegal, ""},
      {"km/h", LegalStanding::kLegal, ""},
      {"hm2", LegalStanding::kLegal, ""},
      {"dB", LegalStanding::kLegal, ""},
      {"mmHg", LegalStanding::kTolerated, "mmHg"},
      {"亩", LegalStanding::kTolerated, "亩"},
      {"kgf/cm²", LegalStanding::kNotLegal, "gf"},
      {"psi", LegalStanding::kNotLegal, "psi"},
      {"inHg", LegalStanding::kNotLegal, "inHg"},
      {"kcal", LegalStanding::kNotLegal, "cal"},
      {"mbar", LegalStanding::kNotLegal, "bar"},
      {"mmHg/psi", LegalStanding::kNotLegal, "psi"},
  }));
  CAPTURE(c.text);
  const LegalUse use = LegalUseOf(ParsePrinted(c.text).value());
  CHECK(use.standing == c.standing);
  CHECK(use.unit == c.unit);
}

TEST_CASE("D-SI writes a third as the decimal that it reads back") {
  const Unit third = ParseDsi("\\metre\\tothe{0.333333}").value();
  CHECK(third.dimension().ToString() == "L1/3");
  CHECK(FormatDsi(third).value() == "\\metre\\tothe{0.333333}");
  const Unit odd =
      ParseDsi("\\metre").value().ToThe(Rational::Of(1, 13).value()).value();
  CHECK_THAT(StatusOf(FormatDsi(odd)), HasReason("UNIT_NO_NOTATION"));
}

TEST_CASE("The unit one is written as \\one") {
  CHECK(FormatDsi(Unit()).value() == "\\one");
  CHECK(FormatPrinted(Unit()) == "1");
  CHECK(FormatPrinted(ParseDsi("\\one").value()) == "1");
}

}  // namespace
}  // namespace suyuan::metrology
