#include "libs/metrology/monte_carlo.h"

#include <cmath>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/metrology/random_draws.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using suyuan::testing::HasCode;
using suyuan::testing::HasReason;
using suyuan::testing::StatusOf;

absl::Status Always() { return absl::OkStatus(); }

MonteCarloResult Simulate(const std::vector<RandomInput>& inputs,
                          const MonteCarloOptions& options,
                          const std::vector<Correlation>& correlations = {},
                          double estimate = 0) {
  const auto result =
      SimulateLinearSum(estimate, inputs, correlations, options, Always);
  REQUIRE(result.ok());
  return *result;
}

RandomInput Input(double amount, InputShape shape = InputShape::kNormal) {
  return {amount, shape, {}};
}

bool Near(double value, double wanted, double tolerance) {
  CAPTURE(value, wanted);
  return std::abs(value - wanted) <= tolerance;
}

constexpr InputShape kRectangular = InputShape::kRectangular;

// JCGM 101 9.2: Y = X1 + X2 + X3 + X4, whose published figures have one
// decimal or two.
TEST_CASE("Four normal inputs give the interval of the GUM (JCGM 101 9.2.2)") {
  const auto result = Simulate({Input(1), Input(1), Input(1), Input(1)},
                               {.seed = 101, .trials = 1000000});
  CHECK(Near(result.mean, 0, 0.01));
  CHECK(Near(result.standard_uncertainty, 2.00, 0.005));
  CHECK(Near(result.symmetric.low, -3.92, 0.015));
  CHECK(Near(result.symmetric.high, 3.92, 0.015));
}

TEST_CASE("Four rectangular inputs give a shorter one (JCGM 101 9.2.3)") {
  const RandomInput one = Input(1, kRectangular);
  const auto result =
      Simulate({one, one, one, one}, {.seed = 101, .trials = 1000000});
  CHECK(Near(result.standard_uncertainty, 2.00, 0.005));
  CHECK(Near(result.symmetric.low, -3.88, 0.015));
  CHECK(Near(result.symmetric.high, 3.88, 0.015));
  CHECK(Near(result.shortest.high - result.shortest.low, 7.76, 0.03));
}

TEST_CASE("One dominant rectangular input (JCGM 101 9.2.4)") {
  const RandomInput one = Input(1, kRectangular);
  const auto result = Simulate({one, one, one, Input(10, kRectangular)},
                               {.seed = 7, .trials = 1000000});
  CHECK(Near(result.standard_uncertainty, 10.1, 0.06));
  CHECK(Near(result.symmetric.low, -17.0, 0.05));  // the GUM has -19.9
  CHECK(Near(result.symmetric.high, 17.0, 0.05));
}

TEST_CASE("Equal seeds give equal answers, others others") {
  const std::vector<RandomInput> inputs = {
      Input(1),
      Input(0.5, InputShape::kUShaped),
      Input(0.5, InputShape::kTriangular),
      {0.3, InputShape::kStudentT, *DegreesOfFreedom::From(4.5)}};
  const MonteCarloOptions options = {.seed = 42};
  const auto first = Simulate(inputs, options);
  const auto again = Simulate(inputs, options);
  CHECK(first.trials == again.trials);
  CHECK(first.mean == again.mean);
  CHECK(first.standard_uncertainty == again.standard_uncertainty);
  CHECK(first.shortest.low == again.shortest.low);
  CHECK(first.shortest.high == again.shortest.high);
  CHECK(Simulate(inputs, {.seed = 43}).mean != first.mean);
}

TEST_CASE("Each shape has the standard deviation that its input states") {
  const auto shape = GENERATE(InputShape::kNormal, InputShape::kRectangular,
                              InputShape::kTriangular, InputShape::kUShaped);
  const auto result =
      Simulate({Input(-3, shape)}, {.seed = 5, .trials = 400000}, {}, 10);
  CHECK(Near(result.mean, 10, 0.02));
  CHECK(Near(result.standard_uncertainty, 3, 0.015));
}

