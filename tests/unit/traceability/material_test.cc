#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::Kind;
using traceability::Level;

namespace {

const CivilDay kUse(2024, 5, 10);

// The E2 weights stand for a reference material with a certificate.
struct WithMaterial {
  WithMaterial() {
    material.name = "referenceMaterials/m";
    material.level = Level::kCrmSecondary;
    material.number = "GBW(E)130113";
    material.period = {kUse - 100, kUse};
    material.values = {{{"MASS", {}, false}, "M", true}};
    world.e2.items[0].artefact.record = material.name;
    world.e2.material_number = material.number;
  }

  TraceAnswer Answer() {
    world.more = {material};
    return Ask(world, "F1");
  }
  bool Broken() { return Has(Answer(), 26, Outcome::kBroken); }

  SmallWorld world;
  ReferenceMaterialFacts material;
};

}  // namespace

TEST_CASE("A batch is used within its period") {
  WithMaterial with;
  CHECK(Has(with.Answer(), 26, Outcome::kHeld));
  CHECK(with.Answer().verdict == Verdict::kTraceable);
  // Whatever its certificate says.
  with.material.period.to = kUse - 1;
  CHECK(with.Broken());
  CHECK(with.Answer().verdict == Verdict::kNotTraceable);
  with.material.period = {kUse, {}};
  CHECK_FALSE(with.Broken());
  with.material.period.from = kUse + 1;
  CHECK(with.Broken());
}

TEST_CASE("A batch out of force is not used") {
  WithMaterial with;
  with.material.suspensions = {{kUse - 5, kUse - 1}};
  CHECK_FALSE(with.Broken());
  with.material.suspensions = {{kUse, {}}};
  CHECK(with.Broken());
}

TEST_CASE("A material under another number is not the one registered") {
  WithMaterial with;
  with.world.e2.material_number = "GBW(E)130114";
  CHECK(with.Broken());
  with.world.e2.material_number.clear();
  CHECK_FALSE(with.Broken());
}

TEST_CASE("A certified value of the kind and the matrix is used") {
  WithMaterial with;
  with.material.values[0].certified = false;
  CHECK(with.Broken());
  with.material.values[0].certified = true;
  with.material.values[0].kind.code = "LENG";
  CHECK(with.Broken());
  with.material.values[0].kind = {"MASS", {{"matrix", "air"}}, false};
  CHECK_FALSE(with.Broken());
  with.world.f1.results[0].kind.qualifiers = {{"matrix", "nitrogen"}};
  CHECK(with.Broken());
  with.material.values[0].kind.qualifiers[0].second = "nitrogen";
  CHECK_FALSE(with.Broken());
  // A material without values says nothing of them.
  with.material.values.clear();
  CHECK(Has(with.Answer(), 26, Outcome::kHeld));
}

TEST_CASE("A batch that nobody registered is not known to be valid") {
  WithMaterial with;
  with.world.more.clear();
  const TraceAnswer answer = Ask(with.world, "F1");
  CHECK(Has(answer, 26, Outcome::kUnknown));
  CHECK(answer.verdict == Verdict::kIndeterminate);
}

TEST_CASE("A batch used on an unknown day may have expired") {
  WithMaterial with;
  with.world.f1.begin.reset();
  with.world.f1.end.reset();
  CHECK(Has(with.Answer(), 26, Outcome::kUnknown));
}

TEST_CASE("What is no reference material has no batch") {
  const TraceAnswer answer = Ask(SmallWorld(), "F1");
  for (const Outcome outcome :
       {Outcome::kHeld, Outcome::kBroken, Outcome::kUnknown}) {
    CHECK_FALSE(Has(answer, 26, outcome));
  }
}

}  // namespace suyuan::worlds
