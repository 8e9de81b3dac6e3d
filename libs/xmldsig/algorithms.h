#ifndef LIBS_XMLDSIG_ALGORITHMS_H_
#define LIBS_XMLDSIG_ALGORITHMS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

// Inside libs/xmldsig: which methods prove something.
namespace suyuan::xmldsig {

enum class Strength {
  kAllowed,
  // Broken or too short: SHA-1, MD5, RIPEMD-160, and HMAC, which proves
  // nothing to a third party.
  kWeak,
  kUnknown,
};

// RSA (PKCS #1 v1.5) and ECDSA with SHA-256, SHA-384 or SHA-512 (RFC 9231).
Strength SignatureMethodStrength(absl::string_view uri);
// SHA-256, SHA-384 or SHA-512.
Strength DigestMethodStrength(absl::string_view uri);
// Canonical XML 1.0, 1.1 and exclusive, each with or without comments.
bool IsCanonicalisation(absl::string_view uri);

// The digest of an allowed method; nullopt for another.
std::optional<std::string> DigestBy(absl::string_view uri,
                                    absl::string_view bytes);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_ALGORITHMS_H_
