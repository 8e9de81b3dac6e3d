// What is found of the signatures inside imported documents.

#include <grpcpp/channel.h>

#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "tests/integration/certificates/suite.h"
#include "tests/integration/registry/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/dcc/sample.h"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::certificates {
namespace {

using registry::Registry;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::Suite;
using xmldsig::testing::At;
using xmldsig::testing::World;

// The sample certificate of "Example Lab", signed by `world`'s laboratory.
std::string SignedDcc(const World& world) {
  xmldsig::testing::Signing signing = world.ByLaboratory();
  signing.document = dcc::testing::Sample().Xml();
  return Sign(signing);
}

std::string Altered(std::string document) {
  return document.replace(document.find("1.000002"), 8, "1.000003");
}

std::string Import(Suite& suite, const std::string& document) {
  const auto imported = suite.ImportDcc(document);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  return imported->certificate().token();
}

TEST_CASE("A document that was changed after it was signed is found") {
  const World world;
  const TemporaryFolder trust;
  world.WriteTrust(trust);
  const std::string document = SignedDcc(world);
  Suite suite("", "", "", trust.File(""));
  const std::string token = Import(suite, document);
  CHECK(suite.Findings("code = V23", token).empty());
  CHECK(suite.Findings("code = SIGNER_MISMATCH", token).empty());
  const auto found =
      suite.Findings("code = V23", Import(suite, Altered(document)));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind() == v1::Finding::KIND_HARD);
  CHECK(found[0].severity() == v1::Finding::SEVERITY_BLOCKER);
  CHECK(found[0].figures(0).value() == "SIG_DIGEST_WRONG");
}

TEST_CASE("Without a trust folder nothing is said about signatures") {
  Suite suite;
  const std::string token = Import(suite, Altered(SignedDcc(World())));
  CHECK(suite.Findings("code = V23", token).empty());
}

TEST_CASE("A list that is configured later is held to what is there") {
  World world;
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  const TemporaryFolder trust;
  world.WriteTrust(trust);
  std::string token;
  {
    Suite suite(database, "", "", trust.File(""));
    token = Import(suite, SignedDcc(world));
    CHECK(suite.Findings("code = V23", token).empty());
  }
  world.authority_list->revoked = {
      {world.laboratory, At("2024-02-01T00:00:00Z")}};
  world.WriteTrust(trust);
  Registry registry;
  Suite suite(database, "", "", trust.File(""), registry.channel());
  // The registry's token waits until all is held to what is known.
  const std::string known = registry.Create("any", "任一院")->meta().token();
  const auto found = suite.Findings("code = V23", known);
  REQUIRE(found.size() == 1);
  CHECK(found[0].figures(0).value() == "SIG_REVOKED");
}

TEST_CASE("A signer who is not the issuer is found, unless it is registered") {
  World world;
  xmldsig::testing::CertificateSpec other;
  other.organisation = "Another Lab";
  world.laboratory = Issue(world.authority, other);
  const TemporaryFolder trust;
  world.WriteTrust(trust);
  Registry registry;
  Suite suite("", "", "", trust.File(""), registry.channel());
  const std::string token = Import(suite, SignedDcc(world));
  const auto found = suite.Findings("code = SIGNER_MISMATCH", token);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind() == v1::Finding::KIND_CROSS);
  CHECK(found[0].figures(0).value() == "other_name");

  registry::proto::CreateInstitutionRequest request;
  request.set_institution_id("example");
  registry::proto::Institution& lab = *request.mutable_institution();
  (*lab.mutable_title()->mutable_texts())["en"] = "Example Lab";
  lab.set_kind(registry::proto::Institution::KIND_COMMERCIAL_LABORATORY);
  lab.mutable_period()->set_from("2001-01-01");
  lab.add_signing_keys()->set_thumbprint(
      crypto::Sha256(world.laboratory.Der()).Hex());
  const auto created = registry.Call<registry::proto::Institution>(
      &registry::proto::Registry::Stub::CreateInstitution, request);
  REQUIRE_THAT(StatusOf(created), IsOk());
  const auto closed = suite.Findings(
      "code = SIGNER_MISMATCH AND state = CLOSED", created->meta().token());
  CHECK(closed.size() == 1);
}

}  // namespace
}  // namespace suyuan::certificates
