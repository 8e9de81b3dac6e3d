#ifndef SERVICES_CERTIFICATES_ARCHIVE_REPLACEMENT_H_
#define SERVICES_CERTIFICATES_ARCHIVE_REPLACEMENT_H_

#include "absl/status/status.h"
#include "services/certificates/archive/certificate.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// Whether `replacing` may be recorded as what replaces the certificate of
// `view` (ISO/IEC 17025 7.8.8). O(length of the chain of replacements).
//   INVALID_FIELD (replaced_by): itself, or a circle
//   ISSUER_MISMATCH, ALREADY_REPLACED
absl::Status CheckReplacement(CertificateReader& reader,
                              const CertificateView& view,
                              const KeptCertificate& replacing);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_REPLACEMENT_H_
