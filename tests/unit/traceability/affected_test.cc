#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

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

}  // namespace suyuan::worlds
