#include "libs/metrology/proficiency_score.h"

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::StatusOf;

StandardUncertainty U(double u) { return StandardUncertainty::From(u).value(); }

TEST_CASE("Scores are fine to 2, warn to 3, call for action beyond") {
  CHECK(PerformanceOf(2) == Performance::kSatisfactory);
  CHECK(PerformanceOf(-2.01) == Performance::kWarning);
  CHECK(PerformanceOf(3) == Performance::kWarning);
  CHECK(PerformanceOf(-3.01) == Performance::kAction);
  CHECK(ZPrimeScore(13, 8, 3, U(4)).value() == Approx(1));
  CHECK(ZetaScore({13, U(3)}, {8, U(4)}).value() == Approx(1));
  CHECK_THAT(StatusOf(ZScore(1, 1, 0)), HasReason("COMPARISON_INVALID"));
}

TEST_CASE("The plain mean and deviation would only warn of 10.40 among 10.0") {
  CHECK(PerformanceOf(ZScore(10.40, 10.061, 0.150).value()) ==
        Performance::kWarning);
  CHECK(PerformanceOf(ZScore(10.40, 10.0123, 0.0293).value()) ==
        Performance::kAction);
}

TEST_CASE("Above 0.3 sigma the assigned value's uncertainty must count") {
  CHECK_FALSE(WantsZPrime(10, U(3)));
  CHECK(WantsZPrime(10, U(3.01)));
}

}  // namespace
}  // namespace suyuan::metrology
