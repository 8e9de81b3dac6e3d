#include "libs/metrology/named_unit.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "libs/metrology/si_reference_point.h"
#include "libs/metrology/unit_text.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

const NamedUnit& Named(const std::string& code) {
  const auto units = NamedUnits();
  const auto found =
      std::find_if(units.begin(), units.end(),
                   [&](const NamedUnit& unit) { return unit.code == code; });
  REQUIRE(found != units.end());
  return *found;
}

TEST_CASE("Each named unit is so many of its base units") {
  for (const NamedUnit& unit : NamedUnits()) {
    CAPTURE(unit.code);
    const Unit parsed = ParseDsi(unit.code).value();
    const Unit base = ParseDsi(unit.base_units).value();
    CHECK(parsed.dimension() == base.dimension());
    CHECK_FALSE(unit.name_en.empty());
    CHECK_FALSE(unit.name_zh.empty());
    if (unit.factor.empty()) continue;
    double factor = 0;
    REQUIRE(absl::SimpleAtod(unit.factor, &factor));
    const double exact = FactorTo(parsed, base).value().ToDouble();
    CHECK(std::abs(factor / exact - 1) < 1e-14);
  }
}

TEST_CASE("Units are listed by code with what a record needs of them") {
  CHECK(std::is_sorted(
      NamedUnits().begin(), NamedUnits().end(),
      [](const auto& a, const auto& b) { return a.code < b.code; }));
  const NamedUnit& litre = Named("\\litre");
  CHECK(litre.symbol == "L");
  CHECK(litre.name_zh == "升");
  CHECK(litre.base_units == "\\metre\\tothe{3}");
  CHECK(litre.factor == "0.001");
  CHECK(litre.standing == LegalStanding::kLegal);
  CHECK(Named("\\bar").standing == LegalStanding::kNotLegal);
  CHECK(Named("\\percent").base_units == "\\one");
  CHECK(Named("\\percent").factor == "0.01");
  CHECK(Named("\\degree").factor == "0.0174532925199433");
}

TEST_CASE("A unit with a zero of its own or of a level has no factor") {
  CHECK(Named("\\degreecelsius").factor.empty());
  CHECK(Named("\\bel").factor.empty());
  CHECK(Named("\\decibel").factor.empty());
  CHECK(Named("\\kelvin").factor == "1");
}

TEST_CASE("What the BIPM lists has its address, what is ours has none") {
  CHECK(Named("\\volt").uri ==
        "https://si-digital-framework.org/SI/units/volt");
  CHECK(Named("\\degreecelsius").uri ==
        "https://si-digital-framework.org/SI/units/degreeCelsius");
  CHECK(Named("\\bar").uri.empty());
  CHECK(PersistentIdentifierOf(*FindKind("MASS")) ==
        "https://si-digital-framework.org/quantities/MASS");
  CHECK(PersistentIdentifierOf(*FindKind("VFLO")).empty());
  CHECK(PersistentIdentifierOf(UnitPrefixes()[*PrefixByDsi("kilo")]) ==
        "https://si-digital-framework.org/SI/prefixes/kilo");
  CHECK(PersistentIdentifierOf(UnitPrefixes()[*PrefixByDsi("kibi")]).empty());
  CHECK(PersistentIdentifierOf(UnitPrefixes()[kNoPrefix]).empty());
  // A unit of no D-SI name is in no list of the BIPM either.
  CHECK(PersistentIdentifierOf(UnitAtom{}).empty());
}

}  // namespace
}  // namespace suyuan::metrology
