#ifndef SERVICES_TRACEABILITY_RECALL_GRPC_RECALLS_SERVICE_H_
#define SERVICES_TRACEABILITY_RECALL_GRPC_RECALLS_SERVICE_H_

#include "libs/rpc/reply.h"
#include "services/traceability/engine.h"
#include "services/traceability/transport/grpc_followers.h"
#include "suyuan/traceability/v1/recalls.grpc.pb.h"

namespace suyuan::traceability {

// Recalls over gRPC. Borrows all.
class GrpcRecallsService final : public v1::Recalls::CallbackService {
 public:
  GrpcRecallsService(const Engine& engine, GrpcFollowers& followers,
                     rpc::Dispatcher& dispatcher)
      : engine_(engine),
        followers_(followers),
        endpoint_(dispatcher, "suyuan.traceability.v1.Recalls") {}

  grpc::ServerWriteReactor<google::api::HttpBody>* FreezeAffected(
      grpc::CallbackServerContext* context,
      const v1::ListAffectedRequest* request) override;

 private:
  const Engine& engine_;
  GrpcFollowers& followers_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RECALL_GRPC_RECALLS_SERVICE_H_
