#ifndef LIBS_METROLOGY_UNIT_TEXT_H_
#define LIBS_METROLOGY_UNIT_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/metrology/unit.h"

namespace suyuan::metrology {

// Longer unit texts are refused with UNIT_TOO_LONG before they are read.
inline constexpr size_t kLongestUnitText = 512;

// D-SI text as the published example files use it (D-SI guide; PTB's list of
// unit identifiers):
//   unit   := factor+ ( '\per' factor+ )?
//   factor := prefix? identifier ( '\tothe{' [+-]? digits ('.' digits)? '}' )?
// Identifiers are lower-case British English and case matters; XML blanks may
// stand between tokens and inside the braces; all after \per is denominator.
// No prefix before \kilogram \one \day \hour \minute \degree \arcminute
// \arcsecond \degreecelsius \mmhg \decibel \percent \ppm; no \kilo\gram and no
// \deci\bel, which have names; \one takes no exponent.
// Refuses with UNIT_INVALID and a message that names the token, its byte and
// what is wanted; UNIT_NOT_SI for "|text", a declared non-SI unit.
// O(length), allocates from the fifth term on.
absl::StatusOr<Unit> ParseDsi(absl::string_view text);

// A unit that was read generously, and what had to be corrected: one English
// sentence each, none where the text is sound D-SI.
struct LenientUnit {
  Unit unit;
  std::vector<std::string> notes;
};

// Accepts besides ParseDsi what real certificates hold: other spellings and
// cases (\meter, \degreeCelsius, \Newton), names and symbols without backslash
// or behind one (metre, kN, %, \%, \°C, \kgf), printed units (m³/h, kW·h,
// J/(kg·K), μmol/mol, ℃), \kilo\gram, a prefix where D-SI has none, \per or /
// first, ^2 for \tothe{2}, fractions as exponents. What stays ambiguous is
// refused (W/m·K: does the slash cover K?). Not for strict imports.
absl::StatusOr<LenientUnit> ParseDsiLenient(absl::string_view text);

// BIPM short form: symbols and whole exponents joined by dots, no slash:
// "m.s-1", "kg.m2.s-2". µ may be written u, Ω as Ohm, °C as degC.
absl::StatusOr<Unit> ParseBipm(absl::string_view text);

// UCUM, case-sensitive: '.' and '/' from left to right, '/' may lead, whole
// exponents, parentheses, prefixes on metric atoms, {annotations} ignored. mol
// keeps its own dimension N, which UCUM's vector has not. Atoms outside our
// table and numbers other than 1 and powers of 10* are refused by name.
absl::StatusOr<Unit> ParseUcum(absl::string_view text);

// Units as printed: "m³/h", "kg·m⁻³", "J/(kg·K)", "r/min", "kWh".
absl::StatusOr<Unit> ParsePrinted(absl::string_view text);

// The other direction keeps the terms as written. UNIT_NO_NOTATION names the
// part that the notation cannot express (inch in D-SI, exponent 1/2 in UCUM).
// What each writes, its parser reads back as SameUnit.
absl::StatusOr<std::string> FormatDsi(const Unit& unit);
absl::StatusOr<std::string> FormatBipm(const Unit& unit);
absl::StatusOr<std::string> FormatUcum(const Unit& unit);

// For people: "km/h", "J/(kg·K)", "s⁻¹", "1". A part without a symbol shows
// its English name.
std::string FormatPrinted(const Unit& unit);

// Quality class of D-SI of the unit as written: the worst of its parts; a
// prefix makes it gold at best; exponents must be whole or a half. \percent and
// \ppm are in no class: improvable.
DsiTier TierOf(const Unit& unit);

// Whether a new Chinese certificate may use the unit (计量法 art. 3, 1984
// order). Where not legal, rule UNIT_NOT_LEGAL names `unit`: MINOR for a
// calibration that the customer asked for so, MAJOR for a verification.
struct LegalUse {
  LegalStanding standing = LegalStanding::kLegal;
  std::string unit;  // symbol of the worst part, "" when legal
};
LegalUse LegalUseOf(const Unit& unit);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_UNIT_TEXT_H_
