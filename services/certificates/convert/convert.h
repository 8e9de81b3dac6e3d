#ifndef SERVICES_CERTIFICATES_CONVERT_CONVERT_H_
#define SERVICES_CERTIFICATES_CONVERT_CONVERT_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/limits.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/archive/authenticity.h"
#include "services/certificates/archive/certificate.h"
#include "suyuan/certificates/v1/certificate.pb.h"
#include "suyuan/certificates/v1/certificates.pb.h"

// Where wire and domain meet. Requests that pass are valid behind it.

namespace suyuan::certificates {

// The canonical form of a document may have at most so many bytes, and the
// original at most kMaxOriginalBytes (the contract's 48 MiB).
inline constexpr int64_t kMaxOriginalBytes = 48 << 20;
inline constexpr int64_t kMaxDocumentBytes = 24 << 20;

// What a certificate that came as a DCC has as its media type.
inline constexpr absl::string_view kDccMediaType = "application/xml";

// What a DCC may cost to read: an attachment may fill it.
dcc::Limits DccLimits();

// What the archive needs of a checked certificate.
Particulars ParticularsOf(const v1::Certificate& certificate);

// Says of a certificate that was read from `original` what is known of its
// signatures. Its failure is that of the preparation.
using SignatureStep = absl::FunctionRef<absl::Status(
    absl::string_view original, v1::Certificate& certificate)>;
// Leaves those in the document NOT_CHECKED.
absl::Status NoSignatureStep(absl::string_view original,
                             v1::Certificate& certificate);

// A canonical certificate, checked, without what only this service may say;
// its original is CanonicalJson. `hint` is the kind where it names none.
// INVALID_FIELD with paths below `certificate`; DOCUMENT_TOO_LARGE.
absl::StatusOr<PreparedCertificate> PrepareCanonical(
    v1::Certificate certificate, v1::Certificate::Kind hint,
    SignatureStep signatures = NoSignatureStep);

// A DCC, byte for byte. Where it does not say its kind itself (none does but
// ours), it is `hint`; unspecified is CALIBRATION. DCC_*,
// DOCUMENT_TOO_LARGE, INVALID_FIELD (kind).
absl::StatusOr<PreparedCertificate> PrepareDcc(
    std::string bytes, v1::Certificate::Kind hint,
    SignatureStep signatures = NoSignatureStep);

// The JSON form of a canonical certificate, as bytes or raw document; then as
// PrepareCanonical. INVALID_FIELD (document) with what the parser says.
absl::StatusOr<PreparedCertificate> PrepareJson(
    absl::string_view json, v1::Certificate::Kind hint,
    SignatureStep signatures = NoSignatureStep);

// The issuer as the archive has it.
Issuer IssuerOf(const v1::Certificate& certificate);

// Sets every output-only field that the view tells, in place of what is there.
// What is not kept (position 0) has neither instant nor token.
void SetOutputs(const CertificateView& view, v1::Certificate& certificate);

// `document`, as the feed holds it, with the outputs of `view`.
absl::StatusOr<v1::Certificate> ToProto(const CertificateView& view,
                                        absl::string_view document);

// The document of what is not kept yet, without outputs of the service.
absl::StatusOr<v1::Certificate> ToProto(const PreparedCertificate& prepared);

v1::StatusChange ToProto(const StatusChange& change);
v1::CheckAuthenticityResponse ToProto(const AuthenticityAnswer& answer);

// What this service's feed is called in tokens.
inline constexpr absl::string_view kFeedName = "certificates";
// A token for reads that include everything up to `position`.
std::string TokenText(int64_t position);

// Feed entries as serialised messages: Certificate for an import,
// CertificateStatusChange for a change of status.
class ProtoFeedEncoder : public FeedEncoder {
 public:
  std::string Imported(absl::string_view document,
                       const CertificateView& view) const override;
  std::string Changed(const CertificateId& id,
                      const StatusChange& change) const override;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_CONVERT_H_
