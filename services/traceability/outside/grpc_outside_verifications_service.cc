#include "services/traceability/outside/grpc_outside_verifications_service.h"

#include "libs/base/status.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {

grpc::ServerUnaryReactor*
GrpcOutsideVerificationsService::CountOutsideVerifications(
    grpc::CallbackServerContext* context,
    const v1::CountOutsideVerificationsRequest* request,
    v1::OutsideVerificationReport* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::CountOutsideVerificationsRequest& in,
                           v1::OutsideVerificationReport& out,
                           rpc::Call& call) -> absl::Status {
                      SUYUAN_RETURN_IF_ERROR(AwaitToken(
                          engine_, followers_, in.question().token(), call));
                      return methods_.Count(in, out, call.deadline());
                    });
}

grpc::ServerUnaryReactor*
GrpcOutsideVerificationsService::ListOutsideVerifications(
    grpc::CallbackServerContext* context,
    const v1::ListOutsideVerificationsRequest* request,
    v1::ListOutsideVerificationsResponse* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::ListOutsideVerificationsRequest& in,
                           v1::ListOutsideVerificationsResponse& out,
                           rpc::Call& call) -> absl::Status {
                      SUYUAN_RETURN_IF_ERROR(AwaitToken(
                          engine_, followers_, in.question().token(), call));
                      return methods_.List(in, out);
                    });
}

}  // namespace suyuan::traceability
