#ifndef SERVICES_TRACEABILITY_TRANSPORT_GRPC_UNCERTAINTY_SERVICE_H_
#define SERVICES_TRACEABILITY_TRANSPORT_GRPC_UNCERTAINTY_SERVICE_H_

#include "libs/rpc/reply.h"
#include "services/traceability/engine.h"
#include "services/traceability/transport/grpc_followers.h"
#include "suyuan/traceability/v1/uncertainty.grpc.pb.h"

namespace suyuan::traceability {

// Uncertainties over gRPC. Borrows all. The graph is held still while a chain
// is recomputed, and goes on while it is simulated.
class GrpcUncertaintyService final : public v1::Uncertainties::CallbackService {
 public:
  GrpcUncertaintyService(const Engine& engine, GrpcFollowers& followers,
                         rpc::Dispatcher& dispatcher, const Profiles& profiles)
      : engine_(engine),
        followers_(followers),
        profiles_(profiles),
        endpoint_(dispatcher, "suyuan.traceability.v1.Uncertainties") {}

  grpc::ServerUnaryReactor* ComputeUncertainty(
      grpc::CallbackServerContext* context,
      const v1::ComputeUncertaintyRequest* request,
      v1::ComputeUncertaintyResponse* response) override;

 private:
  absl::Status Compute(const v1::ComputeUncertaintyRequest& request,
                       v1::ComputeUncertaintyResponse& response,
                       rpc::Call& call);

  const Engine& engine_;
  GrpcFollowers& followers_;
  const Profiles& profiles_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_GRPC_UNCERTAINTY_SERVICE_H_
