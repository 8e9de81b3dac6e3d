#include "tests/integration/certificates/suite.h"

#include <grpcpp/channel.h>

#include <utility>

#include "tests/support/status_matchers.h"

namespace suyuan::certificates::testing {

namespace {

certificates::Options With(const std::string& database,
                           const std::string& redis,
                           const std::string& dcc_schemas,
                           const std::string& signature_trust,
                           std::shared_ptr<grpc::Channel> registry) {
  certificates::Options options;
  options.database = database;
  options.redis = redis;
  options.dcc_schemas = dcc_schemas;
  options.signature_trust = signature_trust;
  options.registry = std::move(registry);
  return options;
}

}  // namespace

Suite::Suite(const std::string& database, const std::string& redis,
             const std::string& dcc_schemas, const std::string& signature_trust,
             std::shared_ptr<grpc::Channel> registry)
    : Suite(With(database, redis, dcc_schemas, signature_trust,
                 std::move(registry))) {}

Suite::Suite(certificates::Options options) {
  options.clock = &clock_;
  options.logger = &log::Default();
  options.metrics = &metrics_;
  log::Default().set_level(log::Level::kWarning);
  auto started = StartCertificates(options);
  REQUIRE_THAT(started.status(), suyuan::testing::IsOk());
  server_ = *std::move(started);
  stub_ = v1::Certificates::NewStub(server_->InProcessChannel());
  log_stub_ = v1::TransparencyLog::NewStub(server_->InProcessChannel());
  findings_stub_ =
      v1::CertificateFindings::NewStub(server_->InProcessChannel());
  issued_stub_ = v1::IssuerRegisters::NewStub(server_->InProcessChannel());
}

Suite::~Suite() {
  issued_stub_.reset();
  stub_.reset();
  log_stub_.reset();
  findings_stub_.reset();
  server_->Stop(absl::Seconds(5));
}

rpc::CallOptions Suite::Options() {
  rpc::CallOptions options;
  options.principal = "tester@example";
  options.timeout = absl::Seconds(60);
  return options;
}

std::vector<v1::Finding> Suite::Findings(const std::string& filter,
                                         const std::string& token) {
  using Stub = v1::CertificateFindings::Stub;
  v1::ListFindingsRequest request;
  request.set_filter(filter);
  request.set_token(token);
  auto response = Call(&Stub::ListFindings, request);
  // A call waits two seconds, which a busy machine may need.
  for (int tries = 0; tries < 30 && !response.ok(); ++tries) {
    REQUIRE_THAT(response.status(),
                 suyuan::testing::HasReason("READ_TOKEN_AHEAD"));
    response = Call(&Stub::ListFindings, request);
  }
  REQUIRE_THAT(response.status(), suyuan::testing::IsOk());
  return {response->findings().begin(), response->findings().end()};
}

absl::StatusOr<v1::ImportCertificateResponse> Suite::Import(
    const v1::Certificate& certificate, const std::string& request_id) {
  v1::ImportCertificateRequest request;
  *request.mutable_certificate() = certificate;
  request.set_request_id(request_id);
  return Call(&v1::Certificates::Stub::ImportCertificate, request);
}

absl::StatusOr<v1::ImportCertificateResponse> Suite::ImportDcc(
    const std::string& bytes) {
  v1::ImportCertificateRequest request;
  request.set_dcc(bytes);
  return Call(&v1::Certificates::Stub::ImportCertificate, request);
}

absl::StatusOr<v1::Certificate> Suite::Get(const std::string& name) {
  v1::GetCertificateRequest request;
  request.set_name(name);
  return Call(&v1::Certificates::Stub::GetCertificate, request);
}

absl::StatusOr<v1::ListCertificatesResponse> Suite::List(
    const std::string& filter) {
  v1::ListCertificatesRequest request;
  request.set_filter(filter);
  request.set_page_size(500);
  request.set_full(true);
  return Call(&v1::Certificates::Stub::ListCertificates, request);
}

std::vector<v1::Change> Suite::Feed(size_t count, int64_t after) {
  std::vector<v1::Change> changes;
  grpc::ClientContext context;
  rpc::Prepare(context, Options());
  v1::WatchRequest request;
  request.set_position(after);
  auto reader = stub_->Watch(&context, request);
  v1::WatchResponse response;
  while (changes.size() < count && reader->Read(&response)) {
    for (v1::Change& change : *response.mutable_changes()) {
      changes.push_back(std::move(change));
    }
  }
  context.TryCancel();
  (void)reader->Finish();
  return changes;
}

}  // namespace suyuan::certificates::testing
