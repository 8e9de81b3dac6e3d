#include "services/certificates/lint/embedded_signatures.h"

#include <algorithm>

#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::certificates {
namespace {

using checks::CheckedSignature;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using xmldsig::testing::World;
using Standing = CheckedSignature::Standing;

// The sample certificate of "Example Lab", signed by `world`'s laboratory.
std::string SignedDcc(const World& world) {
  xmldsig::testing::Signing signing = world.ByLaboratory();
  signing.document = dcc::testing::Sample().Xml();
  return Sign(signing);
}

std::vector<CheckedSignature> Read(const World& world,
                                   const std::string& document) {
  suyuan::testing::TemporaryFolder folder;
  world.WriteTrust(folder);
  const auto trust = xmldsig::TrustFolder::Read(folder.File(""));
  REQUIRE_THAT(StatusOf(trust), IsOk());
  const FakeClock clock(world.question.now);
  return EmbeddedSignatures(*trust, clock, dcc::Limits())
      .Read(document, world.question.now);
}

TEST_CASE("A signature of the laboratory holds and names it") {
  const World world;
  const auto read = Read(world, SignedDcc(world));
  REQUIRE(read.size() == 1);
  CHECK(read[0].standing == Standing::kHolds);
  CHECK(read[0].defects.empty());
  CHECK(read[0].names_issuer);
  CHECK(read[0].thumbprint == crypto::Sha256(world.laboratory.Der()).Hex());
}

TEST_CASE("A changed document, a revoked key and a pasted signature break") {
  World world;
  std::string document = SignedDcc(world);
  std::string defect;
  SECTION("changed") {
    document.replace(document.find("1.000002"), 8, "1.000003");
    defect = "SIG_DIGEST_WRONG";
  }
  SECTION("revoked before it signed") {
    world.authority_list->revoked = {
        {world.laboratory, xmldsig::testing::At("2024-02-01T00:00:00Z")}};
    defect = "SIG_REVOKED";
  }
  SECTION("of a key that had expired when it signed") {
    xmldsig::testing::CertificateSpec expired;
    expired.not_after = xmldsig::testing::At("2024-02-01T00:00:00Z");
    world.laboratory = Issue(world.authority, expired);
    document = SignedDcc(world);
    defect = "SIG_CERTIFICATE_NOT_VALID";
  }
  SECTION("of another document") {
    const std::string other = Sign(world.ByLaboratory());
    const size_t begin = other.find("<ds:Signature");
    const size_t end = other.find("</ds:Signature>") + 15;
    document = dcc::testing::Sample().Xml();
    document.insert(document.rfind("</"), other.substr(begin, end - begin));
    defect = "SIG_DIGEST_WRONG";
  }
  const auto read = Read(world, document);
  REQUIRE(read.size() == 1);
  CHECK(read[0].standing == Standing::kBroken);
  CHECK(std::count(read[0].defects.begin(), read[0].defects.end(), defect) ==
        1);
}

TEST_CASE("Of a signature that leads to no known root nothing is said") {
  World world;
  const std::string document = SignedDcc(world);
  World other;
  other.root = xmldsig::testing::SelfSigned(
      xmldsig::testing::AuthoritySpec("Another root"));
  const auto read = Read(other, document);
  REQUIRE(read.size() == 1);
  CHECK(read[0].standing == Standing::kOpen);
  CHECK(Read(world, dcc::testing::Sample().Xml()).empty());
  CHECK(Read(world, "not XML").empty());
}

}  // namespace
}  // namespace suyuan::certificates
