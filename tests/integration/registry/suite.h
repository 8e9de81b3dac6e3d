#ifndef TESTS_INTEGRATION_REGISTRY_SUITE_H_
#define TESTS_INTEGRATION_REGISTRY_SUITE_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>

#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "services/registry/registry_server.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

inline const absl::Time kNoon =
    absl::FromUnixSeconds(1735704000);  // 2025-01-01 12:00 in Asia/Shanghai

// A registry with its client, in memory or on a file, and a clock of its own.
class Registry {
 public:
  explicit Registry(const std::string& database = "") : clock_(kNoon) {
    Options options;
    options.database = database;
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = &metrics_;
    auto started = StartRegistry(options);
    REQUIRE_THAT(started.status(), suyuan::testing::IsOk());
    server_ = *std::move(started);
    stub_ = proto::Registry::NewStub(server_->InProcessChannel());
  }
  ~Registry() {
    stub_.reset();
    server_->Stop(absl::ZeroDuration());
  }

  FakeClock& clock() { return clock_; }
  std::shared_ptr<grpc::Channel> channel() {
    return server_->InProcessChannel();
  }
  proto::Registry::Stub& stub() { return *stub_; }

  // A call by `principal`; "": by nobody that is known.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(
      grpc::Status (proto::Registry::Stub::*method)(grpc::ClientContext*,
                                                    const Request&, Response*),
      const Request& request, const std::string& principal = "") {
    Response response;
    rpc::CallOptions options;
    if (!principal.empty()) options.principal = principal;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(options, [&](grpc::ClientContext& context) {
          return (stub_.get()->*method)(&context, request, &response);
        }));
    return response;
  }

  absl::StatusOr<proto::Institution> Create(const std::string& id,
                                            const std::string& title) {
    proto::CreateInstitutionRequest request;
    request.set_institution_id(id);
    (*request.mutable_institution()->mutable_title()->mutable_texts())["zh"] =
        title;
    request.mutable_institution()->set_kind(
        proto::Institution::KIND_STATUTORY_PREFECTURE);
    request.mutable_institution()->mutable_period()->set_from("2001-01-01");
    return Call(&proto::Registry::Stub::CreateInstitution, request);
  }
  absl::StatusOr<proto::Institution> Get(const std::string& name) {
    proto::GetInstitutionRequest request;
    request.set_name(name);
    return Call(&proto::Registry::Stub::GetInstitution, request);
  }

 private:
  FakeClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<proto::Registry::Stub> stub_;
};

}  // namespace suyuan::registry

#endif  // TESTS_INTEGRATION_REGISTRY_SUITE_H_
