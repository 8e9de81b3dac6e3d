#include "libs/metrology/outlier.h"

#include <cmath>
#include <vector>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::StatusOf;

TEST_CASE("Grubbs' critical values are those of the printed tables") {
  struct Case {
    int n;
    double one_sided;
    double two_sided;
  };
  const auto c = GENERATE(values<Case>({{3, 1.153, 1.155},
                                        {5, 1.672, 1.715},
                                        {6, 1.822, 1.887},
                                        {7, 1.938, 2.020},
                                        {10, 2.176, 2.290},
                                        {20, 2.557, 2.709}}));
  CHECK(GrubbsCriticalValue(c.n, 0.05, Sides::kOne).value() ==
        Approx(c.one_sided).margin(0.001));
  CHECK(GrubbsCriticalValue(c.n, 0.05, Sides::kTwo).value() ==
        Approx(c.two_sided).margin(0.001));
}

TEST_CASE("Two opposite strays hide each other from Grubbs' test") {
  // µV above 1 V: the pilot and six laboratories.
  const GrubbsTest seven = TestGrubbs({1, 2, 10, -10, -1, 0, 4}).value();
  CHECK(seven.suspect == 3);
  CHECK(seven.g == Approx(1.806).margin(0.0005));
  CHECK_FALSE(seven.outlier);
  const GrubbsTest six = TestGrubbs({1, 2, -10, -1, 0, 4}).value();
  CHECK(six.suspect == 2);
  CHECK(six.g == Approx(1.910).margin(0.0005));
  CHECK(six.critical == Approx(1.822).margin(0.0005));
  CHECK(six.outlier);
}

TEST_CASE("What is an outlier on a known side may be none on either") {
  const std::vector<double> values = {1, 2, -10, -1, 0, 4};
  CHECK(TestGrubbs(values, 0.05, Sides::kTwo)->critical ==
        Approx(1.887).margin(0.0005));
  CHECK(TestGrubbs(values, 0.05, Sides::kTwo)->outlier);
  CHECK_FALSE(TestGrubbs(values, 0.01, Sides::kTwo)->outlier);
}

TEST_CASE("Equal values have no outlier; a common offset changes nothing") {
  CHECK_FALSE(TestGrubbs({5, 5, 5})->outlier);
  CHECK(TestGrubbs({5, 5, 5})->g == 0);
  CHECK(TestGrubbs({1e9 + 1, 1e9 + 2, 1e9 - 10, 1e9 - 1, 1e9, 1e9 + 4})->g ==
        Approx(1.910).margin(0.0005));
}

TEST_CASE("Grubbs' test wants three finite values and a significance") {
  CHECK_THAT(StatusOf(TestGrubbs({1, 2})), HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(TestGrubbs({1, 2, NAN})),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(GrubbsCriticalValue(2, 0.05, Sides::kOne)),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(GrubbsCriticalValue(5, 0, Sides::kOne)),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(GrubbsCriticalValue(5, 0.5, Sides::kOne)),
             HasReason("COMPARISON_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
