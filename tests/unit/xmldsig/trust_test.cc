// Chains, revocation lists and the folder they come from.
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::xmldsig {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::At;
using testing::AuthoritySpec;
using testing::CertificateSpec;
using testing::Has;
using testing::KeyKind;
using testing::ListSpec;
using testing::Sign;
using testing::Signing;
using testing::Summary;
using testing::World;

TEST_CASE("A chain to a root that is not configured proves nothing") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  world.root = SelfSigned(AuthoritySpec("Another root"));
  const Report report = world.Judge(document);
  CHECK(report.verdict == Verdict::kIndeterminate);
  CHECK(Has(report.signatures[0].findings, "SIG_CHAIN_UNTRUSTED"));
  CHECK(report.signatures[0].revocation == Verdict::kNotChecked);
}

TEST_CASE("A root that comes with the signature is not trusted for that") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.attached = {world.laboratory, world.authority, world.root};
  const std::string document = Sign(signing);
  CHECK(world.Judge(document).verdict == Verdict::kValid);
  world.root = SelfSigned(AuthoritySpec("Another root"));
  CHECK(world.Judge(document).verdict == Verdict::kIndeterminate);
}

TEST_CASE("A root of the same name with another key is not the root") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  world.root = SelfSigned(AuthoritySpec("Root"));
  const Report report = world.Judge(document);
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_CHAIN_BROKEN"));
}

TEST_CASE("A certificate that signed itself is its own witness") {
  World world;
  world.laboratory = SelfSigned(CertificateSpec());
  CHECK(world.Judge(Sign(world.ByLaboratory())).verdict ==
        Verdict::kIndeterminate);
}

TEST_CASE("A missing link is not guessed") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.attached = {world.laboratory};
  const Report report = world.Judge(Sign(signing));
  CHECK(report.verdict == Verdict::kIndeterminate);
  CHECK(Has(report.signatures[0].findings, "SIG_CHAIN_UNTRUSTED"));
}

TEST_CASE("A laboratory is no authority") {
  World world;
  CertificateSpec spec;
  spec.common_name = "No authority";
  spec.key_usage = "critical,digitalSignature,keyCertSign";
  const testing::Identity first = Issue(world.authority, spec);
  world.laboratory = Issue(first, CertificateSpec());
  Signing signing = world.ByLaboratory();
  signing.attached = {world.laboratory, first, world.authority};
  const Report report = world.Judge(Sign(signing));
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_CHAIN_BROKEN"));
}

TEST_CASE("A certificate by SHA-1 or under a short key is too weak") {
  World world;
  SECTION("digest") {
    CertificateSpec spec;
    spec.digest = "SHA1";
    world.laboratory = Issue(world.authority, spec);
  }
  SECTION("key") {
    testing::CertificateSpec weak = AuthoritySpec("Authority");
    weak.key = KeyKind::kRsa1024;
    world.authority = Issue(world.root, weak);
    world.laboratory = Issue(world.authority, CertificateSpec());
  }
  const Report report = world.Judge(Sign(world.ByLaboratory()));
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_CHAIN_WEAK"));
}

TEST_CASE("Without a list of every issuer revocation is not checked") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  SECTION("of the authority") { world.authority_list.reset(); }
  SECTION("of the root") { world.root_list.reset(); }
  SECTION("of either") {
    world.authority_list.reset();
    world.root_list.reset();
  }
  const Report report = world.Judge(document);
  CHECK(report.verdict == Verdict::kNotChecked);
  CHECK(report.signatures[0].chain == Verdict::kValid);
  CHECK(Has(report.signatures[0].findings, "SIG_CRL_NONE"));
}

TEST_CASE("A revocation counts from its second on") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.signing_time = "2024-03-01T10:00:00Z";
  world.authority_list->revoked = {
      {world.laboratory, At("2024-03-01T10:00:00Z")}};
  const Report before = world.Judge(Sign(signing));
  CHECK(before.verdict == Verdict::kInvalid);
  CHECK(Has(before.signatures[0].findings, "SIG_REVOKED"));
  world.authority_list->revoked[0].when = At("2024-03-01T10:00:01Z");
  const Report after = world.Judge(Sign(signing));
  CHECK(after.verdict == Verdict::kValid);
  CHECK(Has(after.signatures[0].findings, "SIG_REVOKED_LATER"));
}

TEST_CASE("A revoked authority takes its certificates with it") {
  World world;
  world.root_list->revoked = {{world.authority, At("2024-01-01T00:00:00Z")}};
  CHECK(world.Judge(Sign(world.ByLaboratory())).verdict == Verdict::kInvalid);
}

TEST_CASE("A stolen key can claim any day, a record of the document cannot") {
  World world;
  constexpr int kKeyCompromise = 1;
  world.authority_list->revoked = {
      {world.laboratory, At("2024-05-01T00:00:00Z"), kKeyCompromise}};
  const std::string document = Sign(world.ByLaboratory());
  const Report claimed = world.Judge(document);
  CHECK(claimed.verdict == Verdict::kIndeterminate);
  CHECK(Has(claimed.signatures[0].findings, "SIG_REVOKED_COMPROMISED"));
  world.question.existed_by = At("2024-05-01T00:00:00Z");
  CHECK(world.Judge(document).verdict == Verdict::kIndeterminate);
  world.question.existed_by = At("2024-04-30T23:59:59Z");
  CHECK(world.Judge(document).verdict == Verdict::kValid);
}

