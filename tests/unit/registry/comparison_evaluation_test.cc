#include <cmath>
#include <vector>

#include "catch2/catch.hpp"
#include "services/registry/comparison/evaluation.h"
#include "tests/unit/registry/any_comparison.h"

namespace suyuan::registry::comparison {
namespace {

// Voltages in µV above 1 V: six laboratories against the lead of a case paper.
Comparison Voltages(ReferenceMethod method) {
  return Measured(method, Reported(1, 4), Reported(1, 4),
                  {Reported(2, 5), Reported(10, 5), Reported(-10, 6),
                   Reported(-1, 5), Reported(0, 5), Reported(4, 5)});
}

// Four lengths whose weighted mean they do not all agree with.
Comparison Lengths() {
  return Measured(ReferenceMethod::kWeightedMean, Reported(10, 0.001),
                  Reported(10, 0.001),
                  {Reported(10.0012, 0.0010), Reported(10.0004, 0.0008),
                   Reported(10.0021, 0.0016), Reported(9.9996, 0.0010)});
}

// The pilot takes part with its own standard.
Comparison WithPilot(Comparison comparison) {
  comparison.participants.insert(
      comparison.participants.begin(),
      {comparison.pilot, "standards/of-pilot", true, {}, ""});
  return comparison;
}

std::vector<Verdict> VerdictsOf(const Evaluation& evaluation) {
  std::vector<Verdict> verdicts;
  for (const Score& score : evaluation.scores) {
    verdicts.push_back(score.verdict);
  }
  return verdicts;
}

constexpr Verdict kGood = Verdict::kSatisfactory;
constexpr Verdict kBad = Verdict::kUnsatisfactory;
constexpr Verdict kOpen = Verdict::kUndecided;

TEST_CASE("Against the lead's value two of six laboratories fail") {
  const Evaluation evaluation = Evaluate(Voltages(ReferenceMethod::kPilot));
  const double expected[] = {0.156, 1.406, -1.525, -0.312, -0.156, 0.469};
  REQUIRE(evaluation.scores.size() == 6);
  for (int i = 0; i < 6; ++i) {
    const Score& score = evaluation.scores[i];
    CHECK(score.en_number.value() == Approx(expected[i]).margin(0.0005));
    CHECK_FALSE(score.contributed);
  }
  CHECK(VerdictsOf(evaluation) ==
        std::vector<Verdict>{kGood, kBad, kBad, kGood, kGood, kGood});
  CHECK(evaluation.points[0].reference->value == 1);
  CHECK_FALSE(evaluation.points[0].consistency.has_value());
  CHECK(evaluation.points[0].grubbs_outliers.empty());
  CHECK(evaluation.absent.empty());
}

TEST_CASE("The largest consistent subset leaves out laboratories 3 and 2") {
  const Evaluation evaluation =
      Evaluate(WithPilot(Voltages(ReferenceMethod::kWeightedMean)));
  const PointSummary& point = evaluation.points[0];
  CHECK(point.removed ==
        std::vector<std::string>{"institutions/lab-3", "institutions/lab-2"});
  CHECK(point.reference->value == Approx(1.180).margin(0.0005));
  CHECK(point.reference->uncertainty.value() == Approx(1.060).margin(0.0005));
  const Score& sixth = evaluation.scores[6];
  CHECK(sixth.institution == "institutions/lab-6");
  CHECK(sixth.contributed);
  CHECK(sixth.en_number.value() == Approx(0.623).margin(0.0005));
  CHECK_FALSE(evaluation.scores[2].contributed);
  CHECK(evaluation.scores[2].verdict == kBad);
  // Grubbs over all seven finds none: G is 1.806, and 1.938 is allowed.
  CHECK(point.grubbs_outliers.empty());
}

TEST_CASE("Without laboratory 2 Grubbs finds laboratory 3") {
  Comparison comparison = WithPilot(Voltages(ReferenceMethod::kPilot));
  comparison.participants.erase(comparison.participants.begin() + 2);
  const Evaluation evaluation = Evaluate(comparison);
  CHECK(evaluation.points[0].grubbs_outliers ==
        std::vector<std::string>{"institutions/lab-3"});
}

TEST_CASE("Who agrees with the reduced mean and who was left out of it") {
  const Evaluation evaluation = Evaluate(Lengths());
  const PointSummary& point = evaluation.points[0];
  CHECK((point.reference->value - 10) * 1e6 == Approx(896).margin(0.5));
  CHECK(point.reference->uncertainty.value() * 1e6 == Approx(291).margin(0.5));
  CHECK(point.removed == std::vector<std::string>{"institutions/lab-4"});
  CHECK(point.consistency->chi_squared == Approx(4.172).margin(0.0005));
  CHECK(point.consistency->critical_chi_squared == Approx(5.991).margin(5e-4));
  CHECK(point.consistency->birge_ratio == Approx(1.444).margin(0.0005));
  const double expected[] = {0.374, -0.903, 0.808, -1.120};
  const double degree[] = {0.000813, 0.000549, 0.001490, 0.001157};
  for (int i = 0; i < 4; ++i) {
    const Score& score = evaluation.scores[i];
    CHECK(score.en_number.value() == Approx(expected[i]).margin(0.0005));
    CHECK(score.expanded_uncertainty.value() == Approx(degree[i]).margin(5e-7));
  }
  CHECK(VerdictsOf(evaluation) ==
        std::vector<Verdict>{kGood, kGood, kGood, kBad});
}

TEST_CASE("A laboratory that may not contribute is left out of the mean") {
  Comparison comparison = Lengths();
  comparison.participants[3].contributes = false;
  const Evaluation evaluation = Evaluate(comparison);
  CHECK((evaluation.points[0].reference->value - 10) * 1e6 ==
        Approx(896).margin(0.5));
  CHECK(evaluation.points[0].removed.empty());
  CHECK_FALSE(evaluation.scores[3].contributed);
  CHECK(evaluation.scores[3].en_number.value() == Approx(-1.120).margin(5e-4));
}

TEST_CASE("Two laboratories that disagree give no mean to be judged by") {
  const Evaluation evaluation =
      Evaluate(Measured(ReferenceMethod::kWeightedMean, Reported(1, 1),
                        Reported(1, 1), {Reported(0, 1), Reported(9, 1)}));
  CHECK(evaluation.points[0].consistency->chi_squared >
        evaluation.points[0].consistency->critical_chi_squared);
  CHECK(evaluation.scores[0].en_number.has_value());
  CHECK(VerdictsOf(evaluation) == std::vector<Verdict>{kOpen, kOpen});
}

TEST_CASE("A mean of one laboratory is none") {
  Comparison comparison = Lengths();
  for (int i = 1; i < 4; ++i) comparison.participants[i].contributes = false;
  const Evaluation evaluation = Evaluate(comparison);
  CHECK_FALSE(evaluation.points[0].reference.has_value());
  for (const Score& score : evaluation.scores) {
    CHECK_FALSE(score.difference.has_value());
    CHECK_FALSE(score.en_number.has_value());
    CHECK(score.verdict == kOpen);
  }
}

TEST_CASE("The stray value of seven pulls median and robust mean little") {
  std::vector<metrology::LaboratoryResult> results;
  for (const double x : {9.98, 10.02, 10.01, 9.99, 10.03, 10.00, 10.40}) {
    results.push_back(Reported(x, 0.04));
  }
  Comparison comparison = Measured(ReferenceMethod::kRobust, Reported(10, 0.01),
                                   Reported(10, 0.01), results);
  comparison.points[0].proficiency_standard_deviation = 0.0293;
  const Evaluation robust = Evaluate(comparison);
  CHECK(robust.points[0].reference->value == Approx(10.0123).margin(5e-5));
  CHECK(robust.points[0].robust->standard_deviation ==
        Approx(0.0293).margin(5e-5));
  // 1.25 · 0.0293 / √7
  CHECK(robust.points[0].reference->uncertainty.value() ==
        Approx(0.01384).margin(5e-5));
  CHECK(robust.scores[6].z.value() == Approx(13.2).margin(0.05));
  CHECK(robust.scores[6].contributed);
  CHECK(robust.scores[6].verdict == kBad);
  CHECK(robust.points[0].grubbs_outliers ==
        std::vector<std::string>{"institutions/lab-7"});

  comparison.reference_method = ReferenceMethod::kMedian;
  const Evaluation median = Evaluate(comparison);
  CHECK(median.points[0].reference->value == Approx(10.01));
  // 1.858 · 0.02 / √6
  CHECK(median.points[0].reference->uncertainty.value() ==
        Approx(0.01517).margin(5e-5));
}

TEST_CASE("Two values have a median and no robust mean") {
  Comparison comparison =
      Measured(ReferenceMethod::kRobust, Reported(1, 1), Reported(1, 1),
               {Reported(1, 1), Reported(2, 1)});
  CHECK_FALSE(Evaluate(comparison).points[0].reference.has_value());
  CHECK_FALSE(Evaluate(comparison).points[0].robust.has_value());
  comparison.reference_method = ReferenceMethod::kMedian;
  CHECK(Evaluate(comparison).points[0].reference->value == Approx(1.5));
}

TEST_CASE("An assigned value judges the pilot too") {
  Comparison comparison = WithPilot(Voltages(ReferenceMethod::kAssigned));
  comparison.points[0].assigned = Reported(1, 1);
  const Evaluation evaluation = Evaluate(comparison);
  REQUIRE(evaluation.scores.size() == 7);
  CHECK(evaluation.scores[0].institution == comparison.pilot);
  CHECK(evaluation.scores[0].verdict == kGood);
  comparison.points[0].assigned.reset();
  CHECK(Evaluate(comparison).scores[0].verdict == kOpen);
}

TEST_CASE("A pilot that is the reference has no score of its own") {
  const Evaluation evaluation =
      Evaluate(WithPilot(Voltages(ReferenceMethod::kPilot)));
  REQUIRE(evaluation.scores.size() == 6);
  CHECK(evaluation.scores[0].institution == "institutions/lab-1");
}

TEST_CASE("A drift within the pilot's U is taken off by days") {
  // Half a unit in 61 days; the laboratory measured on day 31.
  Comparison comparison =
      Measured(ReferenceMethod::kPilot, Reported(100, 1), Reported(100.5, 1),
               {Reported(101, 2), Reported(100, 2)});
  const Evaluation evaluation = Evaluate(comparison);
  const PointSummary& point = evaluation.points[0];
  CHECK(point.drift.value() == Approx(0.5));
  CHECK(point.drift_standard_uncertainty.value() ==
        Approx(0.5 / std::sqrt(12)));
  CHECK_FALSE(point.ring_is_invalid);
  const Score& score = evaluation.scores[0];
  CHECK(score.difference.value() == Approx(1 - 0.5 * 31 / 61));
  CHECK(score.expanded_uncertainty.value() ==
        Approx(2 * std::sqrt(1 + 0.25 + 0.25 / 12)));
  // The share of a laboratory's U among the others' is that of what it said.
  CHECK(score.uncertainty_ratio.value() == Approx(1));
}

TEST_CASE("A drift beyond the pilot's U leaves nothing decided") {
  const auto with_drift = [](double drift) {
    return Evaluate(Measured(ReferenceMethod::kPilot, Reported(100, 1),
                             Reported(100 + drift, 1),
                             {Reported(150, 2), Reported(100, 2)}));
  };
  CHECK_FALSE(with_drift(1).points[0].ring_is_invalid);
  CHECK(VerdictsOf(with_drift(1)) == std::vector<Verdict>{kBad, kGood});
  CHECK(with_drift(-1.001).points[0].ring_is_invalid);
  CHECK(VerdictsOf(with_drift(-1.001)) == std::vector<Verdict>{kOpen, kOpen});
  CHECK(with_drift(-1.001).scores[0].en_number.has_value());
}

TEST_CASE("A ring that goes round in a day has its drift halfway") {
  Comparison comparison =
      Measured(ReferenceMethod::kPilot, Reported(100, 1), Reported(100.5, 1),
               {Reported(100, 2), Reported(100, 2)});
  for (Submission& submission : comparison.submissions) {
    submission.day = Day(3, 1);
  }
  const Evaluation evaluation = Evaluate(comparison);
  CHECK(evaluation.points[0].drift.value() == Approx(0.5));
  CHECK(evaluation.scores[0].difference.value() == Approx(-0.25));
}

TEST_CASE("Without an E_n the z score decides, z′ where u of x_ref is large") {
  // No U at all: no E_n.
  Comparison comparison =
      Measured(ReferenceMethod::kAssigned, Reported(0, 1), Reported(0, 1),
               {{2.5, {}}, {3.5, {}}, {1.5, {}}});
  comparison.points[0].assigned = metrology::LaboratoryResult{0, {}};
  CHECK(VerdictsOf(Evaluate(comparison)) ==
        std::vector<Verdict>{kOpen, kOpen, kOpen});
  comparison.points[0].proficiency_standard_deviation = 1;
  CHECK(VerdictsOf(Evaluate(comparison)) ==
        std::vector<Verdict>{Verdict::kQuestionable, kBad, kGood});
}

TEST_CASE("E_n decides where both can be had") {
  Comparison comparison =
      Measured(ReferenceMethod::kPilot, Reported(0, 1), Reported(0, 1),
               {Reported(5, 10), Reported(5, 1)});
  comparison.points[0].proficiency_standard_deviation = 1;
  const Evaluation evaluation = Evaluate(comparison);
  CHECK(evaluation.scores[0].z.value() == Approx(5));
  CHECK(evaluation.scores[0].z_prime.value() == Approx(5 / std::sqrt(1.25)));
  CHECK(evaluation.scores[0].zeta.value() == Approx(5 / std::sqrt(25 + 0.25)));
  CHECK(evaluation.scores[0].verdict == kGood);
  // It passes by its large U, and that is told.
  CHECK(evaluation.scores[0].uncertainty_ratio.value() == Approx(10 / 5.5));
  CHECK(evaluation.scores[1].verdict == kBad);
}

TEST_CASE("A correction changes no number of the evaluation") {
  Comparison comparison = Voltages(ReferenceMethod::kPilot);
  const Evaluation before = Evaluate(comparison);
  comparison.contested_by = {"institutions/lab-2"};
  const Evaluation after = Evaluate(comparison);
  CHECK(after.scores[1].en_number == before.scores[1].en_number);
  CHECK(after.basis_digest == before.basis_digest);
}

TEST_CASE("Who did not hand in is absent and has no score") {
  Comparison comparison = Voltages(ReferenceMethod::kPilot);
  comparison.submissions.erase(comparison.submissions.begin() + 6);
  const Evaluation evaluation = Evaluate(comparison);
  CHECK(evaluation.scores.size() == 5);
  CHECK(evaluation.absent == std::vector<std::string>{"institutions/lab-6"});
}

TEST_CASE("A laboratory is as good as its worst point") {
  const auto verdict = [](std::vector<Verdict> points) {
    std::vector<Score> scores;
    for (const Verdict v : points) {
      Score score;
      score.institution = "institutions/a";
      score.point = std::to_string(scores.size());
      score.verdict = v;
      scores.push_back(score);
    }
    return OutcomesOf(scores).at(0);
  };
  CHECK(verdict({kGood, kGood}).verdict == kGood);
  CHECK(verdict({kGood, Verdict::kQuestionable}).verdict ==
        Verdict::kQuestionable);
  CHECK(verdict({kOpen, Verdict::kQuestionable}).verdict == kOpen);
  CHECK(verdict({kGood, kOpen}).verdict == kOpen);
  const Outcome failed = verdict({kOpen, kBad, kGood, kBad});
  CHECK(failed.verdict == kBad);
  CHECK(failed.failed_points == std::vector<std::string>{"1", "3"});
}

}  // namespace
}  // namespace suyuan::registry::comparison
