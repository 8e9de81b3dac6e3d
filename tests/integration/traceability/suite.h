#ifndef TESTS_INTEGRATION_TRACEABILITY_SUITE_H_
#define TESTS_INTEGRATION_TRACEABILITY_SUITE_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>

#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"
#include "services/traceability/traceability_server.h"
#include "suyuan/traceability/v1/inventory.grpc.pb.h"
#include "suyuan/traceability/v1/traceability.grpc.pb.h"
#include "tests/integration/traceability/feeds.h"
#include "tests/support/status_matchers.h"

namespace suyuan::testing {

inline const absl::Time kFirst =
    absl::FromUnixSeconds(1735689600);  // 2025-01-01

// A calibration of a mass against what `reference` certified; "" for none.
certificates::v1::Certificate AnyCertificate(const std::string& number,
                                             const std::string& reference);

// Of the certificates' feed.
std::string TokenFor(int64_t certificates_position);

// What a test may want otherwise.
struct SuiteSettings {
  std::string data_dir;
  int64_t memory_limit = 0;
};

// A server over feeds that a test fills.
class Suite {
 public:
  explicit Suite(SuiteSettings settings = {}) : settings_(settings) { Start(); }
  ~Suite() { Stop(); }

  // As a process that ends and one that begins, over the same feeds.
  void Restart(const SuiteSettings& settings) {
    Stop();
    settings_ = settings;
    Start();
  }
  // Of the present server, as a scrape would see them.
  std::string Metrics() const { return metrics_->Text(); }

  Feeds& feeds() { return feeds_; }
  rpc::RunningService& server() { return *server_; }

  absl::StatusOr<traceability::v1::TraceResponse> Trace(
      const traceability::v1::TraceRequest& request) {
    traceability::v1::TraceResponse response;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      return stub_->Trace(&context, request, &response);
    }));
    return response;
  }
  absl::StatusOr<traceability::v1::BatchTraceResponse> BatchTrace(
      const traceability::v1::BatchTraceRequest& request) {
    traceability::v1::BatchTraceResponse response;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      return stub_->BatchTrace(&context, request, &response);
    }));
    return response;
  }
  // All messages of the stream in one.
  absl::StatusOr<traceability::v1::ListAffectedResponse> ListAffected(
      const traceability::v1::ListAffectedRequest& request) {
    traceability::v1::ListAffectedResponse all;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      const auto reader = stub_->ListAffected(&context, request);
      traceability::v1::ListAffectedResponse one;
      while (reader->Read(&one)) all.MergeFrom(one);
      return reader->Finish();
    }));
    return all;
  }
  traceability::v1::GraphStatus Status() {
    traceability::v1::GraphStatus response;
    REQUIRE_THAT(Call([&](grpc::ClientContext& context) {
                   return stub_->GetGraphStatus(&context, {}, &response);
                 }),
                 IsOk());
    return response;
  }

  // Any other question: &Stub::Method of one of the two.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Ask(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    Response response;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      return (StubOf(static_cast<Stub*>(nullptr)).*method)(&context, request,
                                                           &response);
    }));
    return response;
  }

 private:
  traceability::v1::Traceability::Stub& StubOf(
      traceability::v1::Traceability::Stub*) {
    return *stub_;
  }
  traceability::v1::Inventory::Stub& StubOf(
      traceability::v1::Inventory::Stub*) {
    return *inventory_;
  }
  void Start() {
    metrics_ = std::make_unique<metrics::Registry>();
    traceability::Options options;
    options.registry = feeds_.channel();
    options.certificates = feeds_.channel();
    options.data_dir = settings_.data_dir;
    options.memory_limit = settings_.memory_limit;
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = metrics_.get();
    auto started = traceability::StartTraceability(options);
    REQUIRE_THAT(started.status(), IsOk());
    server_ = *std::move(started);
    stub_ =
        traceability::v1::Traceability::NewStub(server_->InProcessChannel());
    inventory_ =
        traceability::v1::Inventory::NewStub(server_->InProcessChannel());
  }
  void Stop() {
    inventory_.reset();
    stub_.reset();
    server_->Stop(absl::ZeroDuration());
    server_.reset();
  }
  static absl::Status Call(
      absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt) {
    return rpc::Invoke({}, attempt);
  }

  Feeds feeds_;
  SystemClock clock_;
  SuiteSettings settings_;
  std::unique_ptr<metrics::Registry> metrics_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<traceability::v1::Traceability::Stub> stub_;
  std::unique_ptr<traceability::v1::Inventory::Stub> inventory_;
};

}  // namespace suyuan::testing

#endif  // TESTS_INTEGRATION_TRACEABILITY_SUITE_H_
