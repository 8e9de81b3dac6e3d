#include "libs/metrology/consistent_subset.h"

#include <algorithm>
#include <cmath>

#include "libs/base/status.h"

namespace suyuan::metrology {
namespace {

std::vector<LaboratoryResult> Chosen(absl::Span<const LaboratoryResult> results,
                                     absl::Span<const size_t> indices) {
  std::vector<LaboratoryResult> chosen;
  for (const size_t i : indices) chosen.push_back(results[i]);
  return chosen;
}

// The deviation of a contributor from the mean that it contributed to.
Removal DeviationOf(size_t index, const LaboratoryResult& result,
                    const LaboratoryResult& mean) {
  Removal deviation;
  deviation.index = index;
  deviation.difference = result.value - mean.value;
  const double u = result.uncertainty.value();
  const double u_ref = mean.uncertainty.value();
  // A weight beside which all others vanish is the mean: it deviates by 0.
  if (!(u > u_ref)) return deviation;
  deviation.standard_uncertainty = std::sqrt((u - u_ref) * (u + u_ref));
  deviation.ratio =
      std::abs(deviation.difference) / deviation.standard_uncertainty;
  return deviation;
}

Removal WorstOf(absl::Span<const LaboratoryResult> results,
                const ConsistentSubset& subset) {
  Removal worst;
  worst.index = subset.kept.front();
  for (const size_t i : subset.kept) {
    const Removal deviation = DeviationOf(i, results[i], subset.reference);
    if (deviation.ratio > worst.ratio) worst = deviation;
  }
  worst.failed = subset.consistency;
  return worst;
}

}  // namespace

absl::StatusOr<ConsistentSubset> LargestConsistentSubset(
    absl::Span<const LaboratoryResult> results) {
  ConsistentSubset subset;
  for (size_t i = 0; i < results.size(); ++i) subset.kept.push_back(i);
  const size_t fewest = std::max<size_t>(2, (results.size() + 1) / 2);
  while (true) {
    const auto chosen = Chosen(results, subset.kept);
    SUYUAN_ASSIGN_OR_RETURN(subset.reference, WeightedMean(chosen));
    SUYUAN_ASSIGN_OR_RETURN(subset.consistency, TestConsistency(chosen));
    if (subset.consistency.consistent || subset.kept.size() == fewest) {
      return subset;
    }
    subset.removed.push_back(WorstOf(results, subset));
    subset.kept.erase(std::find(subset.kept.begin(), subset.kept.end(),
                                subset.removed.back().index));
  }
}

}  // namespace suyuan::metrology
