#ifndef LIBS_DCC_QUANTITY_H_
#define LIBS_DCC_QUANTITY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "libs/metrology/unit.h"

namespace suyuan::dcc {

// A number as printed and as read. `value` is absent where the text is NaN,
// empty or no D-SI decimal ("1,0"), and where it overflows a double.
struct Number {
  std::string text;
  std::optional<double> value;
};

// A unit as printed and as read. A document holds each different text once.
struct UnitText {
  std::string text;
  // What it is, where that can be told, also if it is misspelt.
  std::optional<metrology::Unit> unit;
  // True where the text is sound D-SI.
  bool is_dsi = false;
};

// How sure the values of a Series are. Each list is empty (not stated), has
// one member (which holds for all values) or one for each value, where an
// empty text means that this value states none. Anything else is a finding
// (DCC_LIST_LENGTHS), and only positions that exist are used.
struct Uncertainty {
  // Half-widths of the coverage interval, in the unit of the value.
  std::vector<Number> expanded;
  // Standard uncertainties, in the unit of the value.
  std::vector<Number> standard;
  std::vector<Number> coverage_factor;
  std::vector<Number> coverage_probability;
  std::vector<Number> interval_min;
  std::vector<Number> interval_max;
  std::vector<std::string> distribution;
  // A covariance matrix is stated (complex or correlated values). It is not
  // read further.
  bool has_covariance = false;

  bool IsStated() const {
    return !expanded.empty() || !standard.empty() || !interval_min.empty() ||
           has_covariance;
  }
};

enum class SeriesForm {
  kReal,
  kConstant,
  kComplex,
  kRealList,  // si:realList, and si:list with real members (D-SI 1.3)
  kRealXmlList,
  kComplexList,
  kComplexXmlList,
};

// One representation of a quantity's values: a single value or a list.
struct Series {
  SeriesForm form = SeriesForm::kReal;
  // The same quantity in several units (si:hybrid): 0, 1, 2, ...
  int alternative = 0;
  // Different columns of one si:list: 0, 1, 2, ...
  int column = 0;
  std::string label;
  // quantityTypeQUDT, or D-SI's free quantityType.
  std::string quantity_kind;
  std::vector<Number> values;
  // The second component of complex values; a phase where `is_polar`.
  std::vector<Number> imaginary_or_phase;
  bool is_polar = false;
  // Indexes into Document::units: one for all or one for each value; empty
  // where none is stated. -1 for a value that states none among others.
  std::vector<int> units;
  std::vector<int> phase_units;
  std::vector<std::string> date_times;
  Uncertainty uncertainty;
  int line = 0;
};

// The member of `list` that belongs to value `index`, by the rule of one or
// n; null where there is none.
template <typename T>
const T* At(const std::vector<T>& list, std::size_t index) {
  if (list.size() == 1) return &list[0];
  return index < list.size() ? &list[index] : nullptr;
}

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_QUANTITY_H_
