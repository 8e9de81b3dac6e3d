#include "libs/metrology/consistent_subset.h"

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

using Indices = std::vector<size_t>;

TEST_CASE("Of four laboratories the fourth goes and the rest agree") {
  const ConsistentSubset subset =
      LargestConsistentSubset(
          {Reported(10.0012, 0.0010), Reported(10.0004, 0.0008),
           Reported(10.0021, 0.0016), Reported(9.9996, 0.0010)})
          .value();
  CHECK(subset.kept == Indices{0, 1, 2});
  CHECK(subset.consistency.consistent);
  CHECK(subset.reference.value == Approx(10.000896).margin(5e-7));
  CHECK(subset.reference.uncertainty.value() == Approx(0.000291).margin(5e-7));
  REQUIRE(subset.removed.size() == 1);
  const Removal& removal = subset.removed[0];
  CHECK(removal.index == 3);
  CHECK(removal.difference == Approx(-0.000968).margin(5e-7));
  CHECK(removal.standard_uncertainty == Approx(0.000432).margin(5e-7));
  CHECK(removal.ratio == Approx(2 * 1.120).margin(0.0005));
  CHECK(removal.failed.chi_squared == Approx(9.189).margin(0.0005));
}

TEST_CASE("Of a pilot and six laboratories the two strays go, one by one") {
  const ConsistentSubset subset =
      LargestConsistentSubset({Reported(1, 4), Reported(2, 5), Reported(10, 5),
                               Reported(-10, 6), Reported(-1, 5),
                               Reported(0, 5), Reported(4, 5)})
          .value();
  CHECK(subset.kept == Indices{0, 1, 4, 5, 6});
  CHECK(subset.consistency.consistent);
  CHECK(subset.reference.value == Approx(1.180).margin(0.0005));
  CHECK(subset.reference.uncertainty.value() == Approx(1.060).margin(0.0005));
  REQUIRE(subset.removed.size() == 2);
  CHECK(subset.removed[0].index == 3);
  CHECK(subset.removed[0].ratio == Approx(3.970).margin(0.0005));
  CHECK(subset.removed[1].index == 2);
  CHECK(subset.removed[1].ratio == Approx(3.248).margin(0.0005));
  CHECK(EnNumberOfContributor(Reported(4, 5), subset.reference).value() ==
        Approx(0.623).margin(0.0005));
  CHECK(EnNumber(Reported(4, 5), subset.reference).value() ==
        Approx(0.519).margin(0.0005));
}

TEST_CASE("Laboratories that agree all stay") {
  const ConsistentSubset subset =
      LargestConsistentSubset({Reported(1, 1), Reported(1.5, 1)}).value();
  CHECK(subset.kept == Indices{0, 1});
  CHECK(subset.removed.empty());
  CHECK(subset.consistency.consistent);
}

TEST_CASE("No more than half of the laboratories are taken out") {
  const std::vector<LaboratoryResult> all_apart = {
      Reported(0, 1), Reported(100, 1), Reported(300, 1), Reported(700, 1),
      Reported(1500, 1)};
  const ConsistentSubset five = LargestConsistentSubset(all_apart).value();
  CHECK(five.kept.size() == 3);  // two of five would be fewer than half
  CHECK(five.removed.size() == 2);
  CHECK_FALSE(five.consistency.consistent);
  const ConsistentSubset four =
      LargestConsistentSubset(absl::MakeSpan(all_apart).first(4)).value();
  CHECK(four.kept.size() == 2);
  CHECK_FALSE(four.consistency.consistent);
  const ConsistentSubset two =
      LargestConsistentSubset(absl::MakeSpan(all_apart).first(2)).value();
  CHECK(two.kept.size() == 2);  // of one there is no mean
  CHECK_FALSE(two.consistency.consistent);
}

TEST_CASE("Of equally deviating results the first is taken out") {
  const ConsistentSubset subset =
      LargestConsistentSubset(
          {Reported(-9, 1), Reported(0, 1), Reported(9, 1), Reported(0, 1)})
          .value();
  REQUIRE_FALSE(subset.removed.empty());
  CHECK(subset.removed[0].index == 0);
  CHECK(subset.kept == Indices{1, 3});
}

TEST_CASE("A weight beside which the others vanish is never taken out") {
  const ConsistentSubset subset =
      LargestConsistentSubset(
          {Reported(5, 1e-12), Reported(1, 1), Reported(2, 1)})
          .value();
  CHECK(subset.kept == Indices{0, 2});
  CHECK(subset.removed[0].index == 1);
}

TEST_CASE("A subset wants two results with uncertainties") {
  CHECK_THAT(StatusOf(LargestConsistentSubset({Reported(1, 1)})),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(
      StatusOf(LargestConsistentSubset({Reported(1, 1), Reported(NAN, 1)})),
      HasReason("COMPARISON_INVALID"));
  CHECK_THAT(
      StatusOf(LargestConsistentSubset({Reported(1, 1), Reported(1, 0)})),
      HasReason("COMPARISON_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
