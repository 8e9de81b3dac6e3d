#include "libs/metrology/named_unit.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/check.h"
#include "libs/metrology/si_reference_point.h"
#include "libs/metrology/unit.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::metrology {
namespace {

// In the order of BaseQuantity.
constexpr absl::string_view kBaseUnits[kBaseQuantities] = {
    "metre", "kilogram", "second", "ampere", "kelvin", "mole", "candela"};

std::string BaseUnitsOf(const Dimension& dimension) {
  std::vector<UnitTerm> terms;
  for (size_t i = 0; i < kBaseQuantities; ++i) {
    const Rational exponent = dimension.exponent(static_cast<BaseQuantity>(i));
    if (exponent == Rational(0)) continue;
    terms.push_back({.atom = *AtomByDsi(kBaseUnits[i]), .exponent = exponent});
  }
  const auto unit = Unit::Of(terms);
  SUYUAN_CHECK(unit.ok());
  const auto text = FormatDsi(*unit);
  SUYUAN_CHECK(text.ok());
  return *text;
}

NamedUnit Describe(AtomId id) {
  const UnitAtom& atom = UnitAtoms()[id];
  NamedUnit unit;
  unit.code = absl::StrCat("\\", atom.dsi);
  unit.symbol = std::string(atom.symbol);
  unit.name_en = std::string(atom.name_en);
  unit.name_zh = std::string(atom.name_zh);
  unit.base_units = BaseUnitsOf(atom.dimension);
  if (atom.zero == ZeroPoint::kNone && atom.level == 0) {
    unit.factor = absl::StrFormat("%.15g", ScaleOf(id).ToDouble());
  }
  unit.standing = atom.standing;
  unit.uri = PersistentIdentifierOf(atom);
  return unit;
}

}  // namespace

absl::Span<const NamedUnit> NamedUnits() {
  static const std::vector<NamedUnit>* const units = [] {
    auto* const made = new std::vector<NamedUnit>;
    for (size_t i = 0; i < UnitAtoms().size(); ++i) {
      if (UnitAtoms()[i].dsi.empty()) continue;
      made->push_back(Describe(static_cast<AtomId>(i)));
    }
    std::sort(made->begin(), made->end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    return made;
  }();
  return *units;
}

}  // namespace suyuan::metrology
