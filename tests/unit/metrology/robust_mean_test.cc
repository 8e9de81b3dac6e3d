#include "libs/metrology/robust_mean.h"

#include <cmath>
#include <vector>

#include "libs/metrology/proficiency_score.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::StatusOf;

TEST_CASE("Algorithm A gives 10.0123 and 0.0293, and z = 13.2 for 10.40") {
  const std::vector<double> values = {9.98,  10.02, 10.01, 9.99,
                                      10.03, 10.00, 10.40};
  const RobustEstimate robust = AlgorithmA(values).value();
  CHECK(robust.mean == Approx(10.0123).margin(0.00005));
  CHECK(robust.standard_deviation == Approx(0.0293).margin(0.00005));
  const double z =
      ZScore(10.40, robust.mean, robust.standard_deviation).value();
  CHECK(z == Approx(13.2).margin(0.05));
}

TEST_CASE("Equal values have no deviation, and one stray value little pull") {
  const RobustEstimate equal = AlgorithmA({5, 5, 5}).value();
  CHECK(equal.mean == 5);
  CHECK(equal.standard_deviation == 0);
  // Six of seven agree: the plain mean would be 5.57.
  const RobustEstimate stray = AlgorithmA({5, 5, 5, 5, 5, 5, 9}).value();
  CHECK(stray.mean == Approx(5).margin(1e-9));
  CHECK(stray.standard_deviation == Approx(0).margin(1e-9));
  CHECK_THAT(StatusOf(AlgorithmA({5})), HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(AlgorithmA({5, NAN})), HasReason("COMPARISON_INVALID"));
}

TEST_CASE("A median of an even number lies between the two in the middle") {
  CHECK(Median({3}) == 3);
  CHECK(Median({9, 1, 5}) == 5);
  CHECK(Median({9, 1, 5, 6}) == 5.5);
}

TEST_CASE("The median of seven is 10.01 with u = 0.015, whatever one reports") {
  const std::vector<double> values = {9.98,  10.02, 10.01, 9.99,
                                      10.03, 10.00, 10.40};
  const LaboratoryResult reference = MedianReference(values).value();
  CHECK(reference.value == 10.01);
  // Deviations 0.03 0.01 0 0.02 0.02 0.01 0.39: their median is 0.02.
  CHECK(reference.uncertainty.value() ==
        Approx(1.858 * 0.02 / std::sqrt(6)).epsilon(1e-9));
  auto stray = values;
  stray.back() = 1e6;
  CHECK(MedianReference(stray)->value == 10.01);
  CHECK(MedianReference(stray)->uncertainty.value() ==
        Approx(reference.uncertainty.value()));
}

TEST_CASE("A median has no uncertainty where most values are equal") {
  CHECK(MedianReference({5, 5, 9})->uncertainty.value() == 0);
  CHECK(MedianReference({5, 6})->uncertainty.value() == Approx(0.929));
  CHECK_THAT(StatusOf(MedianReference({5})), HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(MedianReference({5, INFINITY})),
             HasReason("COMPARISON_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
