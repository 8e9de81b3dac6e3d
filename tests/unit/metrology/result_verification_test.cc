#include "libs/metrology/result_verification.h"

#include <cmath>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::StatusOf;

using Outcome = CapabilityOutcome;
using Reason = CapabilityReason;

ExpandedUncertainty U(double expanded, double k = 2) {
  return ExpandedUncertainty::From(expanded, CoverageFactor::From(k).value())
      .value();
}

TEST_CASE("200.0012 g with k = 2 against k = 3: 2.0 mg within 2.24 mg") {
  const VerifiedResult laboratory = {200001.2, U(2.0)};    // mg
  const VerifiedResult reference = {200003.2, U(1.5, 3)};  // 1.0 at k = 2
  const auto verdict = JudgeByTransfer(laboratory, reference).value();
  CHECK(verdict.outcome == Outcome::kPass);
  CHECK(*verdict.observed == Approx(2.0));
  CHECK(*verdict.limit == Approx(2.236).margin(0.0005));
}

TEST_CASE("U taken as if at k = 2 would let 2.4 mg pass") {
  const VerifiedResult laboratory = {200001.2, U(2.0)};
  const auto verdict =
      JudgeByTransfer(laboratory, {200003.6, U(1.5, 3)}).value();
  CHECK(verdict.outcome == Outcome::kFail);
  CHECK(verdict.reason == Reason::kBeyondLimit);
  CHECK(JudgeByTransfer(laboratory, {200003.6, U(1.5)})->outcome ==
        Outcome::kPass);
}

TEST_CASE("A distance equal to the limit of the transfer passes") {
  CHECK(JudgeByTransfer({10.0, U(0.3)}, {10.5, U(0.4)})->outcome ==
        Outcome::kPass);
  CHECK(JudgeByTransfer({10.0, U(0.3)}, {10.501, U(0.4)})->outcome ==
        Outcome::kFail);
}

TEST_CASE("A transfer wants both uncertainties") {
  for (const auto& [a, b] :
       {std::pair<VerifiedResult, VerifiedResult>{{1, U(1)}, {1, {}}},
        {{1, {}}, {1, U(1)}}}) {
    const auto verdict = JudgeByTransfer(a, b).value();
    CHECK(verdict.outcome == Outcome::kIndeterminate);
    CHECK(verdict.reason == Reason::kNoUncertainty);
    CHECK(*verdict.observed == 0);
    CHECK_FALSE(verdict.limit.has_value());
  }
  CHECK_THAT(StatusOf(JudgeByTransfer({NAN, U(1)}, {1, U(1)})),
             HasReason("CAPABILITY_INVALID"));
}

TEST_CASE("Of four laboratories each may lie √¾ U from the mean of all") {
  // ȳ = 10.3.
  const VerifiedResult laboratory = {10.0, U(0.3465)};
  const auto verdict =
      JudgeByComparison(laboratory, {10.4, 10.4, 10.4}).value();
  CHECK(*verdict.observed == Approx(0.3));
  CHECK(*verdict.limit == Approx(std::sqrt(0.75) * 0.3465));
  CHECK(verdict.outcome == Outcome::kPass);
  CHECK(verdict.count == 4);
  CHECK(JudgeByComparison({10.0, U(0.3463)}, {10.4, 10.4, 10.4})->outcome ==
        Outcome::kFail);
}

TEST_CASE("U of the comparison is brought to k = 2") {
  CHECK(JudgeByComparison({10.0, U(0.5198, 3)}, {10.4, 10.4, 10.4})->outcome ==
        Outcome::kPass);
  CHECK(JudgeByComparison({10.0, U(0.5194, 3)}, {10.4, 10.4, 10.4})->outcome ==
        Outcome::kFail);
}

TEST_CASE("Two laboratories are too few for a comparison") {
  const auto two = JudgeByComparison({10, U(1)}, {10}).value();
  CHECK(two.outcome == Outcome::kIndeterminate);
  CHECK(two.reason == Reason::kTooFewLaboratories);
  CHECK(two.count == 2);
  CHECK(two.wanted == 3);
  CHECK(JudgeByComparison({10, U(1)}, {10, 10})->outcome == Outcome::kPass);
  const auto alone = JudgeByComparison({10, U(1)}, {}).value();
  CHECK(alone.reason == Reason::kTooFewLaboratories);
  CHECK_FALSE(alone.observed.has_value());
}

TEST_CASE("A comparison wants the laboratory's uncertainty") {
  const auto verdict = JudgeByComparison({10, {}}, {10, 10}).value();
  CHECK(verdict.outcome == Outcome::kIndeterminate);
  CHECK(verdict.reason == Reason::kNoUncertainty);
  CHECK(*verdict.observed == 0);
  CHECK_THAT(StatusOf(JudgeByComparison({10, U(1)}, {10, INFINITY})),
             HasReason("CAPABILITY_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
