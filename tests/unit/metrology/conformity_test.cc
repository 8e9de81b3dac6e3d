#include "libs/metrology/conformity.h"

#include <cmath>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

ExpandedUncertainty U95(double expanded) {
  return ExpandedUncertainty::From(expanded, CoverageFactor::From(2).value())
      .value();
}
StandardUncertainty U(double u) { return StandardUncertainty::From(u).value(); }
ToleranceInterval Around(double nominal, double mpev) {
  return ToleranceInterval::Around(nominal, mpev).value();
}
Decision By(DecisionRule rule, double value, const ToleranceInterval& interval,
            double expanded) {
  return Decide(rule, value, interval, U95(expanded)).value();
}

TEST_CASE("Limits ascend and are finite") {
  CHECK_THAT(StatusOf(ToleranceInterval::Between(1, 1)),
             HasReason("CONFORMITY_INVALID"));
  CHECK_THAT(StatusOf(ToleranceInterval::Between(0, INFINITY)),
             HasReason("CONFORMITY_INVALID"));
  CHECK_THAT(StatusOf(ToleranceInterval::Around(5, 0)),
             HasReason("CONFORMITY_INVALID"));
  CHECK_THAT(StatusOf(ToleranceInterval::AtMost(NAN)),
             HasReason("CONFORMITY_INVALID"));
  CHECK_THAT(StatusOf(ToleranceInterval::AtLeast(INFINITY)),
             HasReason("CONFORMITY_INVALID"));
}

TEST_CASE("A rule has one name, read back as written") {
  const auto rule = GENERATE(DecisionRule::kSimple, DecisionRule::kGuardU,
                             DecisionRule::kGuard1645, DecisionRule::kNonBinary,
                             DecisionRule::kJjf1094, DecisionRule::kR111Weight);
  CHECK(ParseDecisionRule(ToString(rule)).value() == rule);
  CHECK_THAT(StatusOf(ParseDecisionRule("JJG")),
             HasReason("CONFORMITY_INVALID"));
  CHECK_THAT(StatusOf(ParseDecisionRule("simple")),
             HasReason("CONFORMITY_INVALID"));
}

TEST_CASE("Simple acceptance takes the limit itself, as decimals") {
  const auto simple = DecisionRule::kSimple;
  CHECK(By(simple, 10.3, Around(10.0, 0.3), 0.2) == Decision::kPass);
  CHECK(By(simple, 9.7, Around(10.0, 0.3), 0.2) == Decision::kPass);
  CHECK(By(simple, 10.3001, Around(10.0, 0.3), 0.2) == Decision::kFail);
  CHECK(By(simple, 9.6999, Around(10.0, 0.3), 0.2) == Decision::kFail);
}

TEST_CASE("One limit judges one side") {
  const auto most = ToleranceInterval::AtMost(5).value();
  CHECK(By(DecisionRule::kSimple, -1e9, most, 1) == Decision::kPass);
  CHECK(By(DecisionRule::kSimple, 5.01, most, 1) == Decision::kFail);
  const auto least = ToleranceInterval::AtLeast(5).value();
  CHECK(By(DecisionRule::kGuardU, 6, least, 1) == Decision::kPass);
  CHECK(By(DecisionRule::kGuardU, 5.99, least, 1) == Decision::kFail);
  CHECK(By(DecisionRule::kNonBinary, 4.5, least, 1) ==
        Decision::kConditionalFail);
}

TEST_CASE("A guard of U moves both limits inwards by U") {
  const auto guard = DecisionRule::kGuardU;
  CHECK(By(guard, 0.8, Around(0, 1), 0.2) == Decision::kPass);
  CHECK(By(guard, -0.8, Around(0, 1), 0.2) == Decision::kPass);
  CHECK(By(guard, 0.8001, Around(0, 1), 0.2) == Decision::kFail);
  CHECK(By(guard, -0.8001, Around(0, 1), 0.2) == Decision::kFail);
  // U beyond the limits leaves nothing to accept.
  CHECK(By(guard, 0, Around(0, 1), 1.01) == Decision::kFail);
}

TEST_CASE("A guard of 1.645 u puts the acceptance limit at 0.8355") {
  const auto guard = DecisionRule::kGuard1645;
  CHECK(1 - GuardBand(guard, Around(0, 1), U95(0.2)) ==
        Approx(0.8355).epsilon(1e-12));
  CHECK(By(guard, 0.8355, Around(0, 1), 0.2) == Decision::kPass);
  CHECK(By(guard, 0.8356, Around(0, 1), 0.2) == Decision::kFail);
  CHECK(ConformanceProbability(0.8355, Around(0, 1), U(0.1)).value() ==
        Approx(0.950).margin(0.0005));
}

TEST_CASE("Four zones meet at TL − U, TL and TL + U") {
  struct Case {
    double value;
    Decision decision;
  };
  const auto c = GENERATE(values<Case>({
      {0, Decision::kPass},
      {0.8, Decision::kPass},
      {0.8001, Decision::kConditionalPass},
      {1.0, Decision::kConditionalPass},
      {1.0001, Decision::kConditionalFail},
      {1.2, Decision::kConditionalFail},
      {1.2001, Decision::kFail},
  }));
  CHECK(By(DecisionRule::kNonBinary, c.value, Around(0, 1), 0.2) == c.decision);
  CHECK(By(DecisionRule::kNonBinary, -c.value, Around(0, 1), 0.2) ==
        c.decision);
}

