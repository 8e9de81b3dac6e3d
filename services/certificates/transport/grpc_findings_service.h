#ifndef SERVICES_CERTIFICATES_TRANSPORT_GRPC_FINDINGS_SERVICE_H_
#define SERVICES_CERTIFICATES_TRANSPORT_GRPC_FINDINGS_SERVICE_H_

#include "libs/rpc/dispatcher.h"
#include "services/certificates/transport/finding_feed.h"
#include "services/certificates/transport/finding_methods.h"
#include "suyuan/certificates/v1/findings.grpc.pb.h"

namespace suyuan::certificates {

// suyuan.certificates.v1.CertificateFindings over a store of findings. Borrows
// all.
class GrpcFindingsService final
    : public v1::CertificateFindings::CallbackService {
 public:
  GrpcFindingsService(checks::FindingStore& store, CheckRunner& runner,
                      FindingMethods::AwaitRegistry await_registry,
                      const Clock& clock, rpc::Dispatcher& dispatcher);

  grpc::ServerUnaryReactor* ListFindings(
      grpc::CallbackServerContext* context,
      const v1::ListFindingsRequest* request,
      v1::ListFindingsResponse* response) override;
  grpc::ServerUnaryReactor* GetFinding(grpc::CallbackServerContext* context,
                                       const v1::GetFindingRequest* request,
                                       v1::Finding* response) override;
  grpc::ServerUnaryReactor* ReviewFinding(
      grpc::CallbackServerContext* context,
      const v1::ReviewFindingRequest* request, v1::Finding* response) override;
  grpc::ServerWriteReactor<v1::WatchFindingsResponse>* Watch(
      grpc::CallbackServerContext* context,
      const v1::CertificateFindingsWatchRequest* request) override;

 private:
  rpc::Endpoint endpoint_;
  FindingFeed feed_;
  FindingMethods methods_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_GRPC_FINDINGS_SERVICE_H_
