#include "services/registry/transport/grpc_indicators_service.h"

#include <utility>

#include "libs/base/status.h"

namespace suyuan::registry {

GrpcIndicatorsService::GrpcIndicatorsService(RecordBook& book,
                                             RecordStore& store,
                                             const Clock& clock,
                                             const std::string& secret,
                                             rpc::Dispatcher& dispatcher)
    : endpoint_(dispatcher, "suyuan.registry.v1.Indicators"),
      book_(book),
      records_(book, store, clock, secret),
      indicators_(book, store, clock, secret),
      reports_(book, store) {}

// Reads answer on the executor's thread.
#define SUYUAN_INDICATORS_READ(Method, Request, Response, Body)              \
  grpc::ServerUnaryReactor* GrpcIndicatorsService::Method(                   \
      grpc::CallbackServerContext* context, const proto::Request* request,   \
      proto::Response* response) {                                           \
    return rpc::Unary(endpoint_, context, request, response,                 \
                      [this](const proto::Request& in, proto::Response& out, \
                             rpc::Call& call) -> absl::Status {              \
                        return Body(in, out, call);                          \
                      });                                                    \
  }
// Writes answer once the store has committed.
#define SUYUAN_INDICATORS_WRITE(Method, Request, Response, Body)           \
  grpc::ServerUnaryReactor* GrpcIndicatorsService::Method(                 \
      grpc::CallbackServerContext* context, const proto::Request* request, \
      proto::Response* response) {                                         \
    return rpc::UnaryAsync(                                                \
        endpoint_, context, request, response,                             \
        [this](const proto::Request& in, proto::Response& out,             \
               rpc::Call& call,                                            \
               rpc::Done done) { Body(in, out, call, std::move(done)); }); \
  }

SUYUAN_INDICATORS_WRITE(CreateIndicatorEntry, CreateIndicatorEntryRequest,
                        IndicatorEntry, records_.Create)
SUYUAN_INDICATORS_READ(GetIndicatorEntry, GetIndicatorEntryRequest,
                       IndicatorEntry, records_.Get)
SUYUAN_INDICATORS_READ(ListIndicatorEntries, ListIndicatorEntriesRequest,
                       ListIndicatorEntriesResponse,
                       records_.List<proto::IndicatorEntry>)
SUYUAN_INDICATORS_WRITE(UpdateIndicatorEntry, UpdateIndicatorEntryRequest,
                        IndicatorEntry, records_.Update)
SUYUAN_INDICATORS_WRITE(EndIndicatorEntry, EndIndicatorEntryRequest,
                        IndicatorEntry, records_.End)

SUYUAN_INDICATORS_READ(ComputeIndicators, ComputeIndicatorsRequest,
                       ComputeIndicatorsResponse, indicators_.ComputeIndicators)
SUYUAN_INDICATORS_READ(GetMandatoryCoverage, GetMandatoryCoverageRequest,
                       MandatoryCoverage, indicators_.GetMandatoryCoverage)
SUYUAN_INDICATORS_READ(GetConstructionPlan, GetConstructionPlanRequest,
                       ConstructionPlan, indicators_.GetConstructionPlan)
SUYUAN_INDICATORS_READ(GetDemandAndSupply, GetDemandAndSupplyRequest,
                       DemandAndSupply, indicators_.GetDemandAndSupply)
SUYUAN_INDICATORS_READ(ListStandardAges, ListStandardAgesRequest,
                       ListStandardAgesResponse, indicators_.ListStandardAges)

SUYUAN_INDICATORS_WRITE(CreateIndicatorReport, CreateIndicatorReportRequest,
                        IndicatorReport, CreateReport)
SUYUAN_INDICATORS_READ(GetIndicatorReport, GetIndicatorReportRequest,
                       IndicatorReport, records_.Get)
SUYUAN_INDICATORS_READ(ListIndicatorReports, ListIndicatorReportsRequest,
                       ListIndicatorReportsResponse,
                       records_.List<proto::IndicatorReport>)
SUYUAN_INDICATORS_READ(CompareIndicatorReports, CompareIndicatorReportsRequest,
                       IndicatorReportDifference, reports_.Compare)
SUYUAN_INDICATORS_READ(VerifyIndicatorReport, VerifyIndicatorReportRequest,
                       IndicatorReportVerification, reports_.Verify)
#undef SUYUAN_INDICATORS_READ
#undef SUYUAN_INDICATORS_WRITE

grpc::ServerUnaryReactor* GrpcIndicatorsService::RenderIndicatorReport(
    grpc::CallbackServerContext* context,
    const proto::RenderIndicatorReportRequest* request,
    google::api::HttpBody* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const proto::RenderIndicatorReportRequest& in, rpc::Call& call) {
        return reports_.Render(in, call);
      });
}

void GrpcIndicatorsService::CreateReport(
    const proto::CreateIndicatorReportRequest& request,
    proto::IndicatorReport& response, rpc::Call& call, rpc::Done done) {
  book_.Fence([this, &request, &response, &call,
               done = std::move(done)](absl::StatusOr<absl::Time> fence) {
    if (!fence.ok()) return done(fence.status());
    // The figures are computed on a thread that may take its time.
    endpoint_.dispatcher().executor().Continue([this, &request, &response,
                                                &call, done,
                                                known_at = *fence] {
      records_.Create(
          request, response, call, done,
          [&](const proto::IndicatorReport*, proto::IndicatorReport& wanted) {
            return reports_.Freeze(known_at, call.deadline(), wanted);
          });
    });
  });
}

}  // namespace suyuan::registry
