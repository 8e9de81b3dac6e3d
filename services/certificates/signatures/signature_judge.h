#ifndef SERVICES_CERTIFICATES_SIGNATURES_SIGNATURE_JUDGE_H_
#define SERVICES_CERTIFICATES_SIGNATURES_SIGNATURE_JUDGE_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/certificates/archive/issuer.h"
#include "services/certificates/signatures/detached_signature.h"
#include "services/certificates/signatures/institution_keys.h"

namespace suyuan::certificates {

// How far the clock of a signer may be ahead of ours.
inline constexpr absl::Duration kMostClockSkew = absl::Minutes(5);

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

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_SIGNATURES_SIGNATURE_JUDGE_H_
