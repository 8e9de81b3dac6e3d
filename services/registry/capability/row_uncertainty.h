#ifndef SERVICES_REGISTRY_CAPABILITY_ROW_UNCERTAINTY_H_
#define SERVICES_REGISTRY_CAPABILITY_ROW_UNCERTAINTY_H_

#include <optional>
#include <vector>

#include "libs/metrology/stated_uncertainty.h"

namespace suyuan::registry {

// The smallest uncertainty of a row of a scope, as the row states it, in the
// unit of its range. A plain reading: ExpandedAt says what it is worth.
struct RowUncertainty {
  enum class Form {
    kNone,
    kLinear,         // a + b·|x|; a alone is absolute, b alone relative
    kRootSum,        // √(a² + (b·x)²)
    kTable,          // U by points
    kRelativeTable,  // U/|x| by points
  };
  Form form = Form::kNone;
  double a = 0;
  double b = 0;
  std::vector<metrology::UncertaintyTable::Point> points;
  // Absent: not stated, and never taken for 2.
  std::optional<double> coverage_factor;
};

// Whether U is a fraction of the value and nothing else.
bool IsFraction(const RowUncertainty& uncertainty);

// U (k = 2) at `value`, or wherever it is the same everywhere if no value is
// given. nullopt where the row states none there: beyond its table, a relative
// one at 0, or one without its coverage factor (V13).
std::optional<double> ExpandedAt(const RowUncertainty& uncertainty,
                                 std::optional<double> value);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CAPABILITY_ROW_UNCERTAINTY_H_
