#ifndef SERVICES_REGISTRY_TRANSPORT_GRPC_COMPARISONS_SERVICE_H_
#define SERVICES_REGISTRY_TRANSPORT_GRPC_COMPARISONS_SERVICE_H_

#include <string>

#include "libs/base/clock.h"
#include "libs/rpc/dispatcher.h"
#include "services/registry/records/record_book.h"
#include "services/registry/transport/comparison_methods.h"
#include "services/registry/transport/record_methods.h"
#include "suyuan/registry/v1/comparisons.grpc.pb.h"

namespace suyuan::registry {

// suyuan.registry.v1.Comparisons over a record book. Borrows all.
class GrpcComparisonsService final
    : public proto::Comparisons::CallbackService {
 public:
  // `secret` seals page tokens.
  GrpcComparisonsService(RecordBook& book, RecordStore& store,
                         const Clock& clock, std::string secret,
                         rpc::Dispatcher& dispatcher);

#define SUYUAN_COMPARISONS_METHOD(Name, Response)                      \
  grpc::ServerUnaryReactor* Name(grpc::CallbackServerContext* context, \
                                 const proto::Name##Request* request,  \
                                 proto::Response* response) override;

  SUYUAN_COMPARISONS_METHOD(CreateComparison, Comparison)
  SUYUAN_COMPARISONS_METHOD(GetComparison, Comparison)
  SUYUAN_COMPARISONS_METHOD(ListComparisons, ListComparisonsResponse)
  SUYUAN_COMPARISONS_METHOD(UpdateComparison, Comparison)
  SUYUAN_COMPARISONS_METHOD(EndComparison, Comparison)
  SUYUAN_COMPARISONS_METHOD(AdvanceComparison, Comparison)
  SUYUAN_COMPARISONS_METHOD(SubmitComparisonResults, Comparison)
  SUYUAN_COMPARISONS_METHOD(RequestComparisonCorrection, Comparison)
  SUYUAN_COMPARISONS_METHOD(ConfirmComparisonResults, Comparison)
  SUYUAN_COMPARISONS_METHOD(FollowUpComparison, Comparison)
  SUYUAN_COMPARISONS_METHOD(EvaluateComparison, ComparisonEvaluation)
#undef SUYUAN_COMPARISONS_METHOD

 private:
  rpc::Endpoint endpoint_;
  RecordMethods records_;
  ComparisonMethods methods_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_GRPC_COMPARISONS_SERVICE_H_
