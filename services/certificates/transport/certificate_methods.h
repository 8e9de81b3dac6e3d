#ifndef SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_METHODS_H_

#include <string>

#include "google/api/httpbody.pb.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/reply.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/store/certificate_list.h"
#include "services/certificates/transport/certificate_renderer.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// Waits for what a read token asks of this service's feed: READ_TOKEN_AHEAD
// where it does not come within two seconds, TOKEN_INVALID.
absl::Status AwaitToken(CertificateStore& store, const Clock& clock,
                        const std::string& token, rpc::Call& call);

// The methods about certificates that are held. Thread-safe. Borrows all.
class CertificateMethods {
 public:
  CertificateMethods(Archive& archive, const CertificateList& list,
                     const CertificateRenderer& renderer,
                     rpc::Executor& executor)
      : archive_(archive),
        list_(list),
        renderer_(renderer),
        executor_(executor) {}

  absl::StatusOr<v1::Certificate> Get(const v1::GetCertificateRequest& request,
                                      rpc::Call& call) const;
  absl::StatusOr<v1::ListCertificatesResponse> List(
      const v1::ListCertificatesRequest& request, rpc::Call& call) const;
  absl::StatusOr<google::api::HttpBody> Original(
      const v1::GetOriginalRequest& request, rpc::Call& call) const;
  absl::StatusOr<v1::CheckAuthenticityResponse> CheckAuthenticity(
      const v1::CheckAuthenticityRequest& request, rpc::Call& call) const;

  void Void(const v1::VoidCertificateRequest& request,
            v1::Certificate& response, rpc::Call& call, rpc::Done done);
  void Replace(const v1::ReplaceCertificateRequest& request,
               v1::Certificate& response, rpc::Call& call, rpc::Done done);

  // What comes back from the archive, rendered on the executor.
  Archive::ChangeDone Answer(v1::Certificate& response, rpc::Call& call,
                             rpc::Done done) const;

 private:
  absl::CivilDay Today() const;

  Archive& archive_;
  const CertificateList& list_;
  const CertificateRenderer& renderer_;
  rpc::Executor& executor_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_METHODS_H_
