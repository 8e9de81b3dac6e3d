#include "libs/metrology/repeatability.h"

#include <cmath>
#include <vector>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::StatusOf;

using Outcome = CapabilityOutcome;
using Reason = CapabilityReason;

const std::vector<double> kTen = {98, 98, 98, 98, 100, 100, 102, 102, 102, 102};

CapabilityVerdict Judge(const std::vector<double>& readings,
                        absl::optional<double> budget) {
  return JudgeRepeatability(readings, budget).value();
}

double S(const std::vector<double>& readings) {
  return ExperimentalStandardDeviation(readings).value();
}

TEST_CASE("s is that of Bessel, and an offset takes no digit of it") {
  CHECK(S({1, 2}) == Approx(std::sqrt(0.5)));
  CHECK(S(kTen) == Approx(std::sqrt(32.0 / 9)));
  std::vector<double> high = kTen;
  for (double& x : high) x += 1e9;
  CHECK(S(high) == Approx(std::sqrt(32.0 / 9)));
  CHECK(S({5, 5, 5}) == 0);
  CHECK_THAT(StatusOf(ExperimentalStandardDeviation({1})),
             HasReason("CAPABILITY_INVALID"));
}

TEST_CASE("Ten readings pass up to the s of the budget") {
  const double s = S(kTen);
  const CapabilityVerdict pass = Judge(kTen, s);
  CHECK(pass.outcome == Outcome::kPass);
  CHECK(pass.reason == Reason::kWithinLimit);
  CHECK(*pass.observed == s);
  CHECK(*pass.limit == s);
  CHECK(pass.count == 10);
  CHECK(pass.wanted == 10);
  CHECK(pass.rules == "JJF 1033-2023/1");
  const CapabilityVerdict fail = Judge(kTen, s * 0.999);
  CHECK(fail.outcome == Outcome::kFail);
  CHECK(fail.reason == Reason::kBeyondLimit);
}

TEST_CASE("Nine readings decide nothing, however well they agree") {
  const CapabilityVerdict verdict = Judge(std::vector<double>(9, 5.0), 1);
  CHECK(verdict.outcome == Outcome::kIndeterminate);
  CHECK(verdict.reason == Reason::kTooFewReadings);
  CHECK(*verdict.observed == 0);
  CHECK(verdict.count == 9);
  CHECK_FALSE(Judge({5}, 1).observed.has_value());
  CHECK(Judge({}, 1).reason == Reason::kTooFewReadings);
}

TEST_CASE("An agency may want other numbers, and the verdict says which") {
  const CapabilityRules six = {.version = "地方/2", .least_readings = 6};
  const auto verdict =
      JudgeRepeatability(std::vector<double>(6, 5.0), 1, six).value();
  CHECK(verdict.outcome == Outcome::kPass);
  CHECK(verdict.wanted == 6);
  CHECK(verdict.rules == "地方/2");
}

TEST_CASE("Without the budget's s nothing passes") {
  const CapabilityVerdict verdict = Judge(kTen, absl::nullopt);
  CHECK(verdict.outcome == Outcome::kIndeterminate);
  CHECK(verdict.reason == Reason::kNoBudget);
  CHECK(verdict.observed.has_value());
  CHECK_FALSE(verdict.limit.has_value());
}

TEST_CASE("Readings and budget must be numbers that measurements give") {
  std::vector<double> bad = kTen;
  bad[3] = NAN;
  CHECK_THAT(StatusOf(JudgeRepeatability(bad, 1)),
             HasReason("CAPABILITY_INVALID"));
  CHECK_THAT(StatusOf(JudgeRepeatability(kTen, -1)),
             HasReason("CAPABILITY_INVALID"));
  CHECK_THAT(StatusOf(JudgeRepeatability(kTen, double{NAN})),
             HasReason("CAPABILITY_INVALID"));
}

TEST_CASE("Each reason has a code and a sentence in both languages") {
  for (int i = 0; i <= static_cast<int>(Reason::kNoMaximumPermissibleError);
       ++i) {
    const CapabilityReasonText& text = TextOf(static_cast<Reason>(i));
    CHECK_FALSE(text.code.empty());
    CHECK_FALSE(text.en.empty());
    CHECK_FALSE(text.zh.empty());
  }
  CHECK(TextOf(Reason::kBeyondLimit).code == "BEYOND_LIMIT");
  CHECK(TextOf(Reason::kNoMaximumPermissibleError).code == "NO_MPE");
  CHECK(ToString(Outcome::kPass) == "PASS");
  CHECK(ToString(Outcome::kFail) == "FAIL");
  CHECK(ToString(Outcome::kIndeterminate) == "INDETERMINATE");
}

}  // namespace
}  // namespace suyuan::metrology
