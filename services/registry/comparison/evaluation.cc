#include "services/registry/comparison/evaluation.h"

#include <algorithm>
#include <cmath>

#include "absl/status/statusor.h"
#include "libs/metrology/degree_of_equivalence.h"
#include "libs/metrology/outlier.h"
#include "libs/metrology/proficiency_score.h"
#include "services/registry/comparison/digest.h"
#include "services/registry/comparison/reference_value.h"
#include "services/registry/comparison/ring.h"
#include "services/registry/comparison/workflow.h"

namespace suyuan::registry::comparison {
namespace {

using metrology::LaboratoryResult;

template <typename Value>
std::optional<Value> IfOk(const absl::StatusOr<Value>& value) {
  if (!value.ok()) return std::nullopt;
  return *value;
}

std::vector<double> ValuesOf(const Ring& ring) {
  std::vector<double> values;
  for (const Entry& entry : ring.entries) {
    values.push_back(entry.corrected.value);
  }
  return values;
}

// One after the other, each with those before it taken out.
std::vector<std::string> GrubbsOutliers(const Ring& ring) {
  std::vector<std::string> outliers;
  std::vector<double> values = ValuesOf(ring);
  std::vector<Entry> left = ring.entries;
  while (values.size() >= 3) {
    const auto test = metrology::TestGrubbs(values);
    if (!test.ok() || !test->outlier) break;
    const auto suspect = static_cast<std::ptrdiff_t>(test->suspect);
    outliers.push_back(left[test->suspect].participant->institution);
    values.erase(values.begin() + suspect);
    left.erase(left.begin() + suspect);
  }
  return outliers;
}

std::optional<metrology::RobustEstimate> Robust(const Ring& ring) {
  if (ring.entries.size() < 3) return std::nullopt;
  return IfOk(metrology::AlgorithmA(ValuesOf(ring)));
}

PointSummary Summarise(const Point& point, const Ring& ring,
                       const ReferenceValue& reference) {
  PointSummary summary;
  summary.point = point.id;
  summary.reference = reference.value;
  summary.consistency = reference.consistency;
  for (const size_t index : reference.removed) {
    summary.removed.push_back(ring.entries[index].participant->institution);
  }
  summary.grubbs_outliers = GrubbsOutliers(ring);
  summary.drift = ring.drift;
  if (ring.drift_uncertainty.has_value()) {
    summary.drift_standard_uncertainty = ring.drift_uncertainty->value();
  }
  summary.ring_is_invalid = ring.is_invalid;
  summary.robust = Robust(ring);
  return summary;
}

void ScoreEquivalence(const Entry& entry, const LaboratoryResult& reference,
                      bool is_in_mean, Score& score) {
  score.difference = entry.corrected.value - reference.value;
  const auto degree = metrology::DegreeOfEquivalenceOf(
      entry.corrected, reference,
      is_in_mean ? metrology::Contribution::kToWeightedMean
                 : metrology::Contribution::kNone);
  if (degree.ok()) score.expanded_uncertainty = degree->expanded;
  score.en_number = IfOk(
      is_in_mean ? metrology::EnNumberOfContributor(entry.corrected, reference)
                 : metrology::EnNumber(entry.corrected, reference));
}

void ScoreProficiency(const Entry& entry, const LaboratoryResult& reference,
                      double sigma, Score& score) {
  score.z =
      IfOk(metrology::ZScore(entry.corrected.value, reference.value, sigma));
  score.z_prime = IfOk(metrology::ZPrimeScore(
      entry.corrected.value, reference.value, sigma, reference.uncertainty));
  score.zeta = IfOk(metrology::ZetaScore(entry.corrected, reference));
}

Verdict VerdictByScore(double score) {
  switch (metrology::PerformanceOf(score)) {
    case metrology::Performance::kSatisfactory:
      return Verdict::kSatisfactory;
    case metrology::Performance::kWarning:
      return Verdict::kQuestionable;
    case metrology::Performance::kAction:
      break;
  }
  return Verdict::kUnsatisfactory;
}

Verdict VerdictOf(const Score& score, const Point& point,
                  const LaboratoryResult& reference) {
  if (score.en_number.has_value()) {
    return std::abs(*score.en_number) <= 1 ? Verdict::kSatisfactory
                                           : Verdict::kUnsatisfactory;
  }
  if (!point.proficiency_standard_deviation.has_value()) {
    return Verdict::kUndecided;
  }
  const bool wants_prime = metrology::WantsZPrime(
      *point.proficiency_standard_deviation, reference.uncertainty);
  const std::optional<double>& by = wants_prime ? score.z_prime : score.z;
  return by.has_value() ? VerdictByScore(*by) : Verdict::kUndecided;
}

// One for each entry; none where fewer than two have an uncertainty.
std::vector<double> UncertaintyRatios(const Ring& ring) {
  std::vector<LaboratoryResult> reported;
  for (const Entry& entry : ring.entries) reported.push_back(entry.reported);
  auto ratios = metrology::UncertaintiesOverMedian(reported);
  if (!ratios.ok()) return {};
  return *std::move(ratios);
}

void ScorePoint(const Comparison& comparison, const Point& point,
                const Ring& ring, const ReferenceValue& reference,
                std::vector<Score>& scores) {
  const bool decides =
      !ring.is_invalid &&
      (!reference.consistency.has_value() || reference.consistency->consistent);
  const std::vector<double> ratios = UncertaintyRatios(ring);
  for (size_t i = 0; i < ring.entries.size(); ++i) {
    const Entry& entry = ring.entries[i];
    const std::string& institution = entry.participant->institution;
    if (comparison.reference_method == ReferenceMethod::kPilot &&
        institution == comparison.pilot) {
      continue;
    }
    Score score;
    score.institution = institution;
    score.point = point.id;
    score.contributed = reference.contributed[i];
    if (!ratios.empty()) score.uncertainty_ratio = ratios[i];
    if (reference.value.has_value()) {
      ScoreEquivalence(entry, *reference.value,
                       score.contributed && reference.consistency.has_value(),
                       score);
      if (point.proficiency_standard_deviation.has_value()) {
        ScoreProficiency(entry, *reference.value,
                         *point.proficiency_standard_deviation, score);
      }
      if (decides) score.verdict = VerdictOf(score, point, *reference.value);
    }
    scores.push_back(std::move(score));
  }
}

Verdict WorseOf(Verdict a, Verdict b) {
  for (const Verdict worse : {Verdict::kUnsatisfactory, Verdict::kUndecided,
                              Verdict::kQuestionable}) {
    if (a == worse || b == worse) return worse;
  }
  return Verdict::kSatisfactory;
}

}  // namespace

Evaluation Evaluate(const Comparison& comparison) {
  Evaluation evaluation;
  for (const Point& point : comparison.points) {
    const Ring ring = RingAt(comparison, point);
    const ReferenceValue reference =
        ReferenceValueAt(comparison.reference_method, point, ring);
    evaluation.points.push_back(Summarise(point, ring, reference));
    ScorePoint(comparison, point, ring, reference, evaluation.scores);
  }
  evaluation.absent = AbsentFrom(comparison);
  evaluation.basis_digest = BasisDigest(comparison.submissions);
  return evaluation;
}

std::vector<Outcome> OutcomesOf(const std::vector<Score>& scores) {
  std::vector<Outcome> outcomes;
  for (const Score& score : scores) {
    auto found = std::find_if(outcomes.begin(), outcomes.end(),
                              [&](const Outcome& outcome) {
                                return outcome.institution == score.institution;
                              });
    if (found == outcomes.end()) {
      outcomes.push_back({score.institution, score.verdict, {}});
      found = outcomes.end() - 1;
    }
    found->verdict = WorseOf(found->verdict, score.verdict);
    if (score.verdict == Verdict::kUnsatisfactory) {
      found->failed_points.push_back(score.point);
    }
  }
  return outcomes;
}

}  // namespace suyuan::registry::comparison
