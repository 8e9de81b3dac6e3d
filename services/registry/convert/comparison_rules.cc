#include "services/registry/convert/comparison_rules.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/metrology/decimal.h"
#include "libs/rpc/fields.h"
#include "services/registry/comparison/digest.h"
#include "services/registry/convert/comparison.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

using metrology::LaboratoryResult;
using metrology::StandardUncertainty;

std::optional<double> NumberOf(const std::string& text) {
  const auto number = metrology::Decimal::Parse(text);
  if (!number.ok() || number->is_nan()) return std::nullopt;
  return number->value();
}

// u as stated, or U/k. A k that is not stated is not 2.
std::optional<double> StandardOf(
    const metrology_proto::Uncertainty& uncertainty) {
  if (!uncertainty.standard().empty()) {
    return NumberOf(uncertainty.standard());
  }
  const auto expanded = NumberOf(uncertainty.expanded());
  const auto k = NumberOf(uncertainty.coverage_factor());
  if (!expanded.has_value() || !k.has_value() || *k < 1) return std::nullopt;
  return *expanded / *k;
}

std::optional<LaboratoryResult> FoundOf(
    const std::string& value, const metrology_proto::Uncertainty& stated) {
  const auto number = NumberOf(value);
  auto u = StandardOf(stated);
  if (!number.has_value() || !u.has_value()) return std::nullopt;
  if (stated.relative()) u = *u * std::abs(*number);
  const auto uncertainty = StandardUncertainty::From(*u);
  if (!uncertainty.ok()) return std::nullopt;
  return LaboratoryResult{*number, *uncertainty};
}

std::optional<absl::CivilDay> DayOf(const std::string& text) {
  const auto day = rpc::ParseOptionalDay("day", text);
  return day.ok() ? *day : std::nullopt;
}

comparison::Point ToRules(const v1::Comparison::Point& message) {
  comparison::Point point;
  point.id = message.id();
  point.assigned =
      FoundOf(message.assigned_value(), message.assigned_uncertainty());
  const auto sigma = NumberOf(message.proficiency_standard_deviation());
  if (sigma.has_value() && *sigma > 0) {
    point.proficiency_standard_deviation = sigma;
  }
  return point;
}

comparison::Participant ToRules(const v1::Comparison::Participant& message) {
  comparison::Participant participant;
  participant.institution = message.institution();
  participant.standard = message.standard();
  participant.contributes = message.contributes();
  participant.deadline = DayOf(message.deadline());
  participant.excuse = message.excuse();
  return participant;
}

comparison::Round ToRound(v1::ComparisonSubmission::Round round) {
  switch (round) {
    case v1::ComparisonSubmission::ROUND_PILOT_FIRST:
      return comparison::Round::kPilotFirst;
    case v1::ComparisonSubmission::ROUND_PILOT_LAST:
      return comparison::Round::kPilotLast;
    default:
      return comparison::Round::kParticipant;
  }
}

comparison::Submission ToRules(const v1::ComparisonSubmission& message) {
  comparison::Submission submission;
  submission.institution = message.institution();
  submission.round = ToRound(message.round());
  submission.day = DayOf(message.day()).value_or(absl::CivilDay());
  for (const v1::ComparisonResult& result : message.results()) {
    const auto found = FoundOf(result.value(), result.uncertainty());
    if (found.has_value()) {
      submission.results.push_back({result.point(), *found});
    }
  }
  submission.digest = message.digest();
  submission.confirmed = message.has_confirm_time();
  return submission;
}

