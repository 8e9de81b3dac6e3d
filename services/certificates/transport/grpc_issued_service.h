#ifndef SERVICES_CERTIFICATES_TRANSPORT_GRPC_ISSUED_SERVICE_H_
#define SERVICES_CERTIFICATES_TRANSPORT_GRPC_ISSUED_SERVICE_H_

#include "libs/rpc/dispatcher.h"
#include "services/certificates/transport/issued_methods.h"
#include "suyuan/certificates/v1/issued.grpc.pb.h"

namespace suyuan::certificates {

// suyuan.certificates.v1.IssuerRegisters over a store of lists. Borrows all.
class GrpcIssuedService final : public v1::IssuerRegisters::CallbackService {
 public:
  GrpcIssuedService(IssuedStore& store, CheckRunner& runner, const Clock& clock,
                    rpc::Dispatcher& dispatcher);

  grpc::ServerUnaryReactor* ImportIssuedNumbers(
      grpc::CallbackServerContext* context,
      const v1::ImportIssuedNumbersRequest* request,
      v1::IssuedSpan* response) override;
  grpc::ServerUnaryReactor* ListIssuedSpans(
      grpc::CallbackServerContext* context,
      const v1::ListIssuedSpansRequest* request,
      v1::ListIssuedSpansResponse* response) override;

 private:
  rpc::Endpoint endpoint_;
  IssuedMethods methods_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_GRPC_ISSUED_SERVICE_H_
