#ifndef SERVICES_CERTIFICATES_CONVERT_CHECKED_H_
#define SERVICES_CERTIFICATES_CONVERT_CHECKED_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/store/certificate_store.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// What the checks read of a certificate as the feed has it. Never refuses a
// certificate that was taken in: what cannot be read of it is absent. O(size).
checks::CheckedCertificate ToChecked(const v1::Certificate& certificate);

// Of a feed entry of an import. STORE_CORRUPT where its payload is none.
absl::StatusOr<checks::CheckedCertificate> CheckedFrom(const FeedEntry& entry);

// The two certificates that a recorded replacement links; nullopt for another
// change of status. STORE_CORRUPT as above.
struct Replaced {
  CertificateId older;
  CertificateId newer;
};
absl::StatusOr<std::optional<Replaced>> ReplacedFrom(const FeedEntry& entry);

// What is known of a signature beside the certificate since that change of
// status; nullopt for another change. STORE_CORRUPT as above.
struct SignatureNews {
  JudgedSignature signature;
  SignatureState state = SignatureState::kValid;  // of all
};
absl::StatusOr<std::optional<SignatureNews>> SignatureNewsFrom(
    const FeedEntry& entry);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_CHECKED_H_
