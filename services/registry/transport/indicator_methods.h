#ifndef SERVICES_REGISTRY_TRANSPORT_INDICATOR_METHODS_H_
#define SERVICES_REGISTRY_TRANSPORT_INDICATOR_METHODS_H_

#include <string>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/call.h"
#include "libs/sql/page_token.h"
#include "services/registry/records/record_book.h"
#include "services/registry/store/record_store.h"
#include "suyuan/registry/v1/indicators.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// What the records count for, on a day as it was known at an instant; the
// contracts are those of indicators.proto. Thread-safe. Borrows all but the
// secret.
class IndicatorMethods {
 public:
  // `secret` seals page tokens.
  IndicatorMethods(const RecordBook& book, const RecordStore& store,
                   const Clock& clock, std::string secret);

  absl::Status ComputeIndicators(const proto::ComputeIndicatorsRequest& request,
                                 proto::ComputeIndicatorsResponse& response,
                                 const rpc::Call& call) const;
  absl::Status GetMandatoryCoverage(
      const proto::GetMandatoryCoverageRequest& request,
      proto::MandatoryCoverage& response, const rpc::Call& call) const;
  absl::Status GetConstructionPlan(
      const proto::GetConstructionPlanRequest& request,
      proto::ConstructionPlan& response, const rpc::Call& call) const;
  absl::Status GetDemandAndSupply(
      const proto::GetDemandAndSupplyRequest& request,
      proto::DemandAndSupply& response, const rpc::Call& call) const;
  absl::Status ListStandardAges(const proto::ListStandardAgesRequest& request,
                                proto::ListStandardAgesResponse& response,
                                const rpc::Call& call) const;

 private:
  const RecordBook& book_;
  const RecordStore& store_;
  const Clock& clock_;
  const sql::PageTokens tokens_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_INDICATOR_METHODS_H_
