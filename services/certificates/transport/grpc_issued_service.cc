#include "services/certificates/transport/grpc_issued_service.h"

#include <utility>

#include "libs/rpc/reply.h"

namespace suyuan::certificates {

GrpcIssuedService::GrpcIssuedService(IssuedStore& store, CheckRunner& runner,
                                     const Clock& clock,
                                     rpc::Dispatcher& dispatcher)
    : endpoint_(dispatcher, v1::IssuerRegisters::service_full_name()),
      methods_(store, runner, clock) {}

grpc::ServerUnaryReactor* GrpcIssuedService::ImportIssuedNumbers(
    grpc::CallbackServerContext* context,
    const v1::ImportIssuedNumbersRequest* request, v1::IssuedSpan* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this](const v1::ImportIssuedNumbersRequest& in, v1::IssuedSpan& out,
             rpc::Call& call, rpc::Done done) {
        methods_.Import(in, out, call, std::move(done));
      });
}

grpc::ServerUnaryReactor* GrpcIssuedService::ListIssuedSpans(
    grpc::CallbackServerContext* context,
    const v1::ListIssuedSpansRequest* request,
    v1::ListIssuedSpansResponse* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const v1::ListIssuedSpansRequest& in, rpc::Call& call) {
        return methods_.List(in, call);
      });
}

}  // namespace suyuan::certificates
