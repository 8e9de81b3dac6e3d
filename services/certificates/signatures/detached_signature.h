#ifndef SERVICES_CERTIFICATES_SIGNATURES_DETACHED_SIGNATURE_H_
#define SERVICES_CERTIFICATES_SIGNATURES_DETACHED_SIGNATURE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/crypto/signing_key.h"

namespace suyuan::certificates {

// A signature over the original bytes of a certificate, kept beside it.
struct DetachedSignature {
  // As its sender says; absent: as the key has it.
  std::optional<crypto::SignatureAlgorithm> algorithm;
  // Of crypto::VerifyingKey.
  std::string key_id;
  std::string bytes;
  // When it was made, as the signer says. No part of what is signed.
  std::optional<absl::Time> signed_at;
};

// What is known of a signature. The numbers are those of the contract.
enum class DetachedVerdict {
  kValid = 1,           // by a key of the issuer that counted when it was made
  kInvalid = 2,         // not made by this key over these bytes
  kKeyUnknown = 3,      // nobody has registered the key
  kKeyNotYetValid = 4,  // made before the first day of the key
  kKeyExpired = 5,      // made after the last day of the key
  kKeyRevoked = 6,      // made when the key had been revoked
  kKeyCompromised = 7,  // that it is older than the revocation is only claimed
  kSignerMismatch = 8,  // by a key of another institution than the issuer
  kTimeInFuture = 9,    // claims to be made later than it came
  kNotChecked = 10,     // there are no keys to check it with
};
// "VALID", "KEY_UNKNOWN", ...
absl::string_view VerdictWord(DetachedVerdict verdict);

// What is known of a signature since an instant.
struct JudgedSignature {
  DetachedSignature signature;
  DetachedVerdict verdict = DetachedVerdict::kNotChecked;
  // institutions/{institution}: whose key it is; empty where unknown.
  std::string signer;
  absl::Time received_at;

  // Of the same key with the same bytes.
  bool IsSameSignature(const JudgedSignature& other) const {
    return signature.key_id == other.signature.key_id &&
           signature.bytes == other.signature.bytes;
  }
};

// What is known of all signatures of a certificate, in it or beside it. The
// numbers are those of the contract.
enum class SignatureState {
  kAbsent = 1,
  kNotChecked = 2,
  kValid = 3,
  kInvalid = 4,
  kIndeterminate = 5,
};

// The best of the detached signatures decides: whoever hands a document on can
// leave a signature away or add a bad one, so that a bad one beside a good one
// says nothing. kAbsent for none.
SignatureState StateOf(absl::Span<const JudgedSignature> signatures);
// "VALID", "INDETERMINATE", ...
absl::string_view StateWord(SignatureState state);

// Together with the state of the signatures in the document, which the document
// cannot do without: broken there is broken, whatever is beside it. Otherwise
// one that holds is enough.
SignatureState Together(SignatureState inside, SignatureState beside);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_SIGNATURES_DETACHED_SIGNATURE_H_
