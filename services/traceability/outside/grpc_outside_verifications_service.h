#ifndef SERVICES_TRACEABILITY_OUTSIDE_GRPC_OUTSIDE_VERIFICATIONS_SERVICE_H_
#define SERVICES_TRACEABILITY_OUTSIDE_GRPC_OUTSIDE_VERIFICATIONS_SERVICE_H_

#include "libs/rpc/reply.h"
#include "services/traceability/outside/outside_methods.h"
#include "services/traceability/transport/grpc_followers.h"
#include "suyuan/traceability/v1/outside_verifications.grpc.pb.h"

namespace suyuan::traceability {

// OutsideVerifications over gRPC. Borrows all.
class GrpcOutsideVerificationsService final
    : public v1::OutsideVerifications::CallbackService {
 public:
  GrpcOutsideVerificationsService(const Engine& engine,
                                  GrpcFollowers& followers,
                                  rpc::Dispatcher& dispatcher,
                                  const Profiles& profiles)
      : engine_(engine),
        followers_(followers),
        methods_(engine, profiles),
        endpoint_(dispatcher, "suyuan.traceability.v1.OutsideVerifications") {}

  grpc::ServerUnaryReactor* CountOutsideVerifications(
      grpc::CallbackServerContext* context,
      const v1::CountOutsideVerificationsRequest* request,
      v1::OutsideVerificationReport* response) override;
  grpc::ServerUnaryReactor* ListOutsideVerifications(
      grpc::CallbackServerContext* context,
      const v1::ListOutsideVerificationsRequest* request,
      v1::ListOutsideVerificationsResponse* response) override;

 private:
  const Engine& engine_;
  GrpcFollowers& followers_;
  const OutsideMethods methods_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_OUTSIDE_GRPC_OUTSIDE_VERIFICATIONS_SERVICE_H_
