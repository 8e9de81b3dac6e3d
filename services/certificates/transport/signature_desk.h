#ifndef SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_DESK_H_
#define SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_DESK_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "services/certificates/lint/lint.h"
#include "services/certificates/signatures/issuing_keys.h"
#include "services/certificates/signatures/signature_judge.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// Where the signatures of what comes in are judged, on the caller's thread.
// Thread-safe. Borrows all; without `keys` no detached signature is checked.
class SignatureDesk {
 public:
  SignatureDesk(const InstitutionKeys* keys, const SignatureChecker& inside,
                const IssuingKeys& issuing, const Clock& clock)
      : keys_(keys), inside_(inside), issuing_(issuing), clock_(clock) {}

  // Says of `certificate`, which was read from `original`, what is known of
  // the signatures in it and of those that came with it. Gives what was made
  // of the latter. SIGNING_KEYS_NOT_READY where there are some; the deadline's
  // error.
  absl::StatusOr<std::vector<JudgedSignature>> Receive(
      absl::string_view original, std::vector<DetachedSignature> beside,
      const Deadline& deadline, v1::Certificate& certificate) const;

  // What is known of the signatures in the document itself. The deadline's
  // error.
  absl::StatusOr<SignatureState> Inside(absl::string_view original,
                                        const v1::Certificate& certificate,
                                        const Deadline& deadline) const;

  // The signature of the issuer of `certificate` over its original bytes, made
  // here for the principal. The errors of IssuingKeys; SIGNATURE_REFUSED where
  // it would not be valid; SIGNING_KEYS_NOT_READY.
  absl::StatusOr<DetachedSignature> SignAsIssuer(
      absl::string_view original, absl::string_view principal,
      const v1::Certificate& certificate) const;

  // One that came for a certificate that is held: SIGNATURE_REFUSED unless it
  // is valid, and where the document's own is broken; SIGNING_KEYS_NOT_READY.
  absl::StatusOr<JudgedSignature> Accept(const DetachedSignature& signature,
                                         absl::string_view original,
                                         const v1::Certificate& held) const;

 private:
  absl::Status Ready() const;
  absl::StatusOr<SignatureLint> CheckInside(absl::string_view original,
                                            const Deadline& deadline) const;

  const InstitutionKeys* const keys_;
  const SignatureChecker& inside_;
  const IssuingKeys& issuing_;
  const Clock& clock_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_DESK_H_
