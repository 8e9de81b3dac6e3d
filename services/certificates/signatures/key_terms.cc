#include "services/certificates/signatures/key_terms.h"

#include <algorithm>

#include "libs/metrology/calendar.h"

namespace suyuan::certificates {
namespace {

// The first instant after the last day.
absl::Time EndOf(const KeyTerms& terms) {
  return terms.to.has_value() ? metrology::BeginOf(*terms.to + 1)
                              : absl::InfiniteFuture();
}

absl::Time RevocationOf(const KeyTerms& terms) {
  return terms.revoked_at.value_or(absl::InfiniteFuture());
}

}  // namespace

KeyStatus StatusAt(const KeyTerms& terms, absl::Time instant) {
  if (instant >= RevocationOf(terms)) return KeyStatus::kRevoked;
  const absl::CivilDay day = metrology::LegalDay(instant);
  if (terms.from.has_value() && day < *terms.from) {
    return KeyStatus::kNotYetValid;
  }
  if (terms.to.has_value() && day > *terms.to) return KeyStatus::kExpired;
  return KeyStatus::kValid;
}

absl::Time MadeAt(const DetachedSignature& signature, absl::Time received_at) {
  return signature.signed_at.value_or(received_at);
}

DetachedVerdict VerdictByTerms(const KeyTerms& terms,
                               const DetachedSignature& signature,
                               absl::Time received_at) {
  const absl::Time made_at = MadeAt(signature, received_at);
  if (made_at > received_at + kMostClockSkew) {
    return DetachedVerdict::kTimeInFuture;
  }
  switch (StatusAt(terms, made_at)) {
    case KeyStatus::kNotYetValid:
      return DetachedVerdict::kKeyNotYetValid;
    case KeyStatus::kExpired:
      return DetachedVerdict::kKeyExpired;
    case KeyStatus::kRevoked:
      return DetachedVerdict::kKeyRevoked;
    case KeyStatus::kValid:
      break;
  }
  const bool is_late = received_at >= RevocationOf(terms);
  return terms.compromised && is_late ? DetachedVerdict::kKeyCompromised
                                      : DetachedVerdict::kValid;
}

bool RestsOnTerms(DetachedVerdict verdict) {
  switch (verdict) {
    case DetachedVerdict::kValid:
    case DetachedVerdict::kKeyNotYetValid:
    case DetachedVerdict::kKeyExpired:
    case DetachedVerdict::kKeyRevoked:
    case DetachedVerdict::kKeyCompromised:
    case DetachedVerdict::kTimeInFuture:
      return true;
    case DetachedVerdict::kInvalid:
    case DetachedVerdict::kKeyUnknown:
    case DetachedVerdict::kSignerMismatch:
    case DetachedVerdict::kNotChecked:
      break;
  }
  return false;
}

absl::Time FirstAffected(const KeyTerms& before, const KeyTerms& after) {
  // A compromised key makes a signature doubtful by when it came.
  if (before.from != after.from || before.compromised != after.compromised ||
      (after.compromised && before.revoked_at != after.revoked_at)) {
    return absl::InfinitePast();
  }
  absl::Time first = absl::InfiniteFuture();
  if (before.to != after.to) first = std::min(EndOf(before), EndOf(after));
  if (before.revoked_at == after.revoked_at) return first;
  return std::min({first, RevocationOf(before), RevocationOf(after)});
}

}  // namespace suyuan::certificates
