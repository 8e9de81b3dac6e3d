#ifndef SERVICES_CERTIFICATES_CHECKS_OUTSIDE_FACTS_H_
#define SERVICES_CERTIFICATES_CHECKS_OUTSIDE_FACTS_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/registry_facts.h"

// What others tell of the world outside the archive, such as how long a
// regulation lets a verification last. It may be told late, and it may change:
// so what a certificate was held to is kept with it, and when that changes the
// certificate is held to it again.

namespace suyuan::certificates::checks {

// A certificate was held to this.
struct FactUse {
  std::string key;
  // Where the certificate stands with it, so that a change concerns few.
  int64_t rank = 0;

  friend bool operator==(const FactUse&, const FactUse&) = default;
};

// What is known under `key` has changed for the ranks from `from` to `to`.
// Findings that rest on it are looked at whatever their rank.
struct FactChange {
  std::string key;
  int64_t from = std::numeric_limits<int64_t>::min();
  int64_t to = std::numeric_limits<int64_t>::max();
};

// Of the edition, or series, with this normal form. The rank of a verification
// is the number of months that its specifications must allow at least.
std::string SpecificationFactKey(absl::string_view number_key);

// Of the registered holders of a key, by the SHA-256 of its certificate.
std::string SignerFactKey(absl::string_view thumbprint);

// Of the terms of an institution's key, by its id. The rank is the instant at
// which a signature was made by it, in microseconds of Unix time; of several
// beside one certificate the last.
inline constexpr char kSigningKeyFactMark[] = "signing key ";
std::string SigningKeyFactKey(absl::string_view key_id);

// The roots and revocation lists that signatures are held to.
inline constexpr char kTrustFactKey[] = "trust";

// Of the lists of an issuer, by its record, title or code. Nothing is kept of
// who was held to it: the index of issuers tells. The rank is the number of the
// day of issue, counted from 1970-01-01.
inline constexpr char kRegisterFactMark[] = "register ";
std::string RegisterFactKey(absl::string_view issuer);

std::vector<FactUse> FactsUsedBy(const CheckedCertificate& certificate);

// The findings that rest on such facts: CheckPeriod, CheckSignatures,
// CheckSigner and CheckIssued. The subject of each is the certificate's id.
std::vector<Finding> CheckOutsideFacts(const CheckedCertificate& certificate,
                                       const RegistryFacts& facts);
bool IsOutsideCode(absl::string_view code);
// The ids of all that CheckOutsideFacts may say of it, as far as it can be
// decided: of signatures that nobody has checked this time, or of a register
// that says nothing, none.
std::vector<std::string> OutsideFindingIds(
    const CheckedCertificate& certificate);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_OUTSIDE_FACTS_H_
