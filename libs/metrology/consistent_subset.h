#ifndef LIBS_METROLOGY_CONSISTENT_SUBSET_H_
#define LIBS_METROLOGY_CONSISTENT_SUBSET_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/metrology/comparison.h"

namespace suyuan::metrology {

// Why and in what state a result was taken out of the reference value.
struct Removal {
  size_t index = 0;  // among the results that came in
  // x_i − x_ref and its standard uncertainty √(u_i² − u_ref²), x_ref being the
  // weighted mean of the results that were there, this one among them.
  double difference = 0;
  double standard_uncertainty = 0;
  double ratio = 0;  // |difference| over it: the largest of all
  // The test that the results with this one failed.
  Consistency failed;
};

// The largest consistent subset: results that agree with their weighted mean.
struct ConsistentSubset {
  std::vector<size_t> kept;      // ascending
  std::vector<Removal> removed;  // in the order of removal
  LaboratoryResult reference;    // weighted mean of those kept
  // Of those kept. Not `consistent`: half of the laboratories had to go and
  // the rest still disagree, so that the weighted mean is no reference value;
  // a median or the value of a higher standard may be (robust_mean.h).
  Consistency consistency;
};

// Takes out the result with the largest |x_i − x_ref| / u(x_i − x_ref), the
// first of equals, until the rest is consistent. Keeps at least two and at
// least half of the results. Two results or more, each u > 0
// (COMPARISON_INVALID). O(n²).
absl::StatusOr<ConsistentSubset> LargestConsistentSubset(
    absl::Span<const LaboratoryResult> results);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_CONSISTENT_SUBSET_H_
