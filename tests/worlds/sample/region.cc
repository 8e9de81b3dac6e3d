#include "tests/worlds/sample/region.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
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
  auto keeping = OptionsOf<certificates::Options>(clock_, metrics_);
  keeping.registry = registry_->InProcessChannel();
  auto certificates = certificates::StartCertificates(keeping);
  REQUIRE_THAT(certificates.status(), IsOk());
  certificates_ = *std::move(certificates);
  auto following = OptionsOf<traceability::Options>(clock_, metrics_);
  following.registry = registry_->InProcessChannel();
  following.certificates = certificates_->InProcessChannel();
  following.proof_key = keys_.File("proof.key");
  auto traceability = traceability::StartTraceability(following);
  REQUIRE_THAT(traceability.status(), IsOk());
  traceability_ = *std::move(traceability);

  record_stubs_ = std::make_unique<RecordStubs>(registry_->InProcessChannel());
  certificates_stub_ = certificates::v1::Certificates::NewStub(
      certificates_->InProcessChannel());
  traceability_stub_ = traceability::v1::Traceability::NewStub(
      traceability_->InProcessChannel());
  log_stub_ = certificates::v1::TransparencyLog::NewStub(
      certificates_->InProcessChannel());
  proofs_stub_ =
      traceability::v1::ChainProofs::NewStub(traceability_->InProcessChannel());
  judge_ = std::make_unique<GrpcJudge>(*traceability_stub_);
}

Region::~Region() {
  proofs_stub_.reset();
  traceability_stub_.reset();
  log_stub_.reset();
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

absl::StatusOr<std::string> Region::Prove(
    traceability::v1::ProveChainRequest request) {
  request.set_token(token_);
  google::api::HttpBody response;
  SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
    return proofs_stub_->ProveChain(&context, request, &response);
  }));
  return response.data();
}

std::shared_ptr<grpc::Channel> Region::Channel() {
  return traceability_->InProcessChannel();
}

traceability::ProofTrust Region::Trust() {
  certificates::v1::Checkpoint checkpoint;
  REQUIRE_THAT(rpc::Invoke({},
                           [&](grpc::ClientContext& context) {
                             return log_stub_->GetCheckpoint(&context, {},
                                                             &checkpoint);
                           }),
               IsOk());
  traceability::v1::ProofKey key;
  REQUIRE_THAT(rpc::Invoke({},
                           [&](grpc::ClientContext& context) {
                             return proofs_stub_->GetProofKey(&context, {},
                                                              &key);
                           }),
               IsOk());
  return {.log = *tlog::Policy::Parse(absl::StrCat(
              "log ", checkpoint.verifier_key(), "\nquorum none\n")),
          .operator_key = *tlog::NoteVerifier::Parse(key.verifier_key())};
}

}  // namespace suyuan::world::testing
