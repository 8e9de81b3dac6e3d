#include "services/certificates/signatures/signature_judge.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace suyuan::certificates {
namespace {

// Of the issuer, if it is one of them.
const RegisteredKey& IssuersOrFirst(const std::vector<RegisteredKey>& found,
                                    const Issuer& issuer) {
  const auto own = std::find_if(found.begin(), found.end(),
                                [&issuer](const RegisteredKey& one) {
                                  return IsIssuedBy(issuer, *one.institution);
                                });
  return own != found.end() ? *own : found.front();
}

DetachedVerdict VerdictOnTime(const InstitutionKey& key,
                              const DetachedSignature& signature,
                              absl::Time received_at) {
  const absl::Time signed_at = signature.signed_at.value_or(received_at);
  if (signed_at > received_at + kMostClockSkew) {
    return DetachedVerdict::kTimeInFuture;
  }
  switch (StatusAt(key, signed_at)) {
    case KeyStatus::kNotYetValid:
      return DetachedVerdict::kKeyNotYetValid;
    case KeyStatus::kExpired:
      return DetachedVerdict::kKeyExpired;
    case KeyStatus::kRevoked:
      return DetachedVerdict::kKeyRevoked;
    case KeyStatus::kValid:
      break;
  }
  const bool is_late =
      key.revoked_at.has_value() && received_at >= *key.revoked_at;
  return key.compromised && is_late ? DetachedVerdict::kKeyCompromised
                                    : DetachedVerdict::kValid;
}

bool Holds(const crypto::VerifyingKey& key, const DetachedSignature& signature,
           absl::string_view original) {
  return signature.algorithm.value_or(key.algorithm()) == key.algorithm() &&
         key.Verify(original, signature.bytes);
}

}  // namespace

JudgedSignature Judge(DetachedSignature signature, absl::string_view original,
                      const Issuer& issuer, absl::Time received_at,
                      const InstitutionKeys* keys) {
  JudgedSignature judged{.signature = std::move(signature),
                         .verdict = DetachedVerdict::kNotChecked,
                         .signer = "",
                         .received_at = received_at};
  if (keys == nullptr) return judged;
  const std::vector<RegisteredKey> found = keys->Find(judged.signature.key_id);
  if (found.empty()) {
    judged.verdict = DetachedVerdict::kKeyUnknown;
    return judged;
  }
  const RegisteredKey& by = IssuersOrFirst(found, issuer);
  judged.signer = by.institution->name;
  const crypto::VerifyingKey& key = by.key->key;
  if (!judged.signature.algorithm.has_value()) {
    judged.signature.algorithm = key.algorithm();
  }
  if (!Holds(key, judged.signature, original)) {
    judged.verdict = DetachedVerdict::kInvalid;
  } else if (!IsIssuedBy(issuer, *by.institution)) {
    judged.verdict = DetachedVerdict::kSignerMismatch;
  } else {
    judged.verdict = VerdictOnTime(*by.key, judged.signature, received_at);
  }
  return judged;
}

}  // namespace suyuan::certificates