TEST_CASE("JJF 1094 leaves a U of a third of the MPEV out of account") {
  struct Case {
    double deviation, expanded;
    Decision decision;
  };
  const auto c = GENERATE(values<Case>({
      {0.30, 0.05, Decision::kPass},
      {0.31, 0.05, Decision::kFail},
      {0.14, 0.15, Decision::kPass},
      {0.15, 0.15, Decision::kPass},
      {0.151, 0.15, Decision::kUndecided},
      {0.20, 0.15, Decision::kUndecided},
      {0.449, 0.15, Decision::kUndecided},
      {0.45, 0.15, Decision::kFail},
      // A third exactly still is left out; a little more is not.
      {0.30, 0.10, Decision::kPass},
      {0.30, 0.1001, Decision::kUndecided},
  }));
  const ToleranceInterval limits = Around(0, 0.30);
  CHECK(By(DecisionRule::kJjf1094, c.deviation, limits, c.expanded) ==
        c.decision);
  CHECK(By(DecisionRule::kJjf1094, -c.deviation, limits, c.expanded) ==
        c.decision);
}

TEST_CASE("The guard of JJF 1094 is U, or none to a third") {
  const ToleranceInterval limits = Around(0, 0.30);
  CHECK(GuardBand(DecisionRule::kJjf1094, limits, U95(0.10)) == 0);
  CHECK(GuardBand(DecisionRule::kJjf1094, limits, U95(0.15)) == 0.15);
  CHECK(GuardBand(DecisionRule::kSimple, limits, U95(0.15)) == 0);
}

TEST_CASE("A weight conforms within δm − U, and only a fit U decides") {
  const auto weight = DecisionRule::kR111Weight;
  const ToleranceInterval f1 = Around(1000000, 5.0);  // mg
  CHECK(By(weight, 1000003.5, f1, 1.5) == Decision::kPass);
  CHECK(By(weight, 1000003.6, f1, 1.5) == Decision::kFail);
  CHECK(By(weight, 999996.5, f1, 1.5) == Decision::kPass);
  CHECK(By(weight, 999996.4, f1, 1.5) == Decision::kFail);
  const ToleranceInterval f2 = Around(1000000, 15.0);
  CHECK(By(weight, 1000000, f2, 5.0) == Decision::kPass);
  CHECK(By(weight, 1000000, f2, 5.001) == Decision::kUndecided);
}

TEST_CASE("JJF 1094 and R 111 want two limits, every rule a value") {
  const auto most = ToleranceInterval::AtMost(5).value();
  CHECK_THAT(StatusOf(Decide(DecisionRule::kJjf1094, 1, most, U95(1))),
             HasReason("CONFORMITY_INVALID"));
  CHECK_THAT(StatusOf(Decide(DecisionRule::kR111Weight, 1, most, U95(1))),
             HasReason("CONFORMITY_INVALID"));
  CHECK_THAT(StatusOf(Decide(DecisionRule::kSimple, NAN, most, U95(1))),
             HasReason("CONFORMITY_INVALID"));
}

TEST_CASE("An authority proves non-conformity beyond TL + U only") {
  const auto proves = [](double value) {
    return ProvesNonConformity(value, Around(0, 1), U95(0.2)).value();
  };
  CHECK_FALSE(proves(1.1));
  CHECK_FALSE(proves(1.2));
  CHECK(proves(1.2001));
  CHECK(proves(-1.2001));
  CHECK_THAT(StatusOf(ProvesNonConformity(NAN, Around(0, 1), U95(0.2))),
             HasReason("CONFORMITY_INVALID"));
}

TEST_CASE("The probability of conformance falls to a half at the limit") {
  struct Case {
    double value, probability;
  };
  const auto c = GENERATE(values<Case>(
      {{0.80, 0.9772}, {0.95, 0.6915}, {1.00, 0.500}, {1.05, 0.3085}}));
  for (const double value : {c.value, -c.value}) {
    CHECK(ConformanceProbability(value, Around(0, 1), U(0.1)).value() ==
          Approx(c.probability).margin(0.00005));
  }
}

TEST_CASE("A probability keeps its digits in the far tail") {
  const auto most = ToleranceInterval::AtMost(0).value();
  // Φ(−10).
  CHECK(ConformanceProbability(10, most, U(1)).value() ==
        Approx(7.619853e-24).epsilon(1e-6));
  const auto least = ToleranceInterval::AtLeast(0).value();
  CHECK(ConformanceProbability(-10, least, U(1)).value() ==
        Approx(7.619853e-24).epsilon(1e-6));
  CHECK(ConformanceProbability(-10, Around(0, 1), U(1)).value() ==
        Approx(1.128588e-19).epsilon(1e-6));
}

TEST_CASE("Without uncertainty a value conforms or does not") {
  CHECK(ConformanceProbability(1, Around(0, 1), U(0)).value() == 1);
  CHECK(ConformanceProbability(1.001, Around(0, 1), U(0)).value() == 0);
}

}  // namespace
}  // namespace suyuan::metrology
