#include "tests/worlds/sample/region.h"

#include <grpcpp/channel.h>

#include <utility>

#include "catch2/catch.hpp"
#include "libs/log/log.h"
#include "libs/rpc/client.h"
#include "tests/support/status_matchers.h"

namespace suyuan::world::testing {
namespace {

using suyuan::testing::IsOk;

const absl::Time kBeginning = absl::FromUnixSeconds(1735689600);  // 2025-01-01

template <typename Options>
Options OptionsOf(const Clock& clock, metrics::Registry& metrics) {
  Options options;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  options.threads = 4;
  return options;
}

}  // namespace

Region::Region() : clock_(kBeginning) {
  log::Default().set_level(log::Level::kError);
  auto registry =
      registry::StartRegistry(OptionsOf<registry::Options>(clock_, metrics_));
  REQUIRE_THAT(registry.status(), IsOk());
  registry_ = *std::move(registry);
  auto certificates = certificates::StartCertificates(
      OptionsOf<certificates::Options>(clock_, metrics_));
  REQUIRE_THAT(certificates.status(), IsOk());
  certificates_ = *std::move(certificates);
  auto following = OptionsOf<traceability::Options>(clock_, metrics_);
  following.registry = registry_->InProcessChannel();
  following.certificates = certificates_->InProcessChannel();
  auto traceability = traceability::StartTraceability(following);
  REQUIRE_THAT(traceability.status(), IsOk());
  traceability_ = *std::move(traceability);

  record_stubs_ = std::make_unique<RecordStubs>(registry_->InProcessChannel());
  certificates_stub_ = certificates::v1::Certificates::NewStub(
      certificates_->InProcessChannel());
  traceability_stub_ = traceability::v1::Traceability::NewStub(
      traceability_->InProcessChannel());
  judge_ = std::make_unique<GrpcJudge>(*traceability_stub_);
}

Region::~Region() {
  traceability_stub_.reset();
  certificates_stub_.reset();
  record_stubs_.reset();
  traceability_->Stop(absl::ZeroDuration());
  certificates_->Stop(absl::ZeroDuration());
  registry_->Stop(absl::ZeroDuration());
}

absl::Status Region::Apply(const std::vector<std::string>& paths) {
  SUYUAN_ASSIGN_OR_RETURN(files_, LoadWorlds(paths));
  GrpcRecords records(*record_stubs_);
  GrpcCertificates certificates(*certificates_stub_);
  ApplyHooks hooks;
  hooks.before_step = [this](absl::Time at) {
    if (at > clock_.Now()) clock_.Set(at);
  };
  Applier applier(records, certificates, std::move(hooks));
  const absl::Status applied = applier.Apply(files_);
  report_ = applier.report();
  token_ = report_.token.ToString();
  return applied;
}

absl::StatusOr<traceability::v1::TraceResponse> Region::Trace(
    traceability::v1::TraceRequest request) {
  request.set_token(token_);
  return judge_->Trace(request);
}

absl::StatusOr<traceability::v1::BatchTraceResponse> Region::BatchTrace(
    traceability::v1::BatchTraceRequest request) {
  request.set_token(token_);
  traceability::v1::BatchTraceResponse response;
  SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
    return traceability_stub_->BatchTrace(&context, request, &response);
  }));
  return response;
}

}  // namespace suyuan::world::testing
