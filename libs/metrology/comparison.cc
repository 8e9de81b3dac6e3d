#include "libs/metrology/comparison.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/comparison_checks.h"

namespace suyuan::metrology {
namespace {

constexpr double kComparedAt = 2;  // coverage factor of E_n
constexpr double kSignificance = 0.05;

}  // namespace

absl::StatusOr<double> EnNumber(const LaboratoryResult& laboratory,
                                const LaboratoryResult& reference) {
  return internal::Ratio(
      laboratory.value - reference.value,
      TransferLimit(laboratory.uncertainty, reference.uncertainty));
}

absl::StatusOr<double> EnNumberOfContributor(
    const LaboratoryResult& laboratory, const LaboratoryResult& reference) {
  const double u_lab = laboratory.uncertainty.value();
  const double u_ref = reference.uncertainty.value();
  if (!(u_lab > u_ref)) {
    return internal::InvalidComparison(absl::StrCat(
        "u = ", u_lab, " of a contributor to a mean with u = ", u_ref,
        "; a larger one is wanted"));
  }
  return internal::Ratio(
      laboratory.value - reference.value,
      kComparedAt * std::sqrt((u_lab - u_ref) * (u_lab + u_ref)));
}

double TransferLimit(StandardUncertainty laboratory,
                     StandardUncertainty reference) {
  return kComparedAt * std::hypot(laboratory.value(), reference.value());
}

absl::StatusOr<LaboratoryResult> WeightedMean(
    absl::Span<const LaboratoryResult> results) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckResults(results, 2));
  // Relative to the smallest u and the first value: neither squares nor sums
  // lose what the differences hold.
  double smallest = results[0].uncertainty.value();
  for (const LaboratoryResult& result : results) {
    smallest = std::min(smallest, result.uncertainty.value());
  }
  double weights = 0;
  double weighted = 0;
  for (const LaboratoryResult& result : results) {
    const double weight = std::pow(smallest / result.uncertainty.value(), 2);
    weights += weight;
    weighted += weight * (result.value - results[0].value);
  }
  LaboratoryResult mean;
  mean.value = results[0].value + weighted / weights;
  SUYUAN_ASSIGN_OR_RETURN(mean.uncertainty, StandardUncertainty::From(
                                                smallest / std::sqrt(weights)));
  return mean;
}

absl::StatusOr<Consistency> TestConsistency(
    absl::Span<const LaboratoryResult> results) {
  SUYUAN_ASSIGN_OR_RETURN(const LaboratoryResult mean, WeightedMean(results));
  Consistency test;
  test.degrees_of_freedom = static_cast<int>(results.size()) - 1;
  for (const LaboratoryResult& result : results) {
    test.chi_squared +=
        std::pow((result.value - mean.value) / result.uncertainty.value(), 2);
  }
  const double nu = test.degrees_of_freedom;
  test.critical_chi_squared = boost::math::quantile(
      boost::math::complement(boost::math::chi_squared(nu), kSignificance));
  test.consistent = test.chi_squared <= test.critical_chi_squared;
  test.birge_ratio = std::sqrt(test.chi_squared / nu);
  test.birge_limit = std::sqrt(1 + std::sqrt(8 / nu));
  return test;
}

}  // namespace suyuan::metrology
