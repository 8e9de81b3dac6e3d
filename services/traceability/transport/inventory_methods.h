#ifndef SERVICES_TRACEABILITY_TRANSPORT_INVENTORY_METHODS_H_
#define SERVICES_TRACEABILITY_TRANSPORT_INVENTORY_METHODS_H_

#include <string>

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/sql/page_token.h"
#include "services/traceability/convert/question.h"
#include "services/traceability/engine.h"
#include "services/traceability/inventory/selection.h"
#include "suyuan/traceability/v1/inventory.pb.h"

namespace suyuan::traceability {

// The answers of Inventory. The graph is held still for a page of names, then
// for one record at a time, so that long answers stop no follower. Borrows
// both. Thread-safe.
class InventoryMethods {
 public:
  InventoryMethods(const Engine& engine, const Profiles& profiles);

  absl::Status CheckFleet(const v1::CheckFleetRequest& request,
                          v1::CheckFleetResponse& response,
                          const rpc::Call& call) const;
  absl::Status CheckLabEquipment(const v1::CheckLabEquipmentRequest& request,
                                 v1::CheckLabEquipmentResponse& response,
                                 const rpc::Call& call) const;
  absl::Status ListDueInstruments(const v1::ListDueInstrumentsRequest& request,
                                  v1::ListDueInstrumentsResponse& response,
                                  const rpc::Call& call) const;
  absl::Status ListDormantStandards(
      const v1::ListDormantStandardsRequest& request,
      v1::ListDormantStandardsResponse& response, const rpc::Call& call) const;
  absl::Status ComputeChainCoverage(
      const v1::ComputeChainCoverageRequest& request,
      v1::ChainCoverage& response, const rpc::Call& call) const;

 private:
  const Engine& engine_;
  const Profiles& profiles_;
  const sql::PageTokens tokens_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_INVENTORY_METHODS_H_
