#include "libs/metrology/degree_of_equivalence.h"

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

TEST_CASE("A contributor's U(d) is smaller than U, a stranger's larger") {
  const auto results = FourLaboratories();
  const LaboratoryResult mean =
      WeightedMean(absl::MakeSpan(results).first(3)).value();
  const DegreeOfEquivalence third =
      DegreeOfEquivalenceOf(results[2], mean, Contribution::kToWeightedMean)
          .value();
  CHECK(third.difference == Approx(0.001204).margin(5e-7));
  CHECK(third.expanded == Approx(0.001490).margin(5e-7));
  // Left out of the mean, the fourth is independent of it.
  const DegreeOfEquivalence fourth =
      DegreeOfEquivalenceOf(results[3], mean, Contribution::kNone).value();
  CHECK(fourth.difference == Approx(-0.001296).margin(5e-7));
  CHECK(fourth.expanded == Approx(0.001157).margin(5e-7));
}

TEST_CASE("d over U(d) is E_n of the same kind") {
  const auto results = FourLaboratories();
  const LaboratoryResult mean = WeightedMean(results).value();
  for (const LaboratoryResult& result : results) {
    const auto part =
        DegreeOfEquivalenceOf(result, mean, Contribution::kToWeightedMean);
    CHECK(part->difference / part->expanded ==
          Approx(EnNumberOfContributor(result, mean).value()));
    const auto other = DegreeOfEquivalenceOf(result, mean, Contribution::kNone);
    CHECK(other->difference / other->expanded ==
          Approx(EnNumber(result, mean).value()));
  }
}

TEST_CASE("No contributor knows better than the mean it contributed to") {
  CHECK(DegreeOfEquivalenceOf(Reported(1, 1), Reported(1, 1),
                              Contribution::kToWeightedMean)
            ->expanded == 0);
  CHECK_THAT(StatusOf(DegreeOfEquivalenceOf(Reported(1, 0.9), Reported(1, 1),
                                            Contribution::kToWeightedMean)),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(DegreeOfEquivalenceOf(Reported(NAN, 1), Reported(1, 1),
                                            Contribution::kNone)),
             HasReason("COMPARISON_INVALID"));
}

TEST_CASE("Results are compatible up to twice the u of their difference") {
  // u of each difference is 5.
  CHECK(IncompatiblePairs({{0, U(3)}, {10, U(4)}})->empty());
  const auto pairs =
      IncompatiblePairs({{0, U(3)}, {10.1, U(4)}, {5, U(3)}}).value();
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].first == 0);
  CHECK(pairs[0].second == 1);
  CHECK(pairs[0].ratio == Approx(2.02));
  CHECK_THAT(StatusOf(IncompatiblePairs({{0, U(3)}})),
             HasReason("COMPARISON_INVALID"));
}

TEST_CASE("An inflated U shows beside the others'") {
  const auto ratios =
      UncertaintiesOverMedian({{0, U(1)}, {0, U(2)}, {0, U(20)}}).value();
  CHECK(ratios == std::vector<double>{0.5, 1, 10});
  CHECK_THAT(StatusOf(UncertaintiesOverMedian({{0, U(1)}, {0, U(0)}})),
             HasReason("COMPARISON_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
