#ifndef LIBS_METROLOGY_DEGREE_OF_EQUIVALENCE_H_
#define LIBS_METROLOGY_DEGREE_OF_EQUIVALENCE_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/metrology/comparison.h"

// How far laboratories are from the reference value and from each other.
// Refusals have reason COMPARISON_INVALID.

namespace suyuan::metrology {

// Whether a result is part of the reference value that it is compared with.
enum class Contribution {
  // It has its weight in the weighted mean: the two are correlated.
  kToWeightedMean,
  // The reference came from elsewhere: the value of a higher standard, a mean
  // from which the result was left out. A median or robust mean counts here,
  // too: its correlation with one result has no simple form, and without it U
  // is rather too large.
  kNone,
};

// d = x_lab − x_ref and U(d) at k = 2.
struct DegreeOfEquivalence {
  double difference = 0;
  double expanded = 0;
};
// U(d) = 2 √(u_lab² − u_ref²) for a contributor, 2 √(u_lab² + u_ref²) for any
// other. Refuses a contributor with a smaller u than its mean has.
absl::StatusOr<DegreeOfEquivalence> DegreeOfEquivalenceOf(
    const LaboratoryResult& laboratory, const LaboratoryResult& reference,
    Contribution contribution);

// Two results that are not metrologically compatible (VIM 2.47): they differ
// by more than twice the u of their difference. Advice beside the test of
// consistency; independent results are assumed.
struct IncompatiblePair {
  size_t first = 0;
  size_t second = 0;
  double ratio = 0;  // |x_first − x_second| / √(u_first² + u_second²)
};
// Of two results or more, each u > 0, by first and second. O(n²).
absl::StatusOr<std::vector<IncompatiblePair>> IncompatiblePairs(
    absl::Span<const LaboratoryResult> results);

// U_lab / median(U) for each result, in their order: E_n says nothing about a
// laboratory whose U is so large that it cannot fail. Two results or more,
// each u > 0.
absl::StatusOr<std::vector<double>> UncertaintiesOverMedian(
    absl::Span<const LaboratoryResult> results);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_DEGREE_OF_EQUIVALENCE_H_
