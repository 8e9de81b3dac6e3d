#include "services/gateway/gateway_server.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/api/annotations.pb.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/credit/v1/credit.pb.h"
#include "suyuan/registry/v1/comparisons.pb.h"
#include "suyuan/registry/v1/registry.pb.h"
#include "suyuan/traceability/v1/traceability.pb.h"
#include "tests/support/raw_http.h"
#include "tests/support/status_matchers.h"

namespace suyuan {
namespace {

using nlohmann::json;
using testing::RawClient;
using testing::RawResponse;
using testing::RequestText;

// Keeps documents under their number, as they came.
class Archive : public certificates::v1::Certificates::Service {
 public:
  grpc::Status ImportDocument(
      grpc::ServerContext*,
      const certificates::v1::ImportDocumentRequest* request,
      certificates::v1::ImportCertificateResponse* response) override {
    const std::string name = absl::StrCat("certificates/", kept_.size());
    kept_[name] = request->document();
    response->mutable_certificate()->set_name(name);
    response->set_created(!request->validate_only());
    return grpc::Status::OK;
  }
  grpc::Status GetOriginal(grpc::ServerContext*,
                           const certificates::v1::GetOriginalRequest* request,
                           google::api::HttpBody* response) override {
    *response = kept_[request->name()];
    return grpc::Status::OK;
  }

 private:
  std::map<std::string, google::api::HttpBody> kept_;
};

// A gateway with the certificates service behind it and nothing else.
class World {
 public:
  World() {
    grpc::ServerBuilder builder;
    builder.SetMaxReceiveMessageSize(64 << 20);
    builder.RegisterService(&archive_);
    backend_ = builder.BuildAndStart();
    options_.certificates = std::make_shared<rpc::ChannelPair>(
        backend_->InProcessChannel(grpc::ChannelArguments()));
    server = gateway::StartGateway(options_).value();
  }
  ~World() {
    server.reset();
    backend_->Shutdown();
  }

  RawResponse Ask(const std::string& request) {
    RawClient client(static_cast<uint16_t>(server->port()));
    client.Send(request);
    return client.Receive().value();
  }

  // The same gateway once more, elsewhere.
  absl::StatusOr<std::unique_ptr<gateway::GatewayServer>> StartAt(
      const std::string& listen) {
    gateway::Options options = options_;
    options.listen = listen;
    options.listen_flag = "--gateway-listen";
    return gateway::StartGateway(options);
  }

  std::unique_ptr<gateway::GatewayServer> server;

 private:
  const SystemClock clock_;
  metrics::Registry metrics_;
  Archive archive_;
  std::unique_ptr<grpc::Server> backend_;
  gateway::Options options_{.listen = "127.0.0.1:0",
                            .clock = &clock_,
                            .logger = &log::Default(),
                            .metrics = &metrics_};
};

// Its HTTP method and path, the first of them.
std::string Binding(const google::protobuf::MethodDescriptor* method) {
  const auto& rule = method->options().GetExtension(google::api::http);
  if (!rule.get().empty()) return "GET " + rule.get();
  if (!rule.post().empty()) return "POST " + rule.post();
  if (!rule.patch().empty()) return "PATCH " + rule.patch();
  return "";
}

TEST_CASE("Every method that the contracts declare has its route") {
  const std::string table = gateway::RoutesTable();
  int methods = 0;
  for (const auto* file :
       {registry::v1::WatchRequest::descriptor()->file(),
        registry::v1::AdvanceComparisonRequest::descriptor()->file(),
        certificates::v1::WatchRequest::descriptor()->file(),
        traceability::v1::TraceRequest::descriptor()->file(),
        credit::v1::WatchRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j, ++methods) {
        const auto* method = file->service(i)->method(j);
        if (method->client_streaming()) continue;  // gRPC alone has those
        INFO(method->full_name());
        const std::string binding = Binding(method);
        CHECK_FALSE(binding.empty());
        CHECK(table.find(absl::StrCat("| `", binding, "` |")) !=
              std::string::npos);
      }
    }
  }
  CHECK(methods > 60);
}

TEST_CASE("The documents show the routes that there are") {
  std::ifstream file("docs/gateway.md");
  const std::string text{std::istreambuf_iterator<char>(file),
                         std::istreambuf_iterator<char>()};
  INFO("the table is what `suyuan-gateway --print-routes` prints");
  CHECK(text.find(gateway::RoutesTable()) != std::string::npos);
}

TEST_CASE("A document goes up and comes down byte for byte") {
  World w;
  const std::string document("<dcc>\xe6\xba\xaf\r\n\0</dcc>", 17);
  const RawResponse up =
      w.Ask(RequestText("POST", "/v1/certificates:importDocument?validateOnly",
                        "Content-Type: application/xml\r\n", document));
  CHECK(up.status == 400);  // a query's value is "true" or "false"
  const RawResponse imported =
      w.Ask(RequestText("POST", "/v1/certificates:importDocument",
                        "Content-Type: application/xml\r\n", document));
  REQUIRE(imported.status == 200);
  CHECK(
      json::parse(imported.body) ==
      json({{"certificate", {{"name", "certificates/0"}}}, {"created", true}}));
  const RawResponse down =
      w.Ask(RequestText("GET", "/v1/certificates/0:original"));
  CHECK(down.status == 200);
  CHECK(down.fields.at("content-type") == "application/xml");
  CHECK(down.body == document);
}

TEST_CASE("A document may be large, another body may not") {
  World w;
  const std::string large(3 << 20, ' ');
  CHECK(w.Ask(RequestText("POST", "/v1/certificates:importDocument",
                          "Content-Type: application/xml\r\n", large))
            .status == 200);
  const auto post = [&](absl::string_view path) {
    return w
        .Ask(RequestText("POST", path, "Content-Type: application/json\r\n",
                         large + "{}"))
        .status;
  };
  // Taken, and then it is not served by this back end.
  CHECK(post("/v1/certificates:import") == 501);
  CHECK(post("/v1/certificates:batchImport") == 501);
  CHECK(post("/v1/certificates/0:void") == 413);
}

TEST_CASE("A service that is not behind the gateway has no routes") {
  World w;
  CHECK(w.Ask(RequestText("GET", "/v1/institutions")).status == 404);
  CHECK(w.Ask(RequestText("GET", "/v1/traceability:status")).status == 404);
}

TEST_CASE("A busy port is named with the flag that changes it") {
  World w;
  CHECK(w.server->url() == absl::StrCat("http://127.0.0.1:", w.server->port()));
  const absl::Status busy = testing::StatusOf(
      w.StartAt(absl::StrCat("127.0.0.1:", w.server->port())));
  CHECK_THAT(busy, testing::HasReason("ADDRESS_IN_USE"));
  CHECK(busy.message().find(absl::StrCat(w.server->port())) !=
        absl::string_view::npos);
  CHECK(busy.message().find("--gateway-listen") != absl::string_view::npos);
  CHECK_THAT(testing::StatusOf(w.StartAt("0.0.0.0:0")),
             testing::HasReason("ADDRESS_NOT_LOOPBACK"));
  CHECK_THAT(testing::StatusOf(w.StartAt("8080")),
             testing::HasReason("ADDRESS_INVALID"));
}

TEST_CASE("After a stop nobody listens, and a second stop changes nothing") {
  World w;
  const int port = w.server->port();
  w.server->Stop(absl::Seconds(1));
  w.server->Stop(absl::Seconds(1));
  CHECK_THAT(testing::StatusOf(w.StartAt(absl::StrCat("127.0.0.1:", port))),
             testing::IsOk());
}

}  // namespace
}  // namespace suyuan
