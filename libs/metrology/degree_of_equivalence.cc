#include "libs/metrology/degree_of_equivalence.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/comparison_checks.h"
#include "libs/metrology/robust_mean.h"

namespace suyuan::metrology {
namespace {

constexpr double kCompatibleWithin = 2;

}  // namespace

absl::StatusOr<DegreeOfEquivalence> DegreeOfEquivalenceOf(
    const LaboratoryResult& laboratory, const LaboratoryResult& reference,
    Contribution contribution) {
  DegreeOfEquivalence degree;
  degree.difference = laboratory.value - reference.value;
  if (!std::isfinite(degree.difference)) {
    return internal::InvalidComparison(
        absl::StrCat(laboratory.value, " compared with ", reference.value,
                     "; finite values are wanted"));
  }
  if (contribution == Contribution::kNone) {
    degree.expanded =
        TransferLimit(laboratory.uncertainty, reference.uncertainty);
    return degree;
  }
  const double u_lab = laboratory.uncertainty.value();
  const double u_ref = reference.uncertainty.value();
  if (u_lab < u_ref) {
    return internal::InvalidComparison(absl::StrCat(
        "u = ", u_lab, " of a contributor to a mean with u = ", u_ref,
        "; no smaller one is wanted"));
  }
  degree.expanded = 2 * std::sqrt((u_lab - u_ref) * (u_lab + u_ref));
  return degree;
}

absl::StatusOr<std::vector<IncompatiblePair>> IncompatiblePairs(
    absl::Span<const LaboratoryResult> results) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckResults(results, 2));
  std::vector<IncompatiblePair> pairs;
  for (size_t i = 0; i < results.size(); ++i) {
    for (size_t j = i + 1; j < results.size(); ++j) {
      SUYUAN_ASSIGN_OR_RETURN(
          const double ratio,
          internal::Ratio(std::abs(results[i].value - results[j].value),
                          std::hypot(results[i].uncertainty.value(),
                                     results[j].uncertainty.value())));
      if (ratio > kCompatibleWithin) pairs.push_back({i, j, ratio});
    }
  }
  return pairs;
}

absl::StatusOr<std::vector<double>> UncertaintiesOverMedian(
    absl::Span<const LaboratoryResult> results) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckResults(results, 2));
  std::vector<double> uncertainties;
  for (const LaboratoryResult& result : results) {
    uncertainties.push_back(result.uncertainty.value());
  }
  const double median = Median(uncertainties);
  for (double& u : uncertainties) u /= median;
  return uncertainties;
}

}  // namespace suyuan::metrology
