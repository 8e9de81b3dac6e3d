#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using traceability::Place;

namespace {

// The laboratory has two sites and may work at the first.
SmallWorld AtLaboratory(const std::string& printed) {
  SmallWorld world;
  world.laboratory.sites = {{"north", {"north", "north road 1"}},
                            {"south", {"south", "south road 1"}}};
  world.authorised.scope[0].sites = {"north"};
  world.f1.place = Place::kLaboratory;
  world.f1.place_text = printed;
  return world;
}

bool Judged(const TraceAnswer& answer) {
  return Has(answer, 10, Outcome::kHeld) || Has(answer, 10, Outcome::kBroken) ||
         Has(answer, 10, Outcome::kUnknown);
}

}  // namespace

TEST_CASE("Work is done at a site that the scope names") {
  CHECK(Has(Ask(AtLaboratory("north"), "F1"), 10, Outcome::kHeld));
  CHECK(Has(Ask(AtLaboratory("north road 1"), "F1"), 10, Outcome::kHeld));
  const TraceAnswer moved = Ask(AtLaboratory("south road 1"), "F1");
  CHECK(Has(moved, 10, Outcome::kBroken));
  CHECK(moved.verdict == Verdict::kReserved);
}

TEST_CASE("Any row that contains the value may name the site") {
  SmallWorld world = AtLaboratory("south");
  world.authorised.scope.push_back(world.authorised.scope[0]);
  world.authorised.scope[1].sites = {"south"};
  CHECK(Has(Ask(world, "F1"), 10, Outcome::kHeld));
  world.authorised.scope[1].range = traceability::Interval{2.0, 50.0};
  CHECK(Has(Ask(world, "F1"), 10, Outcome::kBroken));
  // A row that names no site allows the work anywhere.
  world.authorised.scope[1].range = world.authorised.scope[0].range;
  world.authorised.scope[1].sites.clear();
  CHECK_FALSE(Judged(Ask(world, "F1")));
}

TEST_CASE("A laboratory with one site works there") {
  SmallWorld world = AtLaboratory("");
  CHECK(Has(Ask(world, "F1"), 10, Outcome::kUnknown));
  world.laboratory.sites.pop_back();
  CHECK(Has(Ask(world, "F1"), 10, Outcome::kHeld));
  // Also where it prints an address that nobody registered.
  world.f1.place_text = "hall 3";
  CHECK(Has(Ask(world, "F1"), 10, Outcome::kHeld));
  world.f1.place = Place::kUnspecified;
  CHECK(Has(Ask(world, "F1"), 10, Outcome::kUnknown));
  world.f1.place = Place::kLaboratoryBranch;
  CHECK(Has(Ask(world, "F1"), 10, Outcome::kUnknown));
}

TEST_CASE("A scope bound to sites does not allow work elsewhere") {
  SmallWorld world = AtLaboratory("");
  for (const Place place :
       {Place::kCustomer, Place::kCustomerBranch, Place::kOther}) {
    world.f1.place = place;
    CHECK(Has(Ask(world, "F1"), 10, Outcome::kBroken));
  }
}

TEST_CASE("Sites are of no matter to a scope that names none") {
  SmallWorld world = AtLaboratory("south");
  world.authorised.scope[0].sites.clear();
  CHECK_FALSE(Judged(Ask(world, "F1")));
}

}  // namespace suyuan::worlds
