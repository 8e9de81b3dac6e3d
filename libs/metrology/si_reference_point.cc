// Names of units are facts of the BIPM's SI Reference Point, units and prefixes
// (https://si-digital-framework.org/SI/units/), (c) BIPM, CC BY 3.0 IGO
// (https://creativecommons.org/licenses/by/3.0/igo/); re-keyed here.

#include "libs/metrology/si_reference_point.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace suyuan::metrology {
namespace {

using absl::string_view;

constexpr string_view kQuantities =
    "https://si-digital-framework.org/quantities/";
constexpr string_view kUnits = "https://si-digital-framework.org/SI/units/";
constexpr string_view kPrefixes =
    "https://si-digital-framework.org/SI/prefixes/";

// D-SI spells them as the BIPM does, but for one capital letter.
constexpr string_view kDegreeCelsius = "degreecelsius";
constexpr string_view kUnitsOfBipm[] = {
    "ampere",       "arcminute", "arcsecond", "astronomicalunit",
    "becquerel",    "bel",       "candela",   "coulomb",
    "dalton",       "day",       "degree",    kDegreeCelsius,
    "electronvolt", "farad",     "gram",      "gray",
    "hectare",      "henry",     "hertz",     "hour",
    "joule",        "katal",     "kelvin",    "kilogram",
    "litre",        "lumen",     "lux",       "metre",
    "minute",       "mole",      "neper",     "newton",
    "ohm",          "one",       "pascal",    "radian",
    "second",       "siemens",   "sievert",   "steradian",
    "tesla",        "tonne",     "volt",      "watt",
    "weber"};

}  // namespace

std::string PersistentIdentifierOf(const QuantityKind& kind) {
  if (kind.origin != KindOrigin::kBipm) return "";
  return absl::StrCat(kQuantities, kind.code);
}

std::string PersistentIdentifierOf(const UnitAtom& atom) {
  if (std::find(std::begin(kUnitsOfBipm), std::end(kUnitsOfBipm), atom.dsi) ==
      std::end(kUnitsOfBipm)) {
    return "";
  }
  return absl::StrCat(kUnits,
                      atom.dsi == kDegreeCelsius ? "degreeCelsius" : atom.dsi);
}

std::string PersistentIdentifierOf(const UnitPrefix& prefix) {
  if (prefix.dsi.empty() || prefix.two != 0) return "";
  return absl::StrCat(kPrefixes, prefix.dsi);
}

}  // namespace suyuan::metrology
