#ifndef SERVICES_CERTIFICATES_SIGNATURES_KEY_TERMS_H_
#define SERVICES_CERTIFICATES_SIGNATURES_KEY_TERMS_H_

#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/certificates/signatures/detached_signature.h"

namespace suyuan::certificates {

// How far the clock of a signer may be ahead of ours.
inline constexpr absl::Duration kMostClockSkew = absl::Minutes(5);

// When a key counts, as its institution has registered it.
struct KeyTerms {
  // First and last day in China, both inclusive; absent: open.
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
  // From this instant on it does not count.
  std::optional<absl::Time> revoked_at;
  // The private key may be in other hands.
  bool compromised = false;

  friend bool operator==(const KeyTerms&, const KeyTerms&) = default;
};

enum class KeyStatus { kValid, kNotYetValid, kExpired, kRevoked };
// Whether a key counted at that instant. A revocation weighs more than the end
// of the period.
KeyStatus StatusAt(const KeyTerms& terms, absl::Time instant);

// When the signature was made: the instant that the signer claims, else the one
// at which it came.
absl::Time MadeAt(const DetachedSignature& signature, absl::Time received_at);

// What the terms say of a signature that the key made. One of kValid,
// kKeyNotYetValid, kKeyExpired, kKeyRevoked, kKeyCompromised, kTimeInFuture.
DetachedVerdict VerdictByTerms(const KeyTerms& terms,
                               const DetachedSignature& signature,
                               absl::Time received_at);
// Whether the verdict is one of those: the key is the issuer's and made the
// signature, so that nothing but its terms can change the verdict.
bool RestsOnTerms(DetachedVerdict verdict);

// No signature made before this instant gets another verdict by `after` than by
// `before`. InfinitePast: any may.
absl::Time FirstAffected(const KeyTerms& before, const KeyTerms& after);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_SIGNATURES_KEY_TERMS_H_
