#ifndef SERVICES_REGISTRY_TRANSPORT_GRPC_INDICATORS_SERVICE_H_
#define SERVICES_REGISTRY_TRANSPORT_GRPC_INDICATORS_SERVICE_H_

#include <string>

#include "libs/base/clock.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/reply.h"
#include "services/registry/records/record_book.h"
#include "services/registry/store/record_store.h"
#include "services/registry/transport/indicator_methods.h"
#include "services/registry/transport/record_methods.h"
#include "services/registry/transport/report_methods.h"
#include "suyuan/registry/v1/indicators.grpc.pb.h"

namespace suyuan::registry {

// suyuan.registry.v1.Indicators over gRPC. Borrows all but the secret.
class GrpcIndicatorsService final : public proto::Indicators::CallbackService {
 public:
  GrpcIndicatorsService(RecordBook& book, RecordStore& store,
                        const Clock& clock, const std::string& secret,
                        rpc::Dispatcher& dispatcher);

#define SUYUAN_INDICATORS_METHOD(Method, Request, Response)                    \
  grpc::ServerUnaryReactor* Method(grpc::CallbackServerContext* context,       \
                                   const Request* request, Response* response) \
      override;
  SUYUAN_INDICATORS_METHOD(CreateIndicatorEntry,
                           proto::CreateIndicatorEntryRequest,
                           proto::IndicatorEntry)
  SUYUAN_INDICATORS_METHOD(GetIndicatorEntry, proto::GetIndicatorEntryRequest,
                           proto::IndicatorEntry)
  SUYUAN_INDICATORS_METHOD(ListIndicatorEntries,
                           proto::ListIndicatorEntriesRequest,
                           proto::ListIndicatorEntriesResponse)
  SUYUAN_INDICATORS_METHOD(UpdateIndicatorEntry,
                           proto::UpdateIndicatorEntryRequest,
                           proto::IndicatorEntry)
  SUYUAN_INDICATORS_METHOD(EndIndicatorEntry, proto::EndIndicatorEntryRequest,
                           proto::IndicatorEntry)
  SUYUAN_INDICATORS_METHOD(ComputeIndicators, proto::ComputeIndicatorsRequest,
                           proto::ComputeIndicatorsResponse)
  SUYUAN_INDICATORS_METHOD(GetMandatoryCoverage,
                           proto::GetMandatoryCoverageRequest,
                           proto::MandatoryCoverage)
  SUYUAN_INDICATORS_METHOD(GetConstructionPlan,
                           proto::GetConstructionPlanRequest,
                           proto::ConstructionPlan)
  SUYUAN_INDICATORS_METHOD(GetDemandAndSupply, proto::GetDemandAndSupplyRequest,
                           proto::DemandAndSupply)
  SUYUAN_INDICATORS_METHOD(ListStandardAges, proto::ListStandardAgesRequest,
                           proto::ListStandardAgesResponse)
  SUYUAN_INDICATORS_METHOD(CreateIndicatorReport,
                           proto::CreateIndicatorReportRequest,
                           proto::IndicatorReport)
  SUYUAN_INDICATORS_METHOD(GetIndicatorReport, proto::GetIndicatorReportRequest,
                           proto::IndicatorReport)
  SUYUAN_INDICATORS_METHOD(ListIndicatorReports,
                           proto::ListIndicatorReportsRequest,
                           proto::ListIndicatorReportsResponse)
  SUYUAN_INDICATORS_METHOD(CompareIndicatorReports,
                           proto::CompareIndicatorReportsRequest,
                           proto::IndicatorReportDifference)
  SUYUAN_INDICATORS_METHOD(VerifyIndicatorReport,
                           proto::VerifyIndicatorReportRequest,
                           proto::IndicatorReportVerification)
  SUYUAN_INDICATORS_METHOD(RenderIndicatorReport,
                           proto::RenderIndicatorReportRequest,
                           google::api::HttpBody)
#undef SUYUAN_INDICATORS_METHOD

 private:
  // Computes at a fence and keeps what was computed.
  void CreateReport(const proto::CreateIndicatorReportRequest& request,
                    proto::IndicatorReport& response, rpc::Call& call,
                    rpc::Done done);

  rpc::Endpoint endpoint_;
  RecordBook& book_;
  RecordMethods records_;
  IndicatorMethods indicators_;
  ReportMethods reports_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_GRPC_INDICATORS_SERVICE_H_
