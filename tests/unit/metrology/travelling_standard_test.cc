#include "libs/metrology/travelling_standard.h"

#include <cmath>

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

const absl::CivilDay kFirst(2025, 3, 1);
const absl::CivilDay kLast(2025, 3, 31);

TravellingStandardDrift Drift(double change, double repeatability = 0.3) {
  return TravellingStandardDrift::Between({kFirst, Reported(100, 4)},
                                          {kLast, Reported(100 + change, 4)},
                                          U(repeatability))
      .value();
}

TEST_CASE("A ring is valid while the standard changed by no more than U") {
  CHECK(Drift(4).ring_is_valid());
  CHECK(Drift(-4).ring_is_valid());
  CHECK_FALSE(Drift(4.01).ring_is_valid());
  CHECK_FALSE(Drift(-4.01).ring_is_valid());
  CHECK(Drift(3).change() == Approx(3));
}

TEST_CASE("Of two U of the pilot the smaller one limits the change") {
  const auto drift =
      TravellingStandardDrift::Between({kFirst, Reported(100, 4)},
                                       {kLast, Reported(103, 2)}, U(0.3))
          .value();
  CHECK(drift.limit() == Approx(2));
  CHECK_FALSE(drift.ring_is_valid());
}

TEST_CASE("A result half way is corrected by half of the change") {
  const auto drift = Drift(3, 0.5);
  const LaboratoryResult half =
      drift.Corrected(Reported(103, 4), absl::CivilDay(2025, 3, 16)).value();
  CHECK(half.value == Approx(101.5));
  CHECK(drift.uncertainty().value() == Approx(std::sqrt(0.5)));
  // Half of √2 · 0.5 beside u = 2.
  CHECK(half.uncertainty.value() == Approx(std::sqrt(4 + 0.125)));
}

TEST_CASE("The first day needs no correction, the last one the whole") {
  const auto drift = Drift(3, 0.5);
  const LaboratoryResult first =
      drift.Corrected(Reported(101, 4), kFirst).value();
  CHECK(first.value == Approx(101));
  CHECK(first.uncertainty.value() == Approx(2));
  const LaboratoryResult last =
      drift.Corrected(Reported(101, 4), kLast).value();
  CHECK(last.value == Approx(98));
  CHECK(last.uncertainty.value() == Approx(std::sqrt(4 + 0.5)));
  CHECK_THAT(StatusOf(drift.Corrected(Reported(101, 4), kFirst - 1)),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(drift.Corrected(Reported(101, 4), kLast + 1)),
             HasReason("COMPARISON_INVALID"));
}

TEST_CASE("In a ring of one day each result has half of the change") {
  const auto drift =
      TravellingStandardDrift::Between({kFirst, Reported(100, 4)},
                                       {kFirst, Reported(103, 4)}, U(0))
          .value();
  CHECK(drift.Corrected(Reported(103, 4), kFirst)->value == Approx(101.5));
  CHECK_THAT(StatusOf(drift.Corrected(Reported(103, 4), kLast)),
             HasReason("COMPARISON_INVALID"));
}

TEST_CASE("The pilot does not measure last before it measured first") {
  CHECK_THAT(StatusOf(TravellingStandardDrift::Between(
                 {kLast, Reported(1, 1)}, {kFirst, Reported(1, 1)}, U(0))),
             HasReason("COMPARISON_INVALID"));
  CHECK_THAT(StatusOf(TravellingStandardDrift::Between(
                 {kFirst, Reported(NAN, 1)}, {kLast, Reported(1, 1)}, U(0))),
             HasReason("COMPARISON_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