TEST_CASE("Each shape ends where it does") {
  const auto widest = [](InputShape shape) {
    RandomDraws draws(1);
    double widest = 0;
    for (int i = 0; i < 100000; ++i) {
      widest = std::max(widest, std::abs(draws.Of(Input(1, shape))));
    }
    return widest;
  };
  CHECK(Near(widest(InputShape::kRectangular), std::sqrt(3.0), 1e-3));
  CHECK(Near(widest(InputShape::kTriangular), std::sqrt(6.0), 3e-2));
  CHECK(Near(widest(InputShape::kUShaped), std::sqrt(2.0), 1e-6));
}

TEST_CASE("A t distribution is wider than the normal one, as its table says") {
  const RandomInput t = {1, InputShape::kStudentT, *DegreesOfFreedom::From(4)};
  const auto result = Simulate({t}, {.seed = 3, .trials = 1000000});
  CHECK(Near(result.symmetric.high, 2.776, 0.03));  // t of 95 %, ν = 4
  CHECK(Near(result.standard_uncertainty, std::sqrt(2.0), 0.03));
}

TEST_CASE("Two weights from one reference add up linearly") {
  const std::vector<RandomInput> weights = {Input(0.20), Input(0.20)};
  const MonteCarloOptions options = {.seed = 11, .trials = 400000};
  CHECK(Near(Simulate(weights, options).standard_uncertainty, 0.2828, 0.001));
  CHECK(Near(Simulate(weights, options, {{0, 1, 0.5625}}).standard_uncertainty,
             0.3536, 0.0015));
  CHECK(Near(Simulate(weights, options, {{0, 1, -1}}).standard_uncertainty, 0,
             1e-12));
}

TEST_CASE("Adaptive: it goes on until two digits are stable, or says so") {
  const auto result = Simulate({Input(1), Input(1)}, {.seed = 9});
  CHECK(result.stable);
  CHECK(result.trials % 10000 == 0);
  CHECK(result.trials >= 20000);
  CHECK(result.trials < kMostTrials);
  CHECK(Near(result.standard_uncertainty, std::sqrt(2.0), 0.05));
  CHECK(Simulate({Input(1), Input(1)}, {.seed = 9, .digits = 1}).trials <=
        result.trials);
  // A stated number is not judged.
  CHECK_FALSE(Simulate({Input(1)}, {.seed = 9, .trials = 10000}).stable);
}

TEST_CASE("An exact sum has no interval") {
  const auto result = Simulate({}, {.seed = 1}, {}, 20);
  CHECK(result.stable);
  CHECK(result.mean == 20);
  CHECK(result.standard_uncertainty == 0);
  CHECK(result.shortest.low == 20);
  CHECK(result.shortest.high == 20);
}

TEST_CASE("Options outside the bounds are refused") {
  const auto refused = [](const MonteCarloOptions& options) {
    return StatusOf(SimulateLinearSum(0, {Input(1)}, {}, options, Always));
  };
  CHECK_THAT(refused({.trials = 9999}), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(refused({.trials = -1}), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(refused({.trials = kMostTrials + 1}),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(refused({.digits = 3}), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(refused({.probability = 0.49}), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(refused({.probability = 1}), HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("What cannot be drawn together is refused") {
  const auto refused = [](const std::vector<RandomInput>& inputs,
                          const std::vector<Correlation>& correlations) {
    return StatusOf(
        SimulateLinearSum(0, inputs, correlations, {.trials = 10000}, Always));
  };
  CHECK_THAT(refused({Input(1), Input(1, kRectangular)}, {{0, 1, 0.5}}),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(refused({Input(1), Input(1)}, {{0, 2, 0.5}}),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(refused({Input(INFINITY)}, {}), HasReason("UNCERTAINTY_INVALID"));
  // Their variance would be positive, but no three inputs are like this.
  CHECK_THAT(refused({Input(1), Input(-1), Input(1)},
                     {{0, 1, -0.9}, {1, 2, -0.9}, {0, 2, -0.9}}),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("Whoever asked may stop it") {
  int asked = 0;
  const auto stop = [&asked] {
    return ++asked > 3 ? absl::DeadlineExceededError("enough")
                       : absl::OkStatus();
  };
  CHECK_THAT(
      StatusOf(SimulateLinearSum(0, {Input(1)}, {}, {.trials = 100000}, stop)),
      HasCode(absl::StatusCode::kDeadlineExceeded));
  CHECK(asked == 4);
}

}  // namespace
}  // namespace suyuan::metrology
