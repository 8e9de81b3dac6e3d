#ifndef SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_RENDERER_H_
#define SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_RENDERER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/base/deadline.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/store/document_cache.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// Makes certificates and originals as they are sent, and keeps what it made in
// a cache. Keys hold everything that the text depends on: what the service
// says of a certificate now, and its digest. Thread-safe. Borrows both.
class CertificateRenderer {
 public:
  CertificateRenderer(const Archive& archive, DocumentCache& cache)
      : archive_(archive), cache_(cache) {}

  // In the order of `views`; one trip to the cache and one read of the store
  // for all.
  absl::Status Render(
      absl::Span<const CertificateView> views, const Deadline& deadline,
      google::protobuf::RepeatedPtrField<v1::Certificate>& to) const;
  absl::StatusOr<v1::Certificate> Render(const CertificateView& view,
                                         const Deadline& deadline) const;

  // The original bytes.
  absl::StatusOr<std::string> Original(const KeptCertificate& kept,
                                       const Deadline& deadline) const;

 private:
  const Archive& archive_;
  DocumentCache& cache_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_RENDERER_H_
