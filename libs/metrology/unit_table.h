#ifndef LIBS_METROLOGY_UNIT_TABLE_H_
#define LIBS_METROLOGY_UNIT_TABLE_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "libs/metrology/dimension.h"
#include "libs/metrology/scale.h"

namespace suyuan::metrology {

// The quality classes of D-SI ("medals"), best first. A product has the class
// of its worst part.
enum class DsiTier { kPlatinum, kGold, kSilver, kBronze, kImprovable };
absl::string_view DsiTierName(DsiTier tier);  // "PLATINUM", ...

// Standing under the 1984 order on legal units and GB 3100-93 (its table of
// selected non-SI units is not checked against the printed order, so an agency
// may want to change it).
enum class LegalStanding {
  kLegal,
  kTolerated,  // by sector or tradition: mmHg for blood pressure, 亩 for land
  kNotLegal,
};

// Where a prefix may stand before the unit. D-SI and print disagree: D-SI has
// \kilo\hectare and no \milli\degreecelsius, print has mK-sized m°C and no kha.
enum class PrefixUse { kNever, kInDsi, kInPrint, kAlways };

// Values on a scale with its own zero: SI value = (value + offset) · scale.
enum class ZeroPoint { kNone, kCelsius, kFahrenheit };

// One named unit, in every notation we read or write. Empty = the notation has
// no name for it.
struct UnitAtom {
  absl::string_view dsi;      // "metre", without the backslash
  absl::string_view symbol;   // as printed and in the BIPM short form: "m"
  absl::string_view ucum;     // case-sensitive code
  absl::string_view name_en;  // "metre"
  absl::string_view name_zh;  // "米"
  Dimension dimension;
  Scale::Parts scale;
  DsiTier tier = DsiTier::kImprovable;
  LegalStanding standing = LegalStanding::kNotLegal;
  PrefixUse prefix = PrefixUse::kNever;  // kInPrint: UCUM too ("metric")
  int16_t level = 0;                     // 1 for logarithmic levels: Np, B, dB
  ZeroPoint zero = ZeroPoint::kNone;
};

struct UnitPrefix {
  absl::string_view dsi;     // "kilo"
  absl::string_view symbol;  // "k"
  absl::string_view ucum;    // "k"; UCUM writes µ as u
  int16_t ten = 0;
  int16_t two = 0;
};

// Indices into the two tables are stable within one build only: never stored.
using AtomId = uint16_t;
using PrefixId = uint16_t;
inline constexpr PrefixId kNoPrefix = 0;

inline bool TakesPrefixInDsi(const UnitAtom& atom) {
  return atom.prefix == PrefixUse::kInDsi || atom.prefix == PrefixUse::kAlways;
}
inline bool TakesPrefixInPrint(const UnitAtom& atom) {
  return atom.prefix == PrefixUse::kInPrint ||
         atom.prefix == PrefixUse::kAlways;
}

absl::Span<const UnitAtom> UnitAtoms();
absl::Span<const UnitPrefix> UnitPrefixes();  // [kNoPrefix] is the empty one
const Scale& ScaleOf(AtomId atom);            // computed once
const Scale& ScaleOfPrefix(PrefixId prefix);

// Look-ups by one notation's name in normal form KC, O(1).
absl::optional<AtomId> AtomByDsi(absl::string_view name);
absl::optional<AtomId> AtomBySymbol(absl::string_view symbol);
absl::optional<AtomId> AtomByUcum(absl::string_view code);
absl::optional<PrefixId> PrefixByDsi(absl::string_view name);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_UNIT_TABLE_H_
