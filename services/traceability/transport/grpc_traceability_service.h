#ifndef SERVICES_TRACEABILITY_TRANSPORT_GRPC_TRACEABILITY_SERVICE_H_
#define SERVICES_TRACEABILITY_TRANSPORT_GRPC_TRACEABILITY_SERVICE_H_

#include "libs/rpc/dispatcher.h"
#include "services/traceability/engine.h"
#include "services/traceability/transport/grpc_followers.h"
#include "suyuan/traceability/v1/traceability.grpc.pb.h"

namespace suyuan::traceability {

// suyuan.traceability.v1.Traceability over an engine. Borrows all.
class GrpcTraceabilityService final : public v1::Traceability::CallbackService {
 public:
  GrpcTraceabilityService(const Engine& engine, GrpcFollowers& followers,
                          rpc::Dispatcher& dispatcher, const Profiles& profiles)
      : engine_(engine),
        followers_(followers),
        profiles_(profiles),
        endpoint_(dispatcher, "suyuan.traceability.v1.Traceability") {}

  grpc::ServerUnaryReactor* Trace(grpc::CallbackServerContext* context,
                                  const v1::TraceRequest* request,
                                  v1::TraceResponse* response) override;
  grpc::ServerUnaryReactor* BatchTrace(
      grpc::CallbackServerContext* context,
      const v1::BatchTraceRequest* request,
      v1::BatchTraceResponse* response) override;
  grpc::ServerWriteReactor<v1::ListAffectedResponse>* ListAffected(
      grpc::CallbackServerContext* context,
      const v1::ListAffectedRequest* request) override;
  grpc::ServerUnaryReactor* DiffTraces(
      grpc::CallbackServerContext* context,
      const v1::DiffTracesRequest* request,
      v1::DiffTracesResponse* response) override;
  grpc::ServerUnaryReactor* ListSharedAncestors(
      grpc::CallbackServerContext* context,
      const v1::ListSharedAncestorsRequest* request,
      v1::ListSharedAncestorsResponse* response) override;
  grpc::ServerUnaryReactor* ListProfiles(
      grpc::CallbackServerContext* context,
      const v1::ListProfilesRequest* request,
      v1::ListProfilesResponse* response) override;
  grpc::ServerUnaryReactor* GetGraphStatus(
      grpc::CallbackServerContext* context,
      const v1::GetGraphStatusRequest* request,
      v1::GraphStatus* response) override;

 private:
  absl::Status TraceOne(const v1::TraceRequest& request,
                        v1::TraceResponse& response, rpc::Call& call);
  absl::Status TraceMany(const v1::BatchTraceRequest& request,
                         v1::BatchTraceResponse& response, rpc::Call& call);
  absl::Status Diff(const v1::DiffTracesRequest& request,
                    v1::DiffTracesResponse& response, rpc::Call& call);
  absl::Status Shared(const v1::ListSharedAncestorsRequest& request,
                      v1::ListSharedAncestorsResponse& response,
                      rpc::Call& call);

  const Engine& engine_;
  GrpcFollowers& followers_;
  const Profiles& profiles_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_GRPC_TRACEABILITY_SERVICE_H_
