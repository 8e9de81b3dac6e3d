#ifndef SERVICES_TRACEABILITY_SUGGEST_GRPC_SUGGESTIONS_SERVICE_H_
#define SERVICES_TRACEABILITY_SUGGEST_GRPC_SUGGESTIONS_SERVICE_H_

#include "libs/rpc/reply.h"
#include "services/traceability/engine.h"
#include "services/traceability/transport/grpc_followers.h"
#include "suyuan/traceability/v1/suggestions.grpc.pb.h"

namespace suyuan::traceability {

// Suggestions over gRPC. Borrows all.
class GrpcSuggestionsService final : public v1::Suggestions::CallbackService {
 public:
  GrpcSuggestionsService(const Engine& engine, GrpcFollowers& followers,
                         rpc::Dispatcher& dispatcher, const Profiles& profiles)
      : engine_(engine),
        followers_(followers),
        profiles_(profiles),
        endpoint_(dispatcher, "suyuan.traceability.v1.Suggestions") {}

  grpc::ServerUnaryReactor* SuggestChain(
      grpc::CallbackServerContext* context,
      const v1::SuggestChainRequest* request,
      v1::SuggestChainResponse* response) override;

 private:
  absl::Status Answer(const v1::SuggestChainRequest& request,
                      v1::SuggestChainResponse& response, rpc::Call& call);

  const Engine& engine_;
  GrpcFollowers& followers_;
  const Profiles& profiles_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_GRPC_SUGGESTIONS_SERVICE_H_
