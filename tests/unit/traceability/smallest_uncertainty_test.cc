#include "services/traceability/rules/smallest_uncertainty.h"

#include <cmath>

#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using traceability::Interval;
using traceability::SmallestAt;
using traceability::SmallestUncertaintyFacts;
using Form = SmallestUncertaintyFacts::Form;

namespace {

// The F1 weights, of 1 kg with u = 1e-6 kg, calibrated by a laboratory that
// offers this at best.
SmallWorld Offering(const SmallestUncertaintyFacts& smallest) {
  SmallWorld world;
  world.authorised.scope[0].smallest_uncertainty = smallest;
  return world;
}

}  // namespace

TEST_CASE("An uncertainty may equal the smallest one, and not be below it") {
  CHECK(Has(Ask(Offering({Form::kLinear, 1e-6, 0, {}}), "F1"), 9,
            Outcome::kHeld));
  const TraceAnswer below =
      Ask(Offering({Form::kLinear, 1.001e-6, 0, {}}), "F1");
  CHECK(Has(below, 9, Outcome::kBroken));
  CHECK(below.verdict == Verdict::kReserved);
}

TEST_CASE("Any row that contains the value may offer the uncertainty") {
  SmallWorld world = Offering({Form::kLinear, 1e-3, 0, {}});
  world.authorised.scope.push_back(world.authorised.scope[0]);
  auto& second = world.authorised.scope[1];
  second.smallest_uncertainty = {Form::kLinear, 1e-7, 0, {}};
  CHECK(Has(Ask(world, "F1"), 9, Outcome::kHeld));
  // Unless it does not contain it.
  second.range = Interval{2.0, 50.0};
  CHECK(Has(Ask(world, "F1"), 9, Outcome::kBroken));
}

TEST_CASE("A scope that states no smallest uncertainty asks for none") {
  const TraceAnswer answer = Ask(SmallWorld(), "F1");
  for (const Outcome outcome :
       {Outcome::kHeld, Outcome::kBroken, Outcome::kUnknown}) {
    CHECK_FALSE(Has(answer, 9, outcome));
  }
}

TEST_CASE("A smallest uncertainty that cannot be read is not known") {
  SmallWorld world = Offering({});
  CHECK(Has(Ask(world, "F1"), 9, Outcome::kUnknown));
  CHECK(Ask(world, "F1").verdict == Verdict::kReserved);
  // What another row offers holds all the same.
  world.authorised.scope.push_back(world.authorised.scope[0]);
  world.authorised.scope[1].smallest_uncertainty = {Form::kLinear, 1e-7, 0, {}};
  CHECK(Has(Ask(world, "F1"), 9, Outcome::kHeld));
  world.authorised.scope[1].smallest_uncertainty = {Form::kLinear, 1e-3, 0, {}};
  CHECK(Has(Ask(world, "F1"), 9, Outcome::kUnknown));
}

TEST_CASE("Without an uncertainty of the result there is nothing to compare") {
  SmallWorld world = Offering({Form::kLinear, 1e-6, 0, {}});
  world.f1.results[0].standard_uncertainty.reset();
  world.f1.results[0].maximum_permissible_error.reset();
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(Has(answer, 13, Outcome::kUnknown));
  CHECK_FALSE(Has(answer, 9, Outcome::kUnknown));
}

TEST_CASE("The smallest uncertainty is a function of the value, or a table") {
  const SmallestUncertaintyFacts linear{Form::kLinear, 3, 0.5, {}};
  CHECK(SmallestAt(linear, -8) == Approx(7).epsilon(1e-15));
  const SmallestUncertaintyFacts root{Form::kRootSum, 3, 0.5, {}};
  CHECK(SmallestAt(root, 8) == Approx(5).epsilon(1e-15));
  const SmallestUncertaintyFacts table{
      Form::kTable, 0, 0, {{1, 2}, {3, 6}, {5, 6}}};
  CHECK(SmallestAt(table, 1) == 2);
  CHECK(SmallestAt(table, 2) == Approx(4).epsilon(1e-15));
  CHECK(SmallestAt(table, 5) == 6);
  const SmallestUncertaintyFacts relative{
      Form::kRelativeTable, 0, 0, {{1, 2}, {3, 6}}};
  CHECK(SmallestAt(relative, 2) == Approx(8).epsilon(1e-15));
}

TEST_CASE("Nothing is offered beyond a table, or as a fraction of nought") {
  const SmallestUncertaintyFacts table{Form::kTable, 0, 0, {{1, 2}, {3, 6}}};
  CHECK(std::isnan(SmallestAt(table, 0.999)));
  CHECK(std::isnan(SmallestAt(table, 3.001)));
  CHECK(std::isnan(SmallestAt({Form::kLinear, 0, 0.5, {}}, 0)));
  CHECK(std::isnan(SmallestAt({}, 1)));
}

}  // namespace suyuan::worlds
