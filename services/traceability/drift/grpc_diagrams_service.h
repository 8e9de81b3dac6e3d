#ifndef SERVICES_TRACEABILITY_DRIFT_GRPC_DIAGRAMS_SERVICE_H_
#define SERVICES_TRACEABILITY_DRIFT_GRPC_DIAGRAMS_SERVICE_H_

#include "libs/crypto/digest.h"
#include "libs/rpc/reply.h"
#include "libs/sql/page_token.h"
#include "services/traceability/engine.h"
#include "services/traceability/transport/grpc_followers.h"
#include "suyuan/traceability/v1/diagrams.grpc.pb.h"

namespace suyuan::traceability {

// Diagrams over gRPC. Borrows all.
class GrpcDiagramsService final : public v1::Diagrams::CallbackService {
 public:
  GrpcDiagramsService(const Engine& engine, GrpcFollowers& followers,
                      rpc::Dispatcher& dispatcher, const Profiles& profiles)
      : engine_(engine),
        followers_(followers),
        profiles_(profiles),
        tokens_(crypto::HmacSha256With("suyuan traceability inventory 1")),
        endpoint_(dispatcher, "suyuan.traceability.v1.Diagrams") {}

  grpc::ServerUnaryReactor* ListDiagramDrifts(
      grpc::CallbackServerContext* context,
      const v1::ListDiagramDriftsRequest* request,
      v1::ListDiagramDriftsResponse* response) override;

 private:
  absl::Status Answer(const v1::ListDiagramDriftsRequest& request,
                      v1::ListDiagramDriftsResponse& response, rpc::Call& call);

  const Engine& engine_;
  GrpcFollowers& followers_;
  const Profiles& profiles_;
  const sql::PageTokens tokens_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_DRIFT_GRPC_DIAGRAMS_SERVICE_H_