comparison::ReferenceMethod ToMethod(v1::Comparison::ReferenceMethod method) {
  switch (method) {
    case v1::Comparison::REFERENCE_METHOD_PILOT:
      return comparison::ReferenceMethod::kPilot;
    case v1::Comparison::REFERENCE_METHOD_WEIGHTED_MEAN:
      return comparison::ReferenceMethod::kWeightedMean;
    case v1::Comparison::REFERENCE_METHOD_MEDIAN:
      return comparison::ReferenceMethod::kMedian;
    case v1::Comparison::REFERENCE_METHOD_ROBUST:
      return comparison::ReferenceMethod::kRobust;
    case v1::Comparison::REFERENCE_METHOD_ASSIGNED:
      return comparison::ReferenceMethod::kAssigned;
    default:
      return comparison::ReferenceMethod::kNone;
  }
}

std::string DigestOf(const v1::Comparison& comparison,
                     const v1::ComparisonSubmission& message) {
  comparison::PrintedSubmission printed;
  printed.comparison = comparison.name();
  printed.institution = message.institution();
  printed.round = ToRound(message.round());
  printed.day = DayOf(message.day()).value_or(absl::CivilDay());
  for (const v1::ComparisonResult& result : message.results()) {
    const metrology_proto::Uncertainty& stated = result.uncertainty();
    printed.results.push_back({result.point(), result.value(),
                               stated.expanded(), stated.coverage_factor(),
                               stated.coverage_probability(), stated.standard(),
                               stated.degrees_of_freedom(),
                               stated.distribution(), stated.relative()});
  }
  return comparison::DigestOf(printed);
}

// A result without uncertainty would be compared with nothing.
void CheckUncertain(const FieldPath& path, const v1::ComparisonResult& result,
                    FieldErrors& errors) {
  const auto found = FoundOf(result.value(), result.uncertainty());
  if (!found.has_value() || found->uncertainty.value() > 0) return;
  errors.Add(path / "uncertainty",
             absl::StrCat("is 0 for the value ", result.value(),
                          "; every result has one above 0"));
}

void SetScore(const comparison::Score& score, v1::ComparisonScore& out) {
  out.set_institution(score.institution);
  out.set_point(score.point);
  if (score.difference.has_value()) out.set_difference(*score.difference);
  if (score.expanded_uncertainty.has_value()) {
    out.set_expanded_uncertainty_of_difference(*score.expanded_uncertainty);
  }
  if (score.en_number.has_value()) out.set_en_number(*score.en_number);
  out.set_contributed(score.contributed);
  if (score.z.has_value()) out.set_z_score(*score.z);
  if (score.z_prime.has_value()) out.set_z_prime_score(*score.z_prime);
  if (score.zeta.has_value()) out.set_zeta_score(*score.zeta);
  if (score.uncertainty_ratio.has_value()) {
    out.set_uncertainty_ratio(*score.uncertainty_ratio);
  }
  // In the same order on both sides.
  out.set_verdict(static_cast<v1::ComparisonScore::Verdict>(
      static_cast<int>(score.verdict)));
}

void SetConsistency(const metrology::Consistency& consistency,
                    v1::ComparisonPointSummary& out) {
  out.set_chi_squared(consistency.chi_squared);
  out.set_degrees_of_freedom(consistency.degrees_of_freedom);
  out.set_critical_chi_squared(consistency.critical_chi_squared);
  out.set_birge_ratio(consistency.birge_ratio);
  out.set_birge_limit(consistency.birge_limit);
}

void SetSummary(const comparison::PointSummary& summary,
                v1::ComparisonPointSummary& out) {
  out.set_point(summary.point);
  if (summary.reference.has_value()) {
    out.set_reference_value(summary.reference->value);
    out.set_reference_standard_uncertainty(
        summary.reference->uncertainty.value());
  }
  if (summary.consistency.has_value()) {
    SetConsistency(*summary.consistency, out);
  }
  for (const std::string& removed : summary.removed) out.add_removed(removed);
  for (const std::string& outlier : summary.grubbs_outliers) {
    out.add_grubbs_outliers(outlier);
  }
  if (summary.drift.has_value()) out.set_drift(*summary.drift);
  if (summary.drift_standard_uncertainty.has_value()) {
    out.set_drift_standard_uncertainty(*summary.drift_standard_uncertainty);
  }
  out.set_ring_invalid(summary.ring_is_invalid);
  if (summary.robust.has_value()) {
    out.set_robust_mean(summary.robust->mean);
    out.set_robust_standard_deviation(summary.robust->standard_deviation);
  }
}

}  // namespace

