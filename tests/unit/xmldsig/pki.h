#ifndef TESTS_UNIT_XMLDSIG_PKI_H_
#define TESTS_UNIT_XMLDSIG_PKI_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// Authorities, signers and revocation lists, made anew in each run.
namespace suyuan::xmldsig::testing {

// "2024-03-01T00:00:00Z".
absl::Time At(absl::string_view text);

enum class KeyKind { kEc256, kEc224, kRsa2048, kRsa1024, kEd25519 };

struct CertificateSpec {
  std::string organisation = "Example Lab";
  std::string common_name = "Signing key 1";
  absl::Time not_before = At("2023-01-01T00:00:00Z");
  absl::Time not_after = At("2025-01-01T00:00:00Z");
  bool is_authority = false;
  // As openssl.cnf has it; empty: no extension.
  std::string key_usage = "critical,digitalSignature";
  KeyKind key = KeyKind::kEc256;
  std::string digest = "SHA256";
};

struct Identity {
  std::shared_ptr<EVP_PKEY> key;
  std::shared_ptr<X509> certificate;

  std::string Der() const;
  std::string Pem() const;
};

CertificateSpec AuthoritySpec(std::string common_name);
Identity SelfSigned(const CertificateSpec& spec);
Identity Issue(const Identity& authority, const CertificateSpec& spec);
// Another certificate of the same authority for the key that `of` has.
Identity IssueAgain(const Identity& authority, const Identity& of,
                    const CertificateSpec& spec);

struct Revoked {
  Identity identity;
  absl::Time when;
  // CRLReason of RFC 5280 5.3.1; negative: none stated.
  int reason = -1;
};

struct ListSpec {
  absl::Time this_update = At("2024-06-01T00:00:00Z");
  absl::Time next_update = At("2024-07-01T00:00:00Z");
  std::vector<Revoked> revoked;
  std::string digest = "SHA256";
  // A list of a part of what its issuer revokes.
  bool is_partial = false;
};

// PEM.
std::string RevocationListOf(const Identity& authority, const ListSpec& spec);

}  // namespace suyuan::xmldsig::testing

#endif  // TESTS_UNIT_XMLDSIG_PKI_H_
