#ifndef LIBS_METROLOGY_ROBUST_MEAN_H_
#define LIBS_METROLOGY_ROBUST_MEAN_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/metrology/comparison.h"

// Reference values of a comparison that a stray result pulls little. Refusals
// have reason COMPARISON_INVALID.

namespace suyuan::metrology {

// The middle value, or the mean of the two in the middle. At least one value,
// all finite. O(n log n).
double Median(std::vector<double> values);

// The median of the values as reference value, with
// u = 1.858 · median |x_i − median| / √(n − 1), their median deviation scaled
// to the standard uncertainty of a median of normal values (J. W. Müller,
// J. Res. NIST 105 (2000) 551). Two values or more; u is 0 where more than
// half of the values are equal.
absl::StatusOr<LaboratoryResult> MedianReference(
    absl::Span<const double> values);

// Robust mean and standard deviation, ISO 13528 algorithm A.
struct RobustEstimate {
  double mean = 0;
  double standard_deviation = 0;
};
// Two values or more, all finite. Iterates until neither number changes by
// more than 1e-9 of the deviation; refuses what has not settled after 1,000
// rounds. O(rounds · n).
absl::StatusOr<RobustEstimate> AlgorithmA(absl::Span<const double> values);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_ROBUST_MEAN_H_
