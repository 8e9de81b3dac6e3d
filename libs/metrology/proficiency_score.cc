#include "libs/metrology/proficiency_score.h"

#include <cmath>

#include "libs/metrology/comparison_checks.h"

namespace suyuan::metrology {

absl::StatusOr<double> ZScore(double value, double assigned, double sigma) {
  return internal::Ratio(value - assigned, sigma);
}

absl::StatusOr<double> ZPrimeScore(double value, double assigned, double sigma,
                                   StandardUncertainty assigned_uncertainty) {
  return internal::Ratio(value - assigned,
                         std::hypot(sigma, assigned_uncertainty.value()));
}

absl::StatusOr<double> ZetaScore(const LaboratoryResult& laboratory,
                                 const LaboratoryResult& assigned) {
  return internal::Ratio(
      laboratory.value - assigned.value,
      std::hypot(laboratory.uncertainty.value(), assigned.uncertainty.value()));
}

bool WantsZPrime(double sigma, StandardUncertainty assigned_uncertainty) {
  return assigned_uncertainty.value() > 0.3 * sigma;
}

Performance PerformanceOf(double score) {
  const double size = std::abs(score);
  if (size <= 2) return Performance::kSatisfactory;
  return size <= 3 ? Performance::kWarning : Performance::kAction;
}

}  // namespace suyuan::metrology
