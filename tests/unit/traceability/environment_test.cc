#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using traceability::ConditionFacts;
using traceability::ConditionLimitFacts;

namespace {

ConditionLimitFacts Celsius(double lo, double hi) {
  return {{"TEMC", {}, false}, "Theta", {lo + 273.15, hi + 273.15}};
}

ConditionFacts Recorded(double lo, double hi) {
  return {{"TEMC", {}, false}, "Theta", lo + 273.15, hi + 273.15};
}

// The regulation that the certificates cite asks for 18 to 22 degrees; the F1
// weights were calibrated at these.
SmallWorld At(double lo, double hi) {
  SmallWorld world;
  world.regulation.environment = {Celsius(18, 22)};
  world.e2.conditions = {Recorded(20, 20)};
  world.f1.conditions = {Recorded(lo, hi)};
  return world;
}

}  // namespace

TEST_CASE("Conditions lie within the limits of the specification, ends too") {
  CHECK(Has(Ask(At(18, 22), "F1"), 20, Outcome::kHeld));
  CHECK(Ask(At(18, 22), "F1").verdict == Verdict::kTraceable);
  for (const auto& [lo, hi] : {std::pair(17.9, 20.0), std::pair(20.0, 22.1)}) {
    const TraceAnswer outside = Ask(At(lo, hi), "F1");
    CHECK(Has(outside, 20, Outcome::kBroken));
    CHECK(outside.verdict == Verdict::kReserved);
  }
}

TEST_CASE("A standard may ask for more than the specification") {
  SmallWorld world = At(18, 22);
  world.e2_standard.environment = {Celsius(19, 21)};
  CHECK(Has(Ask(world, "F1"), 20, Outcome::kBroken));
  world.f1.conditions = {Recorded(19, 21)};
  CHECK_FALSE(Has(Ask(world, "F1"), 20, Outcome::kBroken));
}

TEST_CASE("A condition that was not recorded costs nothing and is told") {
  SmallWorld world = At(20, 20);
  world.f1.conditions.clear();
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(Has(answer, 20, Outcome::kUnknown));
  CHECK(answer.verdict == Verdict::kTraceable);
  // Nor does another one say anything of it.
  world.f1.conditions = {{{"RHUM", {}, false}, "1", 0.4, 0.5}};
  CHECK(Has(Ask(world, "F1"), 20, Outcome::kUnknown));
}

TEST_CASE("One condition outside is outside, whatever is not recorded") {
  SmallWorld world = At(25, 25);
  world.regulation.environment.push_back({{"RHUM", {}, false}, "1", {{}, 0.6}});
  CHECK(Has(Ask(world, "F1"), 20, Outcome::kBroken));
}

TEST_CASE("Nothing is asked of conditions where nothing sets limits") {
  SmallWorld world = At(40, 40);
  world.regulation.environment.clear();
  const TraceAnswer answer = Ask(world, "F1");
  for (const Outcome outcome :
       {Outcome::kHeld, Outcome::kBroken, Outcome::kUnknown}) {
    CHECK_FALSE(Has(answer, 20, outcome));
  }
}

}  // namespace suyuan::worlds
