#include "services/certificates/transport/grpc_findings_service.h"

#include <utility>

#include "libs/feed/watch.h"
#include "libs/rpc/reply.h"

namespace suyuan::certificates {

GrpcFindingsService::GrpcFindingsService(
    checks::FindingStore& store, CheckRunner& runner,
    FindingMethods::AwaitRegistry await_registry, const Clock& clock,
    rpc::Dispatcher& dispatcher)
    : endpoint_(dispatcher, v1::CertificateFindings::service_full_name()),
      feed_(store),
      methods_(store, runner, std::move(await_registry), clock) {}

grpc::ServerUnaryReactor* GrpcFindingsService::ListFindings(
    grpc::CallbackServerContext* context,
    const v1::ListFindingsRequest* request,
    v1::ListFindingsResponse* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::ListFindingsRequest& in, rpc::Call& call) {
                      return methods_.List(in, call);
                    });
}

grpc::ServerUnaryReactor* GrpcFindingsService::GetFinding(
    grpc::CallbackServerContext* context, const v1::GetFindingRequest* request,
    v1::Finding* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::GetFindingRequest& in, rpc::Call& call) {
                      return methods_.Get(in, call);
                    });
}

grpc::ServerUnaryReactor* GrpcFindingsService::ReviewFinding(
    grpc::CallbackServerContext* context,
    const v1::ReviewFindingRequest* request, v1::Finding* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this](const v1::ReviewFindingRequest& in, v1::Finding& out,
             rpc::Call& call, rpc::Done done) {
        methods_.Review(in, out, call, std::move(done));
      });
}

grpc::ServerWriteReactor<v1::WatchFindingsResponse>* GrpcFindingsService::Watch(
    grpc::CallbackServerContext* context,
    const v1::CertificateFindingsWatchRequest* request) {
  return feed::Watch<v1::WatchFindingsResponse>(endpoint_, context, request,
                                                feed_, AddFinding);
}

}  // namespace suyuan::certificates
