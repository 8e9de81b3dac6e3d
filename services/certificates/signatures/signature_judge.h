#ifndef SERVICES_CERTIFICATES_SIGNATURES_SIGNATURE_JUDGE_H_
#define SERVICES_CERTIFICATES_SIGNATURES_SIGNATURE_JUDGE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/certificates/archive/issuer.h"
#include "services/certificates/signatures/detached_signature.h"
#include "services/certificates/signatures/institution_keys.h"

namespace suyuan::certificates {

// Judges a signature over the original bytes of a certificate of `issuer` that
// came at `received_at`, by the keys as they are known now. Without `keys` none
// is checked.
//
// A key is judged at the signing time: the instant that the signer claims, else
// `received_at`. So a key that has expired since stays good for what it signed.
// The claim is the signer's own; where the key is compromised it is not
// believed against its revocation. Of several institutions with the key the one
// that is the issuer counts. Costs VerifyingKey::Verify().
JudgedSignature Judge(DetachedSignature signature, absl::string_view original,
                      const Issuer& issuer, absl::Time received_at,
                      const InstitutionKeys* keys);

// The verdict on a signature that is held, where the keys as they are known now
// give another one than it has. Only what rests on the terms of its key is
// decided again: neither the document nor the key's mathematics change. O(1).
std::optional<DetachedVerdict> JudgeAgain(const JudgedSignature& judged,
                                          const InstitutionKeys& keys);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_SIGNATURES_SIGNATURE_JUDGE_H_
