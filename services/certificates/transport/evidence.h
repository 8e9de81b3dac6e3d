#ifndef SERVICES_CERTIFICATES_TRANSPORT_EVIDENCE_H_
#define SERVICES_CERTIFICATES_TRANSPORT_EVIDENCE_H_

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/issued/issued_store.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// What is to be known of a certificate before it is judged and does not stand
// in its feed entry. Thread-safe. Borrows all.
class Evidence {
 public:
  // `signatures` may be null: then none are looked at.
  Evidence(CertificateStore& store, IssuedStore& issued,
           const checks::SignatureReader* signatures)
      : store_(store), issued_(issued), signatures_(signatures) {}

  // Adds it to each. A document is read only where it has signatures. Errors
  // are the store's.
  absl::Status AddTo(
      absl::Span<checks::CheckedCertificate* const> certificates) const;

 private:
  absl::Status AddSignatures(checks::CheckedCertificate& certificate) const;

  CertificateStore& store_;
  IssuedStore& issued_;
  const checks::SignatureReader* const signatures_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_EVIDENCE_H_
