#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using traceability::CertificateKind;
using traceability::CompetenceKind;
using traceability::Level;
using traceability::RatioFacts;

TEST_CASE("An unknown limit of one reference result leaves the ratio unknown") {
  SmallWorld world;
  SpecificationFacts specification;
  specification.name = "specifications/jjg";
  specification.number = "JJG99";
  specification.ratio = RatioFacts{true, 1, 3};
  world.more = {specification};
  world.f1.specifications = {"JJG99"};
  world.e2.results = {AnyMass("low", 0.5, 1e-7), AnyMass("high", 2, 1e-7)};
  CHECK(Has(Ask(world, "F1"), 16, Outcome::kHeld));
  // Whichever of the two it is.
  for (ResultFacts& r : world.e2.results) {
    const auto limit = r.maximum_permissible_error;
    r.maximum_permissible_error.reset();
    CHECK(Has(Ask(world, "F1"), 16, Outcome::kUnknown));
    r.maximum_permissible_error = limit;
  }
}

TEST_CASE("Two issuers known only by different codes are not one issuer") {
  SmallWorld world;
  world.e2.issuer = {"", "", "K1"};
  CertificateFacts other = AnyCertificate(2, "E2");
  other.issuer = {"", "", "K2"};
  world.more = {other};
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(Has(Ask(world, world.e2.name), 22, Outcome::kHeld));
  REQUIRE(answer.legs.size() == 1);
  CHECK(answer.legs[0].kind == LegKind::kAmbiguous);
}

TEST_CASE("Other bytes under one number of one issuer break its uniqueness") {
  SmallWorld world;
  CertificateFacts other = world.e2;
  other.name = AnyCertificate(2, "").name;
  other.digest = AnyCertificate(2, "").digest;
  world.more = {other};
  CHECK(Has(Ask(world, "F1"), 22, Outcome::kBroken));
  // Unless it says that it replaces the first.
  other.replaces_number = world.e2.number;
  world.more = {other};
  CHECK_FALSE(Has(Ask(world, "F1"), 22, Outcome::kBroken));
}

TEST_CASE("A primary standard ends the chain of an artefact without papers") {
  SmallWorld world;
  world.e2_standard.level = Level::kNationalPrimary;
  ReferenceFacts& reference = world.f1.references[0];
  reference.numbers.clear();
  reference.artefact = {"", "maker", {"S9"}};  // no certificate is about it
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(answer.verdict == Verdict::kTraceable);
  REQUIRE(answer.legs.size() == 1);
  CHECK(answer.legs[0].kind == LegKind::kTerminal);
  CHECK(answer.legs[0].record == "standards/e2");
  world.e2_standard.level = Level::kPublicHighest;
  CHECK(Ask(world, "F1").legs[0].kind == LegKind::kOpenEnd);
}

TEST_CASE("A reference by number and record rests on that item's results") {
  SmallWorld world;
  world.e2.items[0].id = "weights";
  world.e2.items.push_back({"comparator", {"instruments/c", "", {}}, "", ""});
  world.e2.results = {AnyMass("w", 1, 1e-7), AnyMass("c", 1, 1e-8)};
  world.e2.results[0].item_id = "weights";
  world.e2.results[1].item_id = "comparator";
  world.f1.references[0].artefact.record = "instruments/c";
  const TraceAnswer answer = Ask(world, "F1");
  REQUIRE(answer.supports.size() == 1);
  CHECK(answer.supports[0].used == std::vector<int>{1});
}

TEST_CASE("A cited number that nobody holds is a named open end") {
  SmallWorld world;
  world.f1.references[0].numbers = {"ELSEWHERE"};
  world.f1.references[0].standard.clear();
  const TraceAnswer answer = Ask(world, "F1", ProfileId::kCnasIlac);
  CHECK(answer.verdict == Verdict::kIndeterminate);
  REQUIRE(answer.legs.size() == 1);
  CHECK(answer.legs[0].kind == LegKind::kOpenEnd);
  CHECK(Has(answer, 3, Outcome::kUnknown));
}

TEST_CASE("A newer fail notice of the standard overrides its older pass") {
  SmallWorld world;
  world.f1.references[0].numbers.clear();
  CHECK(Ask(world, "F1").verdict == Verdict::kTraceable);
  CertificateFacts failed = world.e2;
  failed.name = AnyCertificate(2, "").name;
  failed.digest = AnyCertificate(2, "").digest;
  failed.number = "E2-FAIL";
  failed.kind = CertificateKind::kVerificationFail;
  failed.received = failed.begin = failed.end = failed.issued =
      absl::CivilDay(2024, 5, 1);
  world.more = {failed};
  CHECK(Ask(world, "F1").verdict == Verdict::kNotTraceable);
}

TEST_CASE("A chain may come back to an artefact in another state only") {
  SmallWorld world;
  CertificateFacts past = AnyCertificate(2, "PAST");
  past.issuer = world.f1.issuer;
  past.items = world.f1.items;
  past.begin = past.end = past.issued = absl::CivilDay(2023, 1, 10);
  past.results = world.f1.results;
  world.more = {past};
  ReferenceFacts to_past;
  to_past.id = "past";
  to_past.numbers = {"PAST"};
  world.f1.references.push_back(to_past);
  CHECK(Has(Ask(world, "F1"), 2, Outcome::kBroken));
  past.items[0].state = "before the repair";
  world.more = {past};
  CHECK_FALSE(Has(Ask(world, "F1"), 2, Outcome::kBroken));
}

TEST_CASE("A foreign institute's service ends a chain for laboratories only") {
  SmallWorld world;
  world.primary.kind = CompetenceKind::kNationalInstituteCmc;
  CHECK(Ask(world, "F1", ProfileId::kCnasIlac).verdict == Verdict::kTraceable);
  const TraceAnswer legal = Ask(world, "F1", ProfileId::kCnLegal);
  CHECK(legal.verdict == Verdict::kNotTraceable);
  CHECK(Has(legal, 6, Outcome::kBroken));
}

TEST_CASE("A reference or information value of a material supports nothing") {
  SmallWorld world;
  world.e2.results = {AnyMass("certified", 1, 1e-7),
                      AnyMass("information", 1, 1e-3)};
  world.e2.results[1].may_support = false;
  // Were it used, its u would be the larger one (V14).
  CHECK(Has(Ask(world, "F1"), 1, Outcome::kHeld));
  CHECK_FALSE(Has(Ask(world, "F1"), 14, Outcome::kBroken));
  world.e2.results[1].may_support = true;
  CHECK(Has(Ask(world, "F1"), 14, Outcome::kBroken));
  // With no other value there is nothing to rest on.
  world.e2.results = {AnyMass("information", 1, 1e-7)};
  world.e2.results[0].may_support = false;
  CHECK(Has(Ask(world, "F1"), 1, Outcome::kBroken));
  world.f1.results[0].reference_ids = {world.f1.references[0].id};
  CHECK(Has(Ask(world, "F1"), 11, Outcome::kBroken));
}

}  // namespace suyuan::worlds
