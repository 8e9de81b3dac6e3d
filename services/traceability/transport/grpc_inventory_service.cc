#include "services/traceability/transport/grpc_inventory_service.h"

#include "libs/base/status.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {

template <typename Request, typename Response>
grpc::ServerUnaryReactor* GrpcInventoryService::Answer(
    grpc::CallbackServerContext* context, const Request* request,
    Response* response,
    absl::Status (InventoryMethods::*method)(const Request&, Response&,
                                             const rpc::Call&) const,
    const char* name) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this, method](const Request& in, Response& out,
                     rpc::Call& call) -> absl::Status {
        SUYUAN_RETURN_IF_ERROR(
            AwaitToken(engine_, followers_, in.question().token(), call));
        return (methods_.*method)(in, out, call);
      },
      name);
}

grpc::ServerUnaryReactor* GrpcInventoryService::CheckFleet(
    grpc::CallbackServerContext* context, const v1::CheckFleetRequest* request,
    v1::CheckFleetResponse* response) {
  return Answer(context, request, response, &InventoryMethods::CheckFleet);
}

grpc::ServerUnaryReactor* GrpcInventoryService::CheckLabEquipment(
    grpc::CallbackServerContext* context,
    const v1::CheckLabEquipmentRequest* request,
    v1::CheckLabEquipmentResponse* response) {
  return Answer(context, request, response,
                &InventoryMethods::CheckLabEquipment);
}

grpc::ServerUnaryReactor* GrpcInventoryService::ListDueInstruments(
    grpc::CallbackServerContext* context,
    const v1::ListDueInstrumentsRequest* request,
    v1::ListDueInstrumentsResponse* response) {
  return Answer(context, request, response,
                &InventoryMethods::ListDueInstruments);
}

grpc::ServerUnaryReactor* GrpcInventoryService::ListDormantStandards(
    grpc::CallbackServerContext* context,
    const v1::ListDormantStandardsRequest* request,
    v1::ListDormantStandardsResponse* response) {
  return Answer(context, request, response,
                &InventoryMethods::ListDormantStandards);
}

grpc::ServerUnaryReactor* GrpcInventoryService::ComputeChainCoverage(
    grpc::CallbackServerContext* context,
    const v1::ComputeChainCoverageRequest* request,
    v1::ChainCoverage* response) {
  return Answer(context, request, response,
                &InventoryMethods::ComputeChainCoverage);
}

}  // namespace suyuan::traceability
