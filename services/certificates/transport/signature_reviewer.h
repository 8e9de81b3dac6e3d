#ifndef SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_REVIEWER_H_
#define SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_REVIEWER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/signatures/institution_keys.h"
#include "services/certificates/transport/signature_desk.h"

namespace suyuan::certificates {

// Judges signatures beside certificates that are held again, by the keys as
// they are known now. What it finds becomes a change of status: nothing is
// taken back, and who asks what was known before is told that. Thread-safe.
// Borrows all.
class SignatureReviewer {
 public:
  SignatureReviewer(Archive& archive, const InstitutionKeys& keys,
                    const SignatureDesk& desk)
      : archive_(archive), keys_(keys), desk_(desk) {}

  // Of the keys.
  int64_t known_at() const { return keys_.known_at(); }
  // Whether something else is known of one of them than is said there.
  bool IsOutdated(absl::Span<const JudgedSignature> said) const;
  // Records what else is known now of signatures of these certificates, in one
  // transaction. What is recorded already is passed over, so that it can be
  // repeated. Returns how many signatures got another verdict. Errors are the
  // store's.
  absl::StatusOr<int> Review(
      absl::Span<const CertificateId> certificates) const;

 private:
  absl::Status Add(CertificateReader& reader, const CertificateId& id,
                   std::vector<SignatureReview>& reviews) const;

  Archive& archive_;
  const InstitutionKeys& keys_;
  const SignatureDesk& desk_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_REVIEWER_H_