comparison::State ToState(v1::Comparison::State state) {
  // In the same order on both sides; one that was never said is the first.
  return static_cast<comparison::State>(
      std::max(0, static_cast<int>(state) - 1));
}

comparison::Comparison ToRules(const v1::Comparison& message) {
  comparison::Comparison rules;
  rules.name = message.name();
  rules.state = ToState(message.state());
  rules.pilot = message.pilot();
  for (const auto& participant : message.participants()) {
    rules.participants.push_back(ToRules(participant));
  }
  rules.travelling_standards = message.travelling_standards_size();
  for (const auto& point : message.points()) {
    rules.points.push_back(ToRules(point));
  }
  rules.reference_method = ToMethod(message.reference_method());
  rules.protocol_number = message.protocol_number();
  for (const auto& submission : message.submissions()) {
    rules.submissions.push_back(ToRules(submission));
  }
  for (const auto& correction : message.corrections()) {
    rules.contested_by.push_back(correction.institution());
  }
  return rules;
}

absl::StatusOr<HandedIn> ToHandedIn(const v1::ComparisonSubmission& message,
                                    const v1::Comparison& comparison) {
  const FieldPath path("submission");
  FieldErrors errors;
  CheckEnums(path, message, errors);
  ReadRequiredDay(path / "day", message.day(), errors);
  CheckComparisonResults(path / "results", message.results(), comparison,
                         errors);
  for (int i = 0; i < message.results_size(); ++i) {
    CheckUncertain((path / "results")[i], message.results(i), errors);
  }
  SUYUAN_RETURN_IF_ERROR(errors.ToStatus());
  HandedIn out;
  out.message.set_institution(message.institution());
  out.message.set_round(message.round());
  *out.message.mutable_results() = message.results();
  out.message.set_day(message.day());
  out.message.set_digest(DigestOf(comparison, message));
  out.rules = ToRules(out.message);
  return out;
}

v1::ComparisonEvaluation ToMessage(const comparison::Evaluation& evaluation) {
  v1::ComparisonEvaluation message;
  for (const comparison::PointSummary& summary : evaluation.points) {
    SetSummary(summary, *message.add_points());
  }
  for (const comparison::Score& score : evaluation.scores) {
    SetScore(score, *message.add_scores());
  }
  for (const std::string& absent : evaluation.absent) {
    message.add_absent(absent);
  }
  message.set_basis_digest(evaluation.basis_digest);
  return message;
}

std::vector<comparison::Outcome> OutcomesOf(
    const v1::ComparisonEvaluation& evaluation) {
  std::vector<comparison::Score> scores;
  for (const v1::ComparisonScore& message : evaluation.scores()) {
    comparison::Score score;
    score.institution = message.institution();
    score.point = message.point();
    score.verdict =
        static_cast<comparison::Verdict>(static_cast<int>(message.verdict()));
    scores.push_back(std::move(score));
  }
  return comparison::OutcomesOf(scores);
}

void HideResults(v1::Comparison& message) {
  const bool was_analysed = std::any_of(
      message.steps().begin(), message.steps().end(), [](const auto& step) {
        return step.state() == v1::Comparison::STATE_ANALYSIS;
      });
  if (was_analysed || (message.state() >= v1::Comparison::STATE_ANALYSIS &&
                       message.state() != v1::Comparison::STATE_CANCELLED)) {
    return;
  }
  for (auto& submission : *message.mutable_submissions()) {
    submission.clear_results();
  }
  for (auto& correction : *message.mutable_corrections()) {
    correction.clear_results();
  }
}

}  // namespace suyuan::registry