TEST_CASE("A list says nothing about a time after its end") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  world.authority_list->this_update = At("2024-02-01T00:00:00Z");
  world.authority_list->next_update = At("2024-03-01T10:00:00Z");
  CHECK(world.Judge(document).verdict == Verdict::kValid);
  world.authority_list->next_update = At("2024-03-01T09:59:59Z");
  const Report stale = world.Judge(document);
  CHECK(stale.verdict == Verdict::kIndeterminate);
  CHECK(Has(stale.signatures[0].findings, "SIG_CRL_STALE"));
}

TEST_CASE("A list from after the certificate's end is used, and that is said") {
  World world;
  world.question.now = At("2028-01-01T00:00:00Z");
  world.authority_list->this_update = At("2025-01-01T00:00:00Z");
  const std::string document = Sign(world.ByLaboratory());
  CHECK_FALSE(Has(world.Judge(document).signatures[0].findings,
                  "SIG_CRL_AFTER_EXPIRY"));
  world.authority_list->this_update = At("2025-01-01T00:00:01Z");
  const Report report = world.Judge(document);
  CHECK(report.verdict == Verdict::kValid);
  CHECK(Has(report.signatures[0].findings, "SIG_CRL_AFTER_EXPIRY"));
}

TEST_CASE("A list that another signed, or a weak one, is none") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  SECTION("another key of the same name") {
    const testing::Identity impostor =
        Issue(world.root, AuthoritySpec("Authority"));
    TemporaryFolder folder;
    World::Write(folder.File("root.pem"), world.root.Pem());
    World::Write(folder.File("root.crl"),
                 RevocationListOf(world.root, ListSpec()));
    World::Write(folder.File("fake.crl"),
                 RevocationListOf(impostor, ListSpec()));
    const auto trust = TrustFolder::Read(folder.File(""));
    REQUIRE(trust.ok());
    Question question = world.question;
    question.trust = &*trust;
    CHECK(World::Ask(document, question).verdict == Verdict::kNotChecked);
  }
  SECTION("SHA-1") {
    world.authority_list->digest = "SHA1";
    CHECK(world.Judge(document).verdict == Verdict::kNotChecked);
  }
  SECTION("a list of users alone") {
    world.authority_list->is_partial = true;
    CHECK(world.Judge(document).verdict == Verdict::kNotChecked);
  }
  SECTION("not made yet") {
    world.authority_list->this_update = At("2024-06-15T00:00:01Z");
    CHECK(world.Judge(document).verdict == Verdict::kNotChecked);
  }
}

TEST_CASE("An authority that may not sign lists has none") {
  World world;
  testing::CertificateSpec spec = AuthoritySpec("Authority");
  spec.key_usage = "critical,keyCertSign";
  world.authority = Issue(world.root, spec);
  world.laboratory = Issue(world.authority, CertificateSpec());
  CHECK(world.Judge(Sign(world.ByLaboratory())).verdict ==
        Verdict::kNotChecked);
}

TEST_CASE(
    "The folder holds PEM, bundles and DER, and names what it cannot use") {
  World world;
  TemporaryFolder folder;
  World::Write(folder.File("bundle.pem"),
               world.root.Pem() + world.authority.Pem() +
                   RevocationListOf(world.root, ListSpec()));
  World::Write(folder.File("other.cer"), World().root.Der());
  World::Write(folder.File("README"), "roots of the laboratory");
  World::Write(folder.File("cut.der"), World().root.Der().substr(0, 200));
  World::Write(
      folder.File("key.pem"),
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
  ListSpec partial;
  partial.is_partial = true;
  World::Write(folder.File("part.crl"), RevocationListOf(world.root, partial));
  World::Write(folder.File(".hidden"), "not looked at");
  const auto trust = TrustFolder::Read(folder.File(""));
  REQUIRE(trust.ok());
  CHECK(trust->roots() == 2);
  CHECK(trust->intermediates() == 1);
  CHECK(trust->revocation_lists() == 1);
  REQUIRE(trust->problems().size() == 4);
  CHECK(trust->problems()[0].substr(0, 8) == "README: ");
  CHECK(trust->problems()[1].substr(0, 9) == "cut.der: ");
  CHECK(trust->problems()[2].substr(0, 9) == "key.pem: ");
  CHECK(trust->problems()[3].substr(0, 10) == "part.crl: ");
}

TEST_CASE("A folder that is not there is refused by its name") {
  TemporaryFolder folder;
  const auto trust = TrustFolder::Read(folder.File("nowhere"));
  CHECK_THAT(StatusOf(trust), HasReason("TRUST_FOLDER_MISSING"));
}

TEST_CASE("An empty folder trusts nobody") {
  World world;
  TemporaryFolder folder;
  const auto trust = TrustFolder::Read(folder.File(""));
  REQUIRE(trust.ok());
  Question question = world.question;
  question.trust = &*trust;
  CHECK(World::Ask(Sign(world.ByLaboratory()), question).verdict ==
        Verdict::kNotChecked);
}

}  // namespace
}  // namespace suyuan::xmldsig
