#include "libs/metrology/comparison.h"

#include <cmath>
#include <vector>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::StatusOf;

StandardUncertainty U(double u) { return StandardUncertainty::From(u).value(); }

// What is reported with U at k = 2.
LaboratoryResult Reported(double value, double expanded) {
  return {value, U(expanded / 2)};
}

std::vector<LaboratoryResult> FourLaboratories() {
  return {Reported(10.0012, 0.0010), Reported(10.0004, 0.0008),
          Reported(10.0021, 0.0016), Reported(9.9996, 0.0010)};
}

TEST_CASE("U at k = 3 is converted before a transfer is judged: E_n = 0.894") {
  const auto reported =
      ExpandedUncertainty::From(1.5, CoverageFactor::From(3).value()).value();
  const LaboratoryResult laboratory = Reported(200001.2, 2.0);  // mg
  const LaboratoryResult reference = {200003.2, reported.Standard()};
  CHECK(TransferLimit(laboratory.uncertainty, reference.uncertainty) ==
        Approx(2.236).margin(0.0005));
  CHECK(EnNumber(laboratory, reference).value() ==
        Approx(-0.894).margin(0.0005));
}

TEST_CASE("The weighted mean of four is 10.000568 with u = 0.0002515") {
  const LaboratoryResult mean = WeightedMean(FourLaboratories()).value();
  CHECK(mean.value == Approx(10.000568).margin(5e-7));
  CHECK(mean.uncertainty.value() == Approx(0.0002515).margin(5e-8));
}

TEST_CASE("Four laboratories disagree: χ² 9.189 beyond 7.815, Birge 1.750") {
  const Consistency test = TestConsistency(FourLaboratories()).value();
  CHECK(test.degrees_of_freedom == 3);
  CHECK(test.chi_squared == Approx(9.189).margin(0.0005));
  CHECK(test.critical_chi_squared == Approx(7.815).margin(0.0005));
  CHECK_FALSE(test.consistent);
  CHECK(test.birge_ratio == Approx(1.750).margin(0.0005));
  CHECK(test.birge_limit == Approx(1.623).margin(0.0005));
}

TEST_CASE(
    "E_n of contributors finds two outliers that the other formula hides") {
  const auto results = FourLaboratories();
  const LaboratoryResult mean = WeightedMean(results).value();
  const double right[] = {0.731, -0.270, 1.009, -1.120};
  const double wrong[] = {0.565, -0.178, 0.913, -0.865};
  for (int i = 0; i < 4; ++i) {
    CHECK(EnNumberOfContributor(results[i], mean).value() ==
          Approx(right[i]).margin(0.0005));
    CHECK(EnNumber(results[i], mean).value() ==
          Approx(wrong[i]).margin(0.0005));
  }
}

TEST_CASE("Without the fourth laboratory the other three agree") {
  auto results = FourLaboratories();
  results.pop_back();
  const LaboratoryResult mean = WeightedMean(results).value();
  CHECK(mean.value == Approx(10.000896).margin(5e-7));
  CHECK(mean.uncertainty.value() == Approx(0.000291).margin(5e-7));
  const Consistency test = TestConsistency(results).value();
  CHECK(test.chi_squared == Approx(4.172).margin(0.0005));
  CHECK(test.critical_chi_squared == Approx(5.991).margin(0.0005));
  CHECK(test.consistent);
  CHECK(test.birge_ratio == Approx(1.444).margin(0.0005));
}

TEST_CASE("A comparison wants two results with uncertainties") {
  CHECK_THAT(StatusOf(WeightedMean({{1, U(1)}})),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(WeightedMean({{1, U(1)}, {2, U(0)}})),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(TestConsistency({{1, U(1)}, {NAN, U(1)}})),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(EnNumber({1, U(0)}, {2, U(0)})),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(EnNumberOfContributor({1, U(1)}, {2, U(1)})),
             HasReason("COMPARISON_INVALID"));
}

TEST_CASE("Algorithm A gives 10.0123 and 0.0293, and z = 13.2 for 10.40") {
  const std::vector<double> values = {9.98,  10.02, 10.01, 9.99,
                                      10.03, 10.00, 10.40};
  const RobustEstimate robust = AlgorithmA(values).value();
  CHECK(robust.mean == Approx(10.0123).margin(0.00005));
  CHECK(robust.standard_deviation == Approx(0.0293).margin(0.00005));
  const double z =
      ZScore(10.40, robust.mean, robust.standard_deviation).value();
  CHECK(z == Approx(13.2).margin(0.05));
  CHECK(PerformanceOf(z) == Performance::kAction);
  // The plain mean and deviation would only warn.
  CHECK(PerformanceOf(ZScore(10.40, 10.061, 0.150).value()) ==
        Performance::kWarning);
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

TEST_CASE("Scores are fine to 2, warn to 3, call for action beyond") {
  CHECK(PerformanceOf(2) == Performance::kSatisfactory);
  CHECK(PerformanceOf(-2.01) == Performance::kWarning);
  CHECK(PerformanceOf(3) == Performance::kWarning);
  CHECK(PerformanceOf(-3.01) == Performance::kAction);
  CHECK(ZPrimeScore(13, 8, 3, U(4)).value() == Approx(1));
  CHECK(ZetaScore({13, U(3)}, {8, U(4)}).value() == Approx(1));
  CHECK_THAT(StatusOf(ZScore(1, 1, 0)), HasReason("COMPARISON_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
