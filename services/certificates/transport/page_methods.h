#ifndef SERVICES_CERTIFICATES_TRANSPORT_PAGE_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_PAGE_METHODS_H_

#include <string>

#include "google/api/httpbody.pb.h"
#include "libs/rpc/reply.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/transport/certificate_methods.h"
#include "services/certificates/transport/certificate_renderer.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// The methods that make other forms of a certificate from its record.
// Thread-safe. Borrows all.
class PageMethods {
 public:
  // `public_url`: where people reach the HTTP interface, without a slash at
  // the end.
  PageMethods(Archive& archive, const CertificateRenderer& renderer,
              const CertificateMethods& methods, absl::string_view public_url)
      : archive_(archive),
        renderer_(renderer),
        methods_(methods),
        public_url_(public_url) {}

  absl::StatusOr<google::api::HttpBody> Dcc(const v1::ExportDccRequest& request,
                                            rpc::Call& call) const;
  absl::StatusOr<google::api::HttpBody> Page(
      const v1::GetCertificatePageRequest& request, rpc::Call& call) const;
  absl::StatusOr<google::api::HttpBody> Verification(
      const v1::GetVerificationPageRequest& request, rpc::Call& call) const;

 private:
  // As it is held now, after what `token` asks for.
  absl::StatusOr<v1::Certificate> Find(const std::string& name,
                                       const std::string& token,
                                       rpc::Call& call) const;

  Archive& archive_;
  const CertificateRenderer& renderer_;
  const CertificateMethods& methods_;
  const std::string public_url_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_PAGE_METHODS_H_
