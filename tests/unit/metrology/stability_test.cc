#include "libs/metrology/stability.h"

#include <cmath>
#include <vector>

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

using Groups = std::vector<StabilityGroup>;
using absl::CivilDay;

StabilityLimit Corrected(double expanded, double k = 2) {
  return {.use = StabilityLimit::Use::kWithCorrections,
          .uncertainty = U(expanded, k)};
}

StabilityLimit ByNominalValue(double mpev) {
  return {.use = StabilityLimit::Use::kWithoutCorrections, .mpev = mpev};
}

// A month apart each, spread 0.4 and last step 0.1.
Groups FourMonths() {
  return {{CivilDay(2025, 1, 31), 10.0},
          {CivilDay(2025, 2, 28), 10.4},
          {CivilDay(2025, 3, 28), 10.1},
          {CivilDay(2025, 4, 28), 10.2}};
}

CapabilityVerdict Judge(StandardService service, const Groups& groups,
                        const StabilityLimit& limit) {
  return JudgeStability(service, groups, limit).value();
}

TEST_CASE("A new standard's spread must stay below U, equal is too much") {
  const auto pass =
      Judge(StandardService::kNew, FourMonths(), Corrected(0.401));
  CHECK(pass.outcome == Outcome::kPass);
  CHECK(*pass.observed == Approx(0.4));
  CHECK(*pass.limit == Approx(0.401));
  CHECK(pass.count == 4);
  CHECK(pass.wanted == 4);
  CHECK(Judge(StandardService::kNew, FourMonths(), Corrected(0.4)).outcome ==
        Outcome::kFail);
}

TEST_CASE("U at k = 3 is brought to k = 2 before the spread is judged") {
  CHECK(
      Judge(StandardService::kNew, FourMonths(), Corrected(0.601, 3)).outcome ==
      Outcome::kPass);
  const auto fail =
      Judge(StandardService::kNew, FourMonths(), Corrected(0.599, 3));
  CHECK(fail.outcome == Outcome::kFail);
  CHECK(*fail.limit == Approx(0.599 / 1.5));
}

TEST_CASE("A standard used by its nominal value is judged by its MPE") {
  CHECK(Judge(StandardService::kNew, FourMonths(), ByNominalValue(0.401))
            .outcome == Outcome::kPass);
  CHECK(
      Judge(StandardService::kNew, FourMonths(), ByNominalValue(0.4)).outcome ==
      Outcome::kFail);
}

TEST_CASE("Three groups are too few, and a day less than a month too close") {
  Groups three = FourMonths();
  three.pop_back();
  const auto few = Judge(StandardService::kNew, three, Corrected(9));
  CHECK(few.outcome == Outcome::kIndeterminate);
  CHECK(few.reason == Reason::kTooFewGroups);
  CHECK(*few.observed == Approx(0.4));
  Groups close = FourMonths();
  close[2].day = CivilDay(2025, 3, 27);
  const auto verdict = Judge(StandardService::kNew, close, Corrected(9));
  CHECK(verdict.outcome == Outcome::kIndeterminate);
  CHECK(verdict.reason == Reason::kGroupsTooClose);
}

TEST_CASE("Groups come in any order") {
  Groups turned = FourMonths();
  std::swap(turned.front(), turned.back());
  const auto verdict = Judge(StandardService::kInService,
                             {{CivilDay(2025, 5, 1), 10.3},
                              {CivilDay(2023, 5, 1), 9.0},
                              {CivilDay(2024, 6, 1), 10.2}},
                             Corrected(0.2));
  CHECK(Judge(StandardService::kNew, turned, Corrected(0.401)).outcome ==
        Outcome::kPass);
  CHECK(verdict.outcome == Outcome::kPass);
  CHECK(*verdict.observed == Approx(0.1));
}

TEST_CASE("In service the step from the last year's group counts") {
  const Groups years = {{CivilDay(2023, 12, 30), 9.0},
                        {CivilDay(2024, 1, 2), 10.0},
                        {CivilDay(2025, 12, 30), 10.3}};
  const auto verdict =
      Judge(StandardService::kInService, years, Corrected(0.31));
  CHECK(verdict.outcome == Outcome::kPass);
  CHECK(*verdict.observed == Approx(0.3));
  CHECK(verdict.wanted == 2);
  CHECK(Judge(StandardService::kInService, years, Corrected(0.29)).outcome ==
        Outcome::kFail);
}

TEST_CASE("A year without a group leaves the newest step undecided") {
  const auto gap =
      Judge(StandardService::kInService,
            {{CivilDay(2023, 6, 1), 10.0}, {CivilDay(2025, 6, 1), 10.0}},
            Corrected(1));
  CHECK(gap.outcome == Outcome::kIndeterminate);
  CHECK(gap.reason == Reason::kYearMissing);
  const auto same =
      Judge(StandardService::kInService,
            {{CivilDay(2025, 1, 1), 10.0}, {CivilDay(2025, 12, 31), 10.0}},
            Corrected(1));
  CHECK(same.reason == Reason::kGroupsTooClose);
  const auto one = Judge(StandardService::kInService,
                         {{CivilDay(2025, 1, 1), 10.0}}, Corrected(1));
  CHECK(one.reason == Reason::kTooFewGroups);
  CHECK_FALSE(one.observed.has_value());
}

TEST_CASE("Without a limit no change is small enough") {
  StabilityLimit none;
  CHECK(Judge(StandardService::kNew, FourMonths(), none).reason ==
        Reason::kNoUncertainty);
  none.use = StabilityLimit::Use::kWithoutCorrections;
  none.uncertainty = U(9);  // of no use here
  const auto verdict = Judge(StandardService::kNew, FourMonths(), none);
  CHECK(verdict.outcome == Outcome::kIndeterminate);
  CHECK(verdict.reason == Reason::kNoMaximumPermissibleError);
}

TEST_CASE("Groups and limit must be numbers that measurements give") {
  Groups bad = FourMonths();
  bad[1].mean = NAN;
  CHECK_THAT(StatusOf(JudgeStability(StandardService::kNew, bad, Corrected(1))),
             HasReason("CAPABILITY_INVALID"));
  CHECK_THAT(StatusOf(JudgeStability(StandardService::kNew, FourMonths(),
                                     ByNominalValue(-1))),
             HasReason("CAPABILITY_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
