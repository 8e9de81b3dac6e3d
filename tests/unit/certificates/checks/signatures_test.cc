// What the signatures inside a document give rise to.

#include "services/certificates/checks/signatures.h"

#include "catch2/catch.hpp"
#include "services/certificates/checks/outside_facts.h"
#include "tests/unit/certificates/checks/samples.h"

namespace suyuan::certificates::checks {
namespace {

using testing::AnyCertificate;
using testing::Archive;
using testing::FigureIn;
using testing::Of;
using testing::Regulations;
using Standing = CheckedSignature::Standing;

constexpr char kKey[] = "ab12";

CheckedSignature Signature(Standing standing, bool names_issuer = true) {
  return {
      .standing = standing, .thumbprint = kKey, .names_issuer = names_issuer};
}

CheckedCertificate Signed(std::vector<CheckedSignature> signatures) {
  CheckedCertificate c = AnyCertificate("A-1");
  c.signature_count = static_cast<int>(signatures.size());
  c.signatures = std::move(signatures);
  return c;
}

TEST_CASE("A broken signature is a finding with what is wrong with it") {
  CHECK(CheckSignatures(Signed({})).empty());
  CHECK(CheckSignatures(
            Signed({Signature(Standing::kHolds), Signature(Standing::kOpen)}))
            .empty());
  CheckedSignature broken = Signature(Standing::kBroken);
  broken.defects = {"SIG_REVOKED"};
  const std::vector<Finding> found =
      Of("V23", Archive().Add(Signed({Signature(Standing::kHolds), broken})));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == FindingKind::kHard);
  CHECK(found[0].severity == Severity::kBlocker);
  CHECK(FigureIn(found[0], "defect") == "SIG_REVOKED");
}

TEST_CASE("A signature beside the document is a finding where none holds") {
  CheckedCertificate c = AnyCertificate("A-1");
  const auto beside = [&c](std::vector<DetachedVerdict> verdicts) {
    c.beside.clear();
    for (const DetachedVerdict verdict : verdicts) {
      c.beside.push_back({.verdict = verdict});
    }
    c.signature_state = StateOf(c.beside);
    return CheckBeside(c);
  };
  CHECK(beside({}).empty());
  CHECK(beside({DetachedVerdict::kValid}).empty());
  CHECK(beside({DetachedVerdict::kKeyUnknown}).empty());
  CHECK(beside({DetachedVerdict::kKeyCompromised}).empty());
  CHECK(
      beside({DetachedVerdict::kKeyRevoked, DetachedVerdict::kValid}).empty());
  const std::vector<Finding> found = beside({DetachedVerdict::kKeyRevoked});
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "V23");
  CHECK(found[0].severity == Severity::kBlocker);
  CHECK(FigureIn(found[0], "defect") == "KEY_REVOKED");
  CHECK(found[0].Id() == BesideFindingId(c.id));
  // What is said of the signatures in the document is another matter.
  CheckedSignature broken = Signature(Standing::kBroken);
  CHECK(CheckSignatures(Signed({broken}))[0].Id() != found[0].Id());
}

TEST_CASE("A certificate is held to the keys whose terms its signatures need") {
  CheckedCertificate c = AnyCertificate("A-1");
  const absl::Time early = absl::FromUnixSeconds(1000);
  c.beside = {{.signature = {.key_id = "k", .signed_at = early},
               .verdict = DetachedVerdict::kValid},
              {.signature = {.key_id = "k"},
               .verdict = DetachedVerdict::kKeyRevoked,
               .received_at = early + absl::Seconds(1)},
              {.signature = {.key_id = "unknown", .signed_at = early},
               .verdict = DetachedVerdict::kKeyUnknown}};
  CHECK(FactsUsedBy(c) ==
        std::vector<FactUse>{{SigningKeyFactKey("k"), 1001000000}});
}

TEST_CASE("A signature that holds is to be the issuer's") {
  const NoRegistryFacts nothing;
  CHECK(CheckSigner(Signed({}), nothing).empty());
  CHECK(CheckSigner(Signed({Signature(Standing::kHolds)}), nothing).empty());
  const std::vector<Finding> found =
      CheckSigner(Signed({Signature(Standing::kHolds, false)}), nothing);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "SIGNER_MISMATCH");
  CHECK(found[0].kind == FindingKind::kCross);
  CHECK(FigureIn(found[0], "how") == "other_name");
  SECTION("others may sign beside it") {
    CHECK(CheckSigner(Signed({Signature(Standing::kHolds, false),
                              Signature(Standing::kHolds)}),
                      nothing)
              .empty());
  }
  SECTION("one that is open may be the issuer's") {
    CHECK(CheckSigner(Signed({Signature(Standing::kHolds, false),
                              Signature(Standing::kOpen)}),
                      nothing)
              .empty());
  }
  SECTION("one that is broken says nothing about who signed") {
    CHECK(CheckSigner(Signed({Signature(Standing::kBroken, false)}), nothing)
              .empty());
    CHECK(CheckSigner(Signed({Signature(Standing::kHolds, false),
                              Signature(Standing::kBroken)}),
                      nothing)
              .size() == 1);
  }
}

TEST_CASE("What the registry says of a key goes before what its name says") {
  Regulations facts;
  facts.holders[kKey] = {{"institutions/tianshan", {"天山计量院"}}};
  CHECK(
      CheckSigner(Signed({Signature(Standing::kHolds, false)}), facts).empty());
  SECTION("by the record, where the certificate names it") {
    facts.holders[kKey] = {{"institutions/tianshan", {"另一名称"}}};
    CheckedCertificate c = Signed({Signature(Standing::kHolds, false)});
    CHECK(CheckSigner(c, facts).size() == 1);
    c.issuer.institution = "institutions/tianshan";
    CHECK(CheckSigner(c, facts).empty());
  }
  SECTION("a key of another body is not made the issuer's by its name") {
    facts.holders[kKey] = {{"institutions/other", {"乙院"}}};
    const std::vector<Finding> found =
        CheckSigner(Signed({Signature(Standing::kHolds, true)}), facts);
    REQUIRE(found.size() == 1);
    CHECK(FigureIn(found[0], "how") == "key_of_another");
  }
  SECTION("one of several holders is enough") {
    facts.holders[kKey].push_back({"institutions/other", {"乙院"}});
    CHECK(CheckSigner(Signed({Signature(Standing::kHolds, false)}), facts)
              .empty());
  }
}

TEST_CASE("A signed certificate is held to the roots and to its keys") {
  CheckedCertificate c = Signed({Signature(Standing::kHolds)});
  CHECK(FactsUsedBy(c) ==
        std::vector<FactUse>{{"signer ab12", 0}, {"trust", 0}});
  const size_t decided = OutsideFindingIds(c).size();
  SECTION("of what nobody has checked this time nothing is taken back") {
    c.signatures.clear();
    CHECK(FactsUsedBy(c) == std::vector<FactUse>{{"trust", 0}});
    CHECK(OutsideFindingIds(c).size() == decided - 2);
  }
}

}  // namespace
}  // namespace suyuan::certificates::checks
