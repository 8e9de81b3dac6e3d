#ifndef LIBS_METROLOGY_OUTLIER_H_
#define LIBS_METROLOGY_OUTLIER_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

// Whether the value that lies farthest from the mean is an outlier, as the
// test of Grubbs decides for values of one normal distribution (GB/T 4883,
// ISO 5725-2). Refusals have reason COMPARISON_INVALID.

namespace suyuan::metrology {

enum class Sides {
  kOne,  // the suspect lies on a side that was known before
  kTwo,  // it may lie on either side
};

// The G that `n` >= 3 values reach or pass by chance with probability
// `significance` (0 < p < 0.5):
// (n − 1)/√n · √(t²/(n − 2 + t²)), t at p/n (one side) or p/(2n) of the t
// distribution with n − 2 degrees of freedom. At 5 % and one side 5 values
// give 1.672, as printed tables have it.
absl::StatusOr<double> GrubbsCriticalValue(int n, double significance,
                                           Sides sides);

struct GrubbsTest {
  size_t suspect = 0;  // farthest from the mean; the first of equals
  double g = 0;        // |x_suspect − mean| / s; 0 where all are equal
  double critical = 0;
  bool outlier = false;  // g > critical
};
// Three finite values or more. One value a call: who removes it calls again
// with the rest. Case papers and JJF 1117 compare with the one-sided table.
// O(n).
absl::StatusOr<GrubbsTest> TestGrubbs(absl::Span<const double> values,
                                      double significance = 0.05,
                                      Sides sides = Sides::kOne);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_OUTLIER_H_
