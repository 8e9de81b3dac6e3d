#ifndef LIBS_METROLOGY_PROFICIENCY_SCORE_H_
#define LIBS_METROLOGY_PROFICIENCY_SCORE_H_

#include "absl/status/statusor.h"
#include "libs/metrology/comparison.h"

// Scores of proficiency testing (ISO 13528). Refusals have reason
// COMPARISON_INVALID.

namespace suyuan::metrology {

// z, z′ and ζ (ISO 13528 9.4 to 9.6): z with what the scheme allows, z′ with
// that and the uncertainty of the assigned value, ζ with both uncertainties.
// Refuse a denominator of 0.
absl::StatusOr<double> ZScore(double value, double assigned, double sigma);
absl::StatusOr<double> ZPrimeScore(double value, double assigned, double sigma,
                                   StandardUncertainty assigned_uncertainty);
absl::StatusOr<double> ZetaScore(const LaboratoryResult& laboratory,
                                 const LaboratoryResult& assigned);

// z′ is to be used instead of z: the assigned value's u is above 0.3 sigma.
bool WantsZPrime(double sigma, StandardUncertainty assigned_uncertainty);

// |score| <= 2, <= 3, beyond.
enum class Performance { kSatisfactory, kWarning, kAction };
Performance PerformanceOf(double score);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_PROFICIENCY_SCORE_H_
