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

TEST_CASE("Six laboratories against the pilot's 1.000001 V: two fail") {
  const LaboratoryResult pilot = Reported(1, 4);  // µV above 1 V
  struct Case {
    double value;
    double expanded;
    double en;
  };
  const auto c = GENERATE(values<Case>({{2, 5, 0.156},
                                        {10, 5, 1.406},
                                        {-10, 6, -1.525},
                                        {-1, 5, -0.312},
                                        {0, 5, -0.156},
                                        {4, 5, 0.469}}));
  CHECK(EnNumber(Reported(c.value, c.expanded), pilot).value() ==
        Approx(c.en).margin(0.0005));
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

}  // namespace
}  // namespace suyuan::metrology
