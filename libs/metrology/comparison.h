#ifndef LIBS_METROLOGY_COMPARISON_H_
#define LIBS_METROLOGY_COMPARISON_H_

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/metrology/uncertainty.h"

// Comparisons (比对) between laboratories by the weighted mean of their results
// (JJF 1117). All numbers of a call are in one unit. Refusals have reason
// COMPARISON_INVALID. Beside this: consistent_subset.h,
// degree_of_equivalence.h, robust_mean.h, outlier.h, travelling_standard.h and
// proficiency_score.h.

namespace suyuan::metrology {

// What a laboratory reports for the travelling standard.
struct LaboratoryResult {
  double value = 0;
  StandardUncertainty uncertainty;
};

// E_n of a laboratory that did not contribute to the reference value:
// (x_lab − x_ref) / √(U_lab² + U_ref²) with both at k = 2. |E_n| <= 1 is
// satisfactory. Refuses where both uncertainties are 0.
absl::StatusOr<double> EnNumber(const LaboratoryResult& laboratory,
                                const LaboratoryResult& reference);
// E_n of a contributor to the weighted mean `reference`, with the covariance
// between the two: √(U_lab² − U_ref²). Refuses where U_lab <= U_ref, which no
// contributor to a weighted mean of two or more has.
absl::StatusOr<double> EnNumberOfContributor(const LaboratoryResult& laboratory,
                                             const LaboratoryResult& reference);

// Verification of results by transfer (传递比较法): |y_lab − y_ref| <=
// √(U_lab² + U_ref²), which is |E_n| <= 1. This is the limit, at k = 2.
double TransferLimit(StandardUncertainty laboratory,
                     StandardUncertainty reference);

// x_ref = Σ(x/u²) / Σ(1/u²), u_ref = (Σ 1/u²)^-½. Two results or more, each
// u > 0. O(n).
absl::StatusOr<LaboratoryResult> WeightedMean(
    absl::Span<const LaboratoryResult> results);

// Whether the results agree with their weighted mean within their own
// uncertainties.
struct Consistency {
  double chi_squared = 0;
  int degrees_of_freedom = 0;
  // Reached or passed by chance in 5 % of consistent comparisons.
  double critical_chi_squared = 0;
  bool consistent = false;
  // √(χ²/ν) and its limit √(1 + √(8/ν)). Advisory: on GUM uncertainties it is
  // disputed, so it decides nothing.
  double birge_ratio = 0;
  double birge_limit = 0;
};
absl::StatusOr<Consistency> TestConsistency(
    absl::Span<const LaboratoryResult> results);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_COMPARISON_H_
