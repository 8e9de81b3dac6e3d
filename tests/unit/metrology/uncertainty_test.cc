#include "libs/metrology/uncertainty.h"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const double kNaN = std::numeric_limits<double>::quiet_NaN();

StandardUncertainty U(double u) { return StandardUncertainty::From(u).value(); }
CoverageFactor K(double k) { return CoverageFactor::From(k).value(); }
DegreesOfFreedom Nu(double nu) { return DegreesOfFreedom::From(nu).value(); }

TEST_CASE("A coverage factor is at least 1 and finite") {
  CHECK(CoverageFactor::From(1).value().value() == 1);
  CHECK_THAT(StatusOf(CoverageFactor::From(0.999)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(CoverageFactor::From(kInfinity)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(CoverageFactor::From(kNaN)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("An uncertainty is finite and not negative; zero is exact") {
  CHECK(StandardUncertainty().value() == 0);
  CHECK_THAT(StatusOf(StandardUncertainty::From(0)), IsOk());
  CHECK_THAT(StatusOf(StandardUncertainty::From(-1e-300)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(StandardUncertainty::From(kNaN)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(ExpandedUncertainty::From(-1, K(2))),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(ExpandedUncertainty::From(kInfinity, K(2))),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("U = 1.5 mg at k = 3 is 1.0 mg at k = 2, and u = 0.5 mg") {
  const auto expanded = ExpandedUncertainty::From(1.5, K(3)).value();
  CHECK(expanded.Standard().value() == Approx(0.5).epsilon(1e-15));
  const auto at_two = expanded.At(K(2)).value();
  CHECK(at_two.value() == Approx(1.0).epsilon(1e-15));
  CHECK(at_two.k().value() == 2);
  const auto huge = ExpandedUncertainty::From(1e308, K(1)).value();
  CHECK_THAT(StatusOf(huge.At(K(3))), HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("Independent inputs add as squares: 0.25 and 0.60 give 0.650") {
  const std::vector<Component> components = {{.uncertainty = U(0.25)},
                                             {.uncertainty = U(0.60)}};
  const StandardUncertainty u = Combine(components).value();
  CHECK(u.value() == Approx(0.650).epsilon(1e-15));
  CHECK(u.Expanded(K(2)) == Approx(1.300).epsilon(1e-15));
}

TEST_CASE("ν = 50 and 9 give 12.33 effective, k = 2.23 and U = 1.45") {
  const std::vector<Component> components = {
      {.uncertainty = U(0.25), .degrees_of_freedom = Nu(50)},
      {.uncertainty = U(0.60), .degrees_of_freedom = Nu(9)}};
  const DegreesOfFreedom nu = WelchSatterthwaite(components).value();
  CHECK(nu.value() == Approx(12.33).margin(0.005));
  const CoverageFactor k = CoverageFactorFor(kTwoSigma, nu.Truncated()).value();
  CHECK(k.value() == Approx(2.23).margin(0.005));
  CHECK(Combine(components).value().Expanded(k) == Approx(1.45).margin(0.005));
}

TEST_CASE("Degrees of freedom are infinite where nothing finite contributes") {
  CHECK(WelchSatterthwaite({}).value().IsInfinite());
  const std::vector<Component> known = {{.uncertainty = U(1)}};
  CHECK(WelchSatterthwaite(known).value().IsInfinite());
  const std::vector<Component> silent = {
      {.uncertainty = U(1)},
      {.uncertainty = U(0), .degrees_of_freedom = Nu(3)}};
  CHECK(WelchSatterthwaite(silent).value().IsInfinite());
  const std::vector<Component> one = {
      {.uncertainty = U(7), .degrees_of_freedom = Nu(4)}};
  CHECK(WelchSatterthwaite(one).value().value() == Approx(4).epsilon(1e-14));
  CHECK(DegreesOfFreedom().Truncated().IsInfinite());
  CHECK(Nu(12.99).Truncated().value() == 12);
  CHECK(Nu(0.7).Truncated().value() == 0.7);
  CHECK_THAT(StatusOf(DegreesOfFreedom::From(0)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("A sensitivity scales its input whatever its sign") {
  const std::vector<Component> components = {
      {.sensitivity = -3, .uncertainty = U(1)},
      {.sensitivity = 2, .uncertainty = U(2)}};
  CHECK(Combine(components).value().value() == Approx(5).epsilon(1e-15));
}

TEST_CASE("Squares that leave the range of a double do no harm") {
  const auto c = GENERATE(1e-200, 1e200);
  const std::vector<Component> components = {{.uncertainty = U(3 * c)},
                                             {.uncertainty = U(4 * c)}};
  CHECK(Combine(components).value().value() == Approx(5 * c).epsilon(1e-14));
  CHECK(CombineCorrelated(components, {}).value().value() ==
        Approx(5 * c).epsilon(1e-14));
}

TEST_CASE("What no double holds is refused, never infinite") {
  const std::vector<Component> huge = {{.uncertainty = U(1.5e308)},
                                       {.uncertainty = U(1.5e308)}};
  CHECK_THAT(StatusOf(Combine(huge)), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(CombineCorrelated(huge, {})),
             HasReason("UNCERTAINTY_INVALID"));
  const auto c = GENERATE(kInfinity, kNaN);
  const std::vector<Component> wild = {{.uncertainty = U(1)},
                                       {.sensitivity = c, .uncertainty = U(1)}};
  CHECK_THAT(StatusOf(Combine(wild)), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(CombineCorrelated(wild, {})),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(WelchSatterthwaite(wild)),
             HasReason("UNCERTAINTY_INVALID"));
  const std::vector<SharedComponent> shared = {
      {.sensitivity = c, .uncertainty = U(1), .ancestor = 1}};
  CHECK_THAT(StatusOf(CombineByAncestor(shared)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("Full correlation adds u, full anticorrelation cancels it") {
  const std::vector<Component> components = {{.uncertainty = U(0.3)},
                                             {.uncertainty = U(0.3)}};
  CHECK(CombineCorrelated(components, {{0, 1, 1}}).value().value() ==
        Approx(0.6).epsilon(1e-14));
  CHECK(CombineCorrelated(components, {{0, 1, -1}}).value().value() ==
        Approx(0).margin(1e-9));
}

TEST_CASE("A correlation that cannot be is refused") {
  const std::vector<Component> three = {
      {.uncertainty = U(1)}, {.uncertainty = U(1)}, {.uncertainty = U(1)}};
  using Pairs = std::vector<Correlation>;
  const auto pairs = GENERATE(values<Pairs>({
      {{0, 3, 0.5}},
      {{1, 1, 0.5}},
      {{0, 1, 1.01}},
      {{0, 1, -1.01}},
      {{0, 1, std::nan("")}},
      {{0, 1, 0.5}, {1, 0, 0.5}},
      // Three inputs cannot all be opposite to each other.
      {{0, 1, -1}, {0, 2, -1}, {1, 2, -1}},
  }));
  CHECK_THAT(StatusOf(CombineCorrelated(three, pairs)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("Two weights with one reference: 0.3536, where 0.2828 is wrong") {
  const double common = 0.15;
  const double own = std::sqrt(0.20 * 0.20 - common * common);
  const auto sum = [&](int first, int second) {
    return CombineByAncestor({{.uncertainty = U(common), .ancestor = first},
                              {.uncertainty = U(own)},
                              {.uncertainty = U(common), .ancestor = second},
                              {.uncertainty = U(own)}})
        .value()
        .value();
  };
  CHECK(sum(7, 7) == Approx(0.3536).margin(5e-5));
  CHECK(sum(7, 8) == Approx(0.2828).margin(5e-5));
  CHECK(sum(-1, -1) == Approx(0.2828).margin(5e-5));
}

TEST_CASE("A difference against one reference loses what both share") {
  const std::vector<SharedComponent> difference = {
      {.sensitivity = 1, .uncertainty = U(0.15), .ancestor = 3},
      {.sensitivity = -1, .uncertainty = U(0.15), .ancestor = 3},
      {.uncertainty = U(0.1)}};
  CHECK(CombineByAncestor(difference).value().value() ==
        Approx(0.1).epsilon(1e-14));
}

TEST_CASE("k follows the t distribution, and the normal one without limit") {
  struct Case {
    double probability, nu, k;
  };
  // GUM table G.2.
  const auto c = GENERATE(values<Case>({{0.95, 1, 12.71},
                                        {0.9545, 1, 13.97},
                                        {0.9545, 10, 2.28},
                                        {0.9545, 12, 2.23},
                                        {0.9545, 50, 2.05},
                                        {0.95, 100, 1.984},
                                        {0.99, 5, 4.03},
                                        {0.9973, 20, 3.42},
                                        {0.95, kInfinity, 1.960},
                                        {kTwoSigma, kInfinity, 2.000}}));
  CHECK(CoverageFactorFor(c.probability, Nu(c.nu)).value().value() ==
        Approx(c.k).margin(0.006));
}

TEST_CASE("No coverage interval for certainty, nothing, or half a reading") {
  CHECK_THAT(StatusOf(CoverageFactorFor(0, Nu(5))),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(CoverageFactorFor(1, Nu(5))),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(CoverageFactorFor(0.95, Nu(0.49))),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(CoverageFactorFor(0.95, Nu(0.5))), IsOk());
  // k would fall below 1.
  CHECK_THAT(StatusOf(CoverageFactorFor(0.5, DegreesOfFreedom())),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("The t quantile meets the normal one where it hands over") {
  const double t = CoverageFactorFor(0.99, Nu(1e6)).value().value();
  const double normal = CoverageFactorFor(0.99, Nu(1.1e6)).value().value();
  CHECK(t == Approx(normal).epsilon(1e-5));
}

TEST_CASE("Ten readings with s = 0.3 give u = 0.0949; one gives none") {
  CHECK(TypeA(0.3, 10).value().value() == Approx(0.094868).epsilon(1e-5));
  CHECK_THAT(StatusOf(TypeA(0.3, 2)), IsOk());
  CHECK_THAT(StatusOf(TypeA(0.3, 1)), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(TypeA(-0.3, 2)), HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("A half-width is divided as its distribution says") {
  const auto of = [](Distribution distribution) {
    return TypeB(6, distribution).value().value();
  };
  CHECK(of(Distribution::kRectangular) == Approx(6 / std::sqrt(3)));
  CHECK(of(Distribution::kTriangular) == Approx(6 / std::sqrt(6)));
  CHECK(of(Distribution::kUShaped) == Approx(6 / std::sqrt(2)));
  CHECK(of(Distribution::kNormal) == Approx(2));
  CHECK_THAT(StatusOf(TypeB(-1, Distribution::kNormal)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("An F1 weight used by its nominal value has u = 2.89 mg") {
  CHECK(FromMaximumPermissibleError(5.0).value().value() ==
        Approx(2.89).margin(0.005));
}

TEST_CASE("The mass chain C1 grows to U = 0.427, 1.464, 4.637, 14.748 mg") {
  StandardUncertainty u = U(0.075);
  const double process[] = {0.20, 0.70, 2.2, 7.0};
  const double expanded[] = {0.427, 1.464, 4.637, 14.748};
  for (int hop = 0; hop < 4; ++hop) {
    u = Propagate({.reference = u, .process = U(process[hop])}).value();
    CHECK(u.Expanded(K(2)) == Approx(expanded[hop]).margin(0.0005));
  }
}

TEST_CASE("A hop never gives less than its reference, unless anticorrelated") {
  const auto hop = [](double correlation) {
    return Propagate({.reference = U(3),
                      .sensitivity = 1,
                      .process = U(1),
                      .correlation = correlation})
        .value()
        .value();
  };
  CHECK(hop(0) > 3);
  CHECK(hop(1) == Approx(4));
  CHECK(hop(-1) == Approx(2));
  // With a third of the reference's u the process decides: 5.4 % more.
  CHECK(Propagate({.reference = U(1.0 / 3), .process = U(1)}).value().value() ==
        Approx(1.054).margin(0.0005));
}

}  // namespace
}  // namespace suyuan::metrology
