#ifndef SERVICES_REGISTRY_COMPARISON_EVALUATION_H_
#define SERVICES_REGISTRY_COMPARISON_EVALUATION_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/metrology/comparison.h"
#include "libs/metrology/robust_mean.h"
#include "services/registry/comparison/comparison.h"

// The statistics of a comparison (JJF 1117; ISO 13528), from what was handed in
// and nothing else: corrections that somebody asked for change none. A number
// that cannot be had is absent, and decides nothing.

namespace suyuan::registry::comparison {

enum class Verdict : uint8_t {
  kUndecided,
  kSatisfactory,    // |E_n| <= 1, |z| <= 2
  kQuestionable,    // 2 < |z| <= 3
  kUnsatisfactory,  // |E_n| > 1, |z| > 3
};

// One laboratory at one point; numbers in the unit of the point.
struct Score {
  std::string institution;
  std::string point;
  // x_lab − x_ref after correction for drift.
  std::optional<double> difference;
  // U of it at k = 2, with the covariance for a contributor to a weighted mean.
  std::optional<double> expanded_uncertainty;
  // The former over the latter.
  std::optional<double> en_number;
  // To the reference value.
  bool contributed = false;
  // Where the point states σ_pt.
  std::optional<double> z;
  std::optional<double> z_prime;
  std::optional<double> zeta;
  // U_lab as reported over the median of all.
  std::optional<double> uncertainty_ratio;
  // By E_n; by z, or z′ where the reference's u is above 0.3 σ_pt, where there
  // is no E_n. Undecided in an invalid ring and against a mean of laboratories
  // that do not agree.
  Verdict verdict = Verdict::kUndecided;
};

struct PointSummary {
  std::string point;
  std::optional<metrology::LaboratoryResult> reference;
  // See ReferenceValue.
  std::optional<metrology::Consistency> consistency;
  // Institutions, in the order in which they were left out.
  std::vector<std::string> removed;
  // Outliers by Grubbs (5 %, one side) in the order in which they were found.
  // Advisory.
  std::vector<std::string> grubbs_outliers;
  // See Ring.
  std::optional<double> drift;
  std::optional<double> drift_standard_uncertainty;
  bool ring_is_invalid = false;
  // Algorithm A over all results; absent for fewer than three. Advisory unless
  // it is the method.
  std::optional<metrology::RobustEstimate> robust;
};

struct Evaluation {
  // In the order of the points.
  std::vector<PointSummary> points;
  // By point, then participant. The pilot has none where it is the reference.
  std::vector<Score> scores;
  // Who should have handed in and did not.
  std::vector<std::string> absent;
  // See digest.h.
  std::string basis_digest;
};

// O(points · participants²).
Evaluation Evaluate(const Comparison& comparison);

// A laboratory over all points: unsatisfactory at one is unsatisfactory, else
// undecided at one is undecided, else questionable at one is questionable.
struct Outcome {
  std::string institution;
  Verdict verdict = Verdict::kUndecided;
  // Those at which it was unsatisfactory.
  std::vector<std::string> failed_points;
};
// In the order of the scores.
std::vector<Outcome> OutcomesOf(const std::vector<Score>& scores);

}  // namespace suyuan::registry::comparison

#endif  // SERVICES_REGISTRY_COMPARISON_EVALUATION_H_
