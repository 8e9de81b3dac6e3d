#ifndef TESTS_UNIT_XMLDSIG_WORLD_H_
#define TESTS_UNIT_XMLDSIG_WORLD_H_

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/xmldsig/verify.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/xmldsig/pki.h"
#include "tests/unit/xmldsig/signer.h"

namespace suyuan::xmldsig::testing {

// A root, an authority under it and a laboratory; all sound on 2024-03-01, when
// the laboratory signs, and on 2024-06-15, when the verdict is asked for.
// Change one thing.
struct World {
  Identity root = SelfSigned(AuthoritySpec("Root"));
  Identity authority = Issue(root, AuthoritySpec("Authority"));
  Identity laboratory = Issue(authority, CertificateSpec());
  std::optional<ListSpec> root_list = ListSpec();
  std::optional<ListSpec> authority_list = ListSpec();
  Question question = {.now = At("2024-06-15T00:00:00Z")};

  Signing ByLaboratory() const {
    Signing signing;
    signing.signer = laboratory;
    signing.attached = {laboratory, authority};
    return signing;
  }

  void WriteTrust(const suyuan::testing::TemporaryFolder& folder) const {
    Write(folder.File("root.pem"), root.Pem());
    if (root_list.has_value()) {
      Write(folder.File("root.crl"), RevocationListOf(root, *root_list));
    }
    if (authority_list.has_value()) {
      Write(folder.File("authority.crl"),
            RevocationListOf(authority, *authority_list));
    }
  }

  Report Judge(const std::string& document) const {
    suyuan::testing::TemporaryFolder folder;
    WriteTrust(folder);
    // The folder is read once and may go.
    const auto trust = TrustFolder::Read(folder.File(""));
    REQUIRE_THAT(suyuan::testing::StatusOf(trust), suyuan::testing::IsOk());
    Question asked = question;
    asked.trust = &*trust;
    return Ask(document, asked);
  }

  static Report Ask(const std::string& document, const Question& question) {
    auto report = Verify(document, question);
    REQUIRE_THAT(suyuan::testing::StatusOf(report), suyuan::testing::IsOk());
    return *std::move(report);
  }

  static void Write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }
};

inline bool Has(const std::vector<dcc::Finding>& findings,
                absl::string_view code) {
  return std::any_of(
      findings.begin(), findings.end(),
      [code](const dcc::Finding& one) { return one.code == code; });
}

// The verdict and the codes of all findings: "INVALID SIG_DIGEST_WRONG".
inline std::string Summary(const Report& report) {
  std::string text = VerdictName(report.verdict);
  for (const dcc::Finding& one : report.findings) {
    absl::StrAppend(&text, " ", one.code);
  }
  for (const SignatureReport& signature : report.signatures) {
    for (const dcc::Finding& one : signature.findings) {
      absl::StrAppend(&text, " ", one.code);
    }
  }
  return text;
}

}  // namespace suyuan::xmldsig::testing

#endif  // TESTS_UNIT_XMLDSIG_WORLD_H_
