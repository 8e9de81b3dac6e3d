// The signed certificates that others published, with the trust material that
// was published with them. SUYUAN_DCC_EXAMPLES names the folder.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "catch2/catch.hpp"
#include "libs/xmldsig/verify.h"

namespace suyuan::xmldsig {
namespace {

std::string Folder() {
  const char* set = std::getenv("SUYUAN_DCC_EXAMPLES");
  return set != nullptr ? set : "../shared/dcc/examples";
}

bool IsThere() {
  if (std::filesystem::exists(Folder() + "/MANIFEST.tsv")) return true;
  std::cout << "no DCC corpus at " << Folder()
            << " (SUYUAN_DCC_EXAMPLES): nothing is checked\n";
  return false;
}

std::string ReadFile(const std::string& name) {
  std::ifstream file(absl::StrCat(Folder(), "/", name), std::ios::binary);
  REQUIRE(file);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

TrustFolder Published() {
  auto trust = TrustFolder::Read(Folder() + "/trust");
  REQUIRE(trust.ok());
  return *std::move(trust);
}

absl::Time Now() {
  return absl::FromCivil(absl::CivilDay(2026, 11, 30), absl::UTCTimeZone());
}

SignatureReport Judge(const std::string& name, const TrustFolder* trust) {
  const auto report = Verify(ReadFile(name), {.trust = trust, .now = Now()});
  REQUIRE(report.ok());
  REQUIRE(report->signatures.size() == 1);
  CHECK(report->verdict == report->signatures[0].verdict);
  return report->signatures[0];
}

bool Has(const SignatureReport& report, absl::string_view code) {
  for (const dcc::Finding& one : report.findings) {
    if (one.code == code) return true;
  }
  return false;
}

TEST_CASE("Published trust material is read, and what is broken is named") {
  if (!IsThere()) return;
  const TrustFolder trust = Published();
  CHECK(trust.roots() == 2);
  CHECK(trust.intermediates() == 3);
  CHECK(trust.revocation_lists() == 0);
  REQUIRE(trust.problems().size() == 1);
  CHECK(absl::StartsWith(trust.problems()[0], "dcclib_invalid_cert.pem: "));
}

TEST_CASE("Published signatures that are sound are, but for revocation") {
  if (!IsThere()) return;
  const std::string name = GENERATE("gp_temperature_signed_v3.1.1.xml",
                                    "gp_temperature_signed_LT_v3.2.0.xml",
                                    "dcclib_valid_signature_v3.3.0.xml");
  INFO(name);
  const TrustFolder trust = Published();
  const SignatureReport one = Judge(name, &trust);
  CHECK(one.coverage == Verdict::kValid);
  CHECK(one.algorithms == Verdict::kValid);
  CHECK(one.digest == Verdict::kValid);
  CHECK(one.value == Verdict::kValid);
  CHECK(one.certificate == Verdict::kValid);
  CHECK(one.chain == Verdict::kValid);
  // No revocation list was published.
  CHECK(one.revocation == Verdict::kNotChecked);
  CHECK(one.verdict == Verdict::kNotChecked);
  CHECK(Judge(name, nullptr).chain == Verdict::kNotChecked);
}

TEST_CASE("A published signer expired since stays good for what it signed") {
  if (!IsThere()) return;
  const TrustFolder trust = Published();
  const SignatureReport one = Judge("gp_temperature_signed_v3.1.1.xml", &trust);
  REQUIRE(one.signer.has_value());
  CHECK(one.signer->not_after < Now());
  CHECK(one.signing_time.source == TimeSource::kClaimed);
  CHECK(one.chain == Verdict::kValid);
  CHECK(one.chain_now == Verdict::kInvalid);
}

TEST_CASE("Published files that were altered, or signed elsewhere, are found") {
  if (!IsThere()) return;
  struct Case {
    const char* name;
    const char* code;
  };
  const auto one = GENERATE(values<Case>(
      {{"gp_temperature_signed_manipulated_v3.1.1.xml", "SIG_DIGEST_WRONG"},
       {"pydcc_siliconsphere_signed_v2.4.0.xml", "SIG_DIGEST_WRONG"},
       {"chain_1_BX-10504-CAL_bogus-signature_v2.2.0.xml",
        "SIG_OTHER_DOCUMENT"}}));
  INFO(one.name);
  const TrustFolder trust = Published();
  const SignatureReport report = Judge(one.name, &trust);
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report, one.code));
}

TEST_CASE("Published files are signed where their manifest says so") {
  if (!IsThere()) return;
  std::istringstream manifest(ReadFile("MANIFEST.tsv"));
  std::string line;
  int is_signed = 0;
  while (std::getline(manifest, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    if (!absl::EndsWith(cells[0], ".xml")) continue;
    const auto report = Verify(ReadFile(cells[0]), {.now = Now()});
    // Not well-formed: the manifest says so too.
    if (!report.ok()) continue;
    const bool says_so = absl::StrContains(cells[6], "ds:Signature") ||
                         absl::StrContains(cells[6], "XMLDSig") ||
                         absl::StrContains(cells[6], "XAdES");
    INFO(line);
    CHECK((report->verdict != Verdict::kNone) == says_so);
    if (says_so) ++is_signed;
  }
  CHECK(is_signed == 6);
}

}  // namespace
}  // namespace suyuan::xmldsig
