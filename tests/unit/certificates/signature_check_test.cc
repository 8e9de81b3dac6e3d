#include "services/certificates/lint/signature_check.h"

#include <algorithm>
#include <string>

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using xmldsig::testing::World;

// The sample certificate of "Example Lab", signed by `world`'s laboratory.
std::string SignedDcc(const World& world) {
  xmldsig::testing::Signing signing = world.ByLaboratory();
  signing.document = dcc::testing::Sample().Xml();
  return Sign(signing);
}

SignatureLint Judge(const World& world, const std::string& document,
                    bool is_trusted = true) {
  suyuan::testing::TemporaryFolder folder;
  world.WriteTrust(folder);
  const auto trust = xmldsig::TrustFolder::Read(folder.File(""));
  REQUIRE_THAT(StatusOf(trust), IsOk());
  const FakeClock clock(world.question.now);
  const XmlSignatureChecker checker(is_trusted ? &*trust : nullptr, clock,
                                    dcc::Limits());
  const DocumentLinter linter(nullptr, checker);
  auto lint = linter.Lint(document, dcc::Limits(), Deadline::Infinite());
  REQUIRE_THAT(StatusOf(lint), IsOk());
  return lint->signature;
}

TEST_CASE("A certificate signed by its laboratory is valid") {
  const World world;
  const SignatureLint lint = Judge(world, SignedDcc(world));
  CHECK(lint.verdict == SignatureVerdict::kValid);
  CHECK_FALSE(xmldsig::testing::Has(lint.findings, "SIG_ISSUER_DIFFERS"));
  CHECK(std::none_of(lint.findings.begin(), lint.findings.end(),
                     [](const dcc::Finding& one) {
                       return one.severity == dcc::Severity::kDefect;
                     }));
}

TEST_CASE("A certificate that another signed is valid, with a finding") {
  World world;
  xmldsig::testing::CertificateSpec other;
  other.organisation = "Another Lab";
  world.laboratory = Issue(world.authority, other);
  const SignatureLint lint = Judge(world, SignedDcc(world));
  CHECK(lint.verdict == SignatureVerdict::kValid);
  CHECK(xmldsig::testing::Has(lint.findings, "SIG_ISSUER_DIFFERS"));
}

TEST_CASE("Without a trust folder nothing is valid and the broken is found") {
  const World world;
  std::string document = SignedDcc(world);
  CHECK(Judge(world, document, false).verdict == SignatureVerdict::kNotChecked);
  const std::size_t at = document.find("1.000002");
  REQUIRE(at != std::string::npos);
  document[at] = '2';
  const SignatureLint broken = Judge(world, document, false);
  CHECK(broken.verdict == SignatureVerdict::kInvalid);
  CHECK(xmldsig::testing::Has(broken.findings, "SIG_DIGEST_WRONG"));
}

}  // namespace
}  // namespace suyuan::certificates
