#ifndef LIBS_METROLOGY_STATED_UNCERTAINTY_H_
#define LIBS_METROLOGY_STATED_UNCERTAINTY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

// Uncertainty as certificates and scopes state it: not one number but a rule
// that gives U at a value, and how it is rounded.

namespace suyuan::metrology {

// U(x) = a + b·|x|, as in "U = (0.02 + 0.005·L/m) µm" with x and U in their own
// units. a = 0 is a relative uncertainty U_rel = b, which means nothing near
// zero: At refuses |x| < `smallest`.
class LinearUncertainty {
 public:
  // UNCERTAINTY_INVALID for a or b negative or not finite.
  static absl::StatusOr<LinearUncertainty> From(double a, double b);
  static absl::StatusOr<LinearUncertainty> Absolute(double expanded);
  // `smallest` > 0: below it the relative form is not to be used.
  static absl::StatusOr<LinearUncertainty> Relative(double relative,
                                                    double smallest);

  // UNCERTAINTY_OUT_OF_RANGE where a relative form is asked for near zero.
  absl::StatusOr<double> At(double value) const;

 private:
  double a_ = 0;
  double b_ = 0;
  double smallest_ = 0;
};

// Between two points of a table, unless the scope states interpolation, the
// larger neighbour's U holds.
enum class BetweenPoints { kLargerNeighbour, kLinear };

// U by points. At a point its own U holds; beyond the outermost points the
// table says nothing (V08).
class UncertaintyTable {
 public:
  struct Point {
    double value = 0;
    double expanded = 0;
  };
  // At least one point, values ascending and all different, U not negative.
  static absl::StatusOr<UncertaintyTable> From(std::vector<Point> points,
                                               BetweenPoints between);

  // UNCERTAINTY_OUT_OF_RANGE beyond the points. O(log n), no allocation
  // unless it refuses.
  absl::StatusOr<double> At(double value) const;

 private:
  std::vector<Point> points_;
  BetweenPoints between_ = BetweenPoints::kLargerNeighbour;
};

// U rounded to `digits` (1 or 2) significant digits and the value to the same
// last digit: 10.000568 with U = 0.00050 at two digits gives "10.00057" and
// "0.00050". U is never shown smaller than it is by more than 5 %: else it is
// rounded up (ILAC-P14 lets a laboratory round U up always).
struct RoundedResult {
  std::string value;
  std::string expanded;
  int last_digit = 0;
};
// UNCERTAINTY_INVALID unless U > 0 and both are finite;
// UNCERTAINTY_OUT_OF_RANGE for U outside 1e-100 to 1e100.
absl::StatusOr<RoundedResult> RoundResult(double value, double expanded,
                                          int digits);

// A recomputed number equals the stated one when it differs by no more than
// half a unit of the stated text's last digit.
bool EqualsAsStated(double recomputed, double stated, int last_digit);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_STATED_UNCERTAINTY_H_
