#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"
#include "tests/worlds/random/engine_side.h"

namespace suyuan::worlds {

TEST_CASE("A bad reference taints what was calibrated with it, not itself") {
  SmallWorld world;
  const AffectedAnswer answer = AskAffected(world, world.e2.name);
  REQUIRE(answer.certificates.size() == 1);
  CHECK(answer.certificates[0].certificate == 1);
  CHECK(answer.certificates[0].current);
}

TEST_CASE("A certificate that cites itself is not affected by itself") {
  SmallWorld world;
  ReferenceFacts itself;
  itself.id = "itself";
  itself.numbers = {world.e2.number};
  world.e2.references = {itself};
  const AffectedAnswer answer = AskAffected(world, world.e2.name);
  REQUIRE(answer.certificates.size() == 1);
  CHECK(answer.certificates[0].certificate == 1);
}

TEST_CASE("A result that lists a reference of another kind is affected by it") {
  SmallWorld world;
  world.e2.results[0].kind.code = "TEMC";
  world.e2.results[0].dimension = "Θ";
  CHECK(AskAffected(world, world.e2.name).certificates.empty());
  world.f1.results[0].reference_ids = {"ref"};
  CHECK(AskAffected(world, world.e2.name).certificates.size() == 1);
}

TEST_CASE("A tainted result is no longer current once it was repeated") {
  SmallWorld world;
  CertificateFacts again = AnyCertificate(2, "AGAIN");
  again.items = world.f1.items;
  again.begin = again.end = again.issued = absl::CivilDay(2024, 8, 1);
  world.more = {again};
  const AffectedAnswer answer = AskAffected(world, world.e2.name);
  REQUIRE(answer.certificates.size() == 1);
  CHECK_FALSE(answer.certificates[0].current);
}

namespace {

using absl::CivilDay;

// The weights F1 were calibrated with E2 on 2024-05-10, and M1 with F1 after
// that. M1 cites F1 by number.
SmallWorld ThreeLevels() {
  SmallWorld world;
  CertificateFacts m1 = AnyCertificate(2, "M1");
  m1.issuer = world.f1.issuer;
  m1.items[0].artefact = {"", "maker", {"S3"}};
  m1.begin = m1.end = m1.issued = CivilDay(2024, 6, 3);
  m1.results = {AnyMass("r", 1, 1e-5)};
  m1.references.push_back({});
  m1.references[0].id = "ref";
  m1.references[0].numbers = {"F1"};
  world.more = {m1};
  return world;
}

// Places of what is affected.
std::vector<int> Affected(const SmallWorld& world,
                          const AffectedQuestion& question) {
  std::vector<int> out;
  for (const PlainAffected& a :
       EngineSide(world.Told(), true).ListAffected(question).certificates) {
    out.push_back(a.certificate);
  }
  return out;
}

AffectedQuestion About(const std::string& target) {
  AffectedQuestion question;
  question.target = target;
  question.as_of = CivilDay(2025, 1, 1);
  question.known_at = NoonOf(2025, 1, 1);
  return question;
}

using Places = std::vector<int>;

}  // namespace

TEST_CASE("A use before the fault of a standard began is untouched") {
  const SmallWorld world = ThreeLevels();
  AffectedQuestion question = About(world.e2_standard.name);
  CHECK(Affected(world, question) == Places{1, 2});
  question.void_from = CivilDay(2024, 5, 10);
  CHECK(Affected(world, question) == Places{1, 2});
  // What rests on a sound use is sound, whenever it was made.
  question.void_from = CivilDay(2024, 5, 11);
  CHECK(Affected(world, question).empty());
}

TEST_CASE("A use after the last day of the fault is untouched") {
  const SmallWorld world = ThreeLevels();
  AffectedQuestion question = About(world.e2_standard.name);
  question.void_to = CivilDay(2024, 5, 10);
  CHECK(Affected(world, question) == Places{1, 2});
  question.void_to = CivilDay(2024, 5, 9);
  CHECK(Affected(world, question).empty());
}

TEST_CASE("A use that was going on when the fault began is affected") {
  SmallWorld world;
  world.f1.begin = CivilDay(2024, 5, 8);
  AffectedQuestion question = About(world.e2.name);
  question.void_from = CivilDay(2024, 5, 10);
  CHECK(Affected(world, question) == Places{1});
}

TEST_CASE("A use on a day that nobody knows is affected by any fault") {
  SmallWorld world;
  world.f1.begin = world.f1.end = traceability::Day();
  AffectedQuestion question = About(world.e2.name);
  question.void_from = CivilDay(2030, 1, 1);
  CHECK(Affected(world, question) == Places{1});
}

TEST_CASE(
    "What a person signed in the time of the fault taints what rests on it") {
  SmallWorld world = ThreeLevels();
  traceability::PersonFacts person;
  person.name = "persons/p";
  person.registration = "REG-7";
  person.employer = world.laboratory.name;
  world.more.insert(world.more.begin(), person);
  world.f1.signers = {{traceability::SignerRole::kChecker, "REG-7"},
                      {traceability::SignerRole::kApprover, "REG-8"}};
  AffectedQuestion question = About(person.name);
  CHECK(Affected(world, question) == Places{2});

  SECTION("what was signed itself is listed on request") {
    question.include_targets = true;
    CHECK(Affected(world, question) == Places{1, 2});
  }
  SECTION("by the day of the signed work, not of its uses") {
    question.void_from = CivilDay(2024, 5, 10);
    question.void_to = CivilDay(2024, 5, 10);
    CHECK(Affected(world, question) == Places{2});
    question.void_to.reset();
    question.void_from = CivilDay(2024, 5, 11);
    CHECK(Affected(world, question).empty());
  }
  SECTION("another registration signed nothing that others rest on") {
    person.registration = "REG-9";
    world.more.push_back(person);
    CHECK(Affected(world, question).empty());
  }
}

TEST_CASE("Who is not registered has no list of what he taints") {
  const SmallWorld world;
  CHECK_FALSE(EngineSide(world.Told(), true)
                  .ListAffected(About("persons/nobody"))
                  .found);
}

TEST_CASE("An institution's certificates before its fault taint nothing") {
  const SmallWorld world = ThreeLevels();
  AffectedQuestion question = About(world.institute.name);
  CHECK(Affected(world, question) == Places{1, 2});
  question.void_from = CivilDay(2023, 6, 30);
  CHECK(Affected(world, question) == Places{1, 2});
  question.void_from = CivilDay(2023, 7, 1);
  CHECK(Affected(world, question).empty());
}

TEST_CASE("A batch of a reference material taints what was measured with it") {
  SmallWorld world;
  traceability::ReferenceMaterialFacts batch;
  batch.name = "referenceMaterials/batch-1";
  batch.number = "GBW08607";
  world.more = {batch};
  world.e2.items[0].artefact = {batch.name, "", {}};
  AffectedQuestion question = About(batch.name);
  CHECK(Affected(world, question) == Places{1});
  question.void_from = CivilDay(2024, 5, 11);
  CHECK(Affected(world, question).empty());
}

}  // namespace suyuan::worlds
