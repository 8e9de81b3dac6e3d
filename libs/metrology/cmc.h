#ifndef LIBS_METROLOGY_CMC_H_
#define LIBS_METROLOGY_CMC_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "libs/metrology/stated_uncertainty.h"
#include "libs/metrology/uncertainty.h"

namespace suyuan::metrology {

// A row of a scope (CMC, ILAC-P14; 校准和测量能力): the smallest uncertainty
// that a body offers, for each value of its range. Values and U in one unit.
// Refusals: UNCERTAINTY_INVALID for a row that offers none, for example U = 0;
// UNCERTAINTY_OUT_OF_RANGE for a value that it does not cover.
class Cmc {
 public:
  // Both ends belong to it. finite, lower <= upper.
  struct Range {
    double lower = 0;
    double upper = 0;
  };
  // What the numbers of a table are: U itself or U/|x|.
  enum class Stated { kAbsolute, kRelative };

  // U everywhere.
  static absl::StatusOr<Cmc> Absolute(Range range, double expanded,
                                      CoverageFactor k);
  // b·|x|. Means nothing at 0, which the range must not hold.
  static absl::StatusOr<Cmc> Relative(Range range, double b, CoverageFactor k);
  // a + b·|x|.
  static absl::StatusOr<Cmc> Linear(Range range, double a, double b,
                                    CoverageFactor k);
  // √(a² + (b·x)²), often printed "Q[a; b·x]".
  static absl::StatusOr<Cmc> RootSum(Range range, double a, double b,
                                     CoverageFactor k);
  // By points, straight lines between them, nothing beyond (no extrapolation).
  // Of a relative table the line is one of U/|x|, and no point of it is 0 nor
  // on the other side of 0.
  static absl::StatusOr<Cmc> Table(std::vector<UncertaintyTable::Point> points,
                                   Stated stated, CoverageFactor k);

  Range range() const { return range_; }
  // O(1), of a table O(log points).
  absl::StatusOr<ExpandedUncertainty> At(double value) const;

 private:
  enum class Form { kLinear, kRootSum, kAbsoluteTable, kRelativeTable };

  Cmc(Form form, Range range, CoverageFactor k)
      : form_(form), range_(range), k_(k) {}
  static absl::StatusOr<Cmc> Function(Form form, Range range, double a,
                                      double b, CoverageFactor k);

  Form form_;
  Range range_;
  CoverageFactor k_;
  double a_ = 0;
  double b_ = 0;
  absl::optional<UncertaintyTable> table_;
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_CMC_H_
