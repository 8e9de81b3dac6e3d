#ifndef SERVICES_TRACEABILITY_TRANSPORT_GRPC_INVENTORY_SERVICE_H_
#define SERVICES_TRACEABILITY_TRANSPORT_GRPC_INVENTORY_SERVICE_H_

#include "libs/rpc/reply.h"
#include "services/traceability/transport/grpc_followers.h"
#include "services/traceability/transport/inventory_methods.h"
#include "suyuan/traceability/v1/inventory.grpc.pb.h"

namespace suyuan::traceability {

// Inventory over gRPC. Borrows all.
class GrpcInventoryService final : public v1::Inventory::CallbackService {
 public:
  GrpcInventoryService(const Engine& engine, GrpcFollowers& followers,
                       rpc::Dispatcher& dispatcher, const Profiles& profiles)
      : engine_(engine),
        followers_(followers),
        methods_(engine, profiles),
        endpoint_(dispatcher, "suyuan.traceability.v1.Inventory") {}

  grpc::ServerUnaryReactor* CheckFleet(
      grpc::CallbackServerContext* context,
      const v1::CheckFleetRequest* request,
      v1::CheckFleetResponse* response) override;
  grpc::ServerUnaryReactor* CheckLabEquipment(
      grpc::CallbackServerContext* context,
      const v1::CheckLabEquipmentRequest* request,
      v1::CheckLabEquipmentResponse* response) override;
  grpc::ServerUnaryReactor* ListDueInstruments(
      grpc::CallbackServerContext* context,
      const v1::ListDueInstrumentsRequest* request,
      v1::ListDueInstrumentsResponse* response) override;
  grpc::ServerUnaryReactor* ListDormantStandards(
      grpc::CallbackServerContext* context,
      const v1::ListDormantStandardsRequest* request,
      v1::ListDormantStandardsResponse* response) override;
  grpc::ServerUnaryReactor* ComputeChainCoverage(
      grpc::CallbackServerContext* context,
      const v1::ComputeChainCoverageRequest* request,
      v1::ChainCoverage* response) override;

 private:
  // Answers by a method of methods_, once the question's token is reached.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Answer(
      grpc::CallbackServerContext* context, const Request* request,
      Response* response,
      absl::Status (InventoryMethods::*method)(const Request&, Response&,
                                               const rpc::Call&) const,
      const char* name = __builtin_FUNCTION());

  const Engine& engine_;
  GrpcFollowers& followers_;
  const InventoryMethods methods_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_GRPC_INVENTORY_SERVICE_H_
