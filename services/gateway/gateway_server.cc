#include "services/gateway/gateway_server.h"

#include <google/protobuf/descriptor.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/rpc/address.h"
#include "services/gateway/gateway.h"
#include "services/gateway/route_table.h"
#include "suyuan/certificates/v1/certificates.pb.h"
#include "suyuan/certificates/v1/findings.pb.h"
#include "suyuan/certificates/v1/issued.pb.h"
#include "suyuan/certificates/v1/leaves.pb.h"
#include "suyuan/credit/v1/credit.pb.h"
#include "suyuan/registry/v1/comparisons.pb.h"
#include "suyuan/registry/v1/indicators.pb.h"
#include "suyuan/registry/v1/registry.pb.h"
#include "suyuan/traceability/v1/diagrams.pb.h"
#include "suyuan/traceability/v1/inventory.pb.h"
#include "suyuan/traceability/v1/outside_verifications.pb.h"
#include "suyuan/traceability/v1/proofs.pb.h"
#include "suyuan/traceability/v1/recalls.pb.h"
#include "suyuan/traceability/v1/suggestions.pb.h"
#include "suyuan/traceability/v1/traceability.pb.h"
#include "suyuan/traceability/v1/uncertainty.pb.h"
#include "suyuan/traceability/v1/verdict_feed.pb.h"

namespace suyuan::gateway {
namespace {

using google::protobuf::FileDescriptor;

// A service process and the files that declare what it serves.
struct Known {
  const char* name;
  std::vector<const FileDescriptor*> files;
  std::shared_ptr<rpc::ChannelPair> Options::*channels;
};

// The file that declares a message.
template <typename Message>
const FileDescriptor* FileOf() {
  return Message::descriptor()->file();
}

std::vector<Known> KnownBackends() {
  return {{"registry",
           {FileOf<registry::v1::WatchRequest>(),
            FileOf<registry::v1::AdvanceComparisonRequest>(),
            FileOf<registry::v1::ComputeIndicatorsRequest>()},
           &Options::registry},
          {"certificates",
           {FileOf<certificates::v1::WatchRequest>(),
            FileOf<certificates::v1::CertificateFindingsWatchRequest>(),
            FileOf<certificates::v1::ImportIssuedNumbersRequest>(),
            FileOf<certificates::v1::FindLeavesRequest>()},
           &Options::certificates},
          {"traceability",
           {FileOf<traceability::v1::TraceRequest>(),
            FileOf<traceability::v1::CheckFleetRequest>(),
            FileOf<traceability::v1::WatchVerdictsRequest>(),
            FileOf<traceability::v1::FrozenAffectedLine>(),
            FileOf<traceability::v1::SuggestChainRequest>(),
            FileOf<traceability::v1::ListDiagramDriftsRequest>(),
            FileOf<traceability::v1::ListOutsideVerificationsRequest>(),
            FileOf<traceability::v1::ComputeUncertaintyRequest>(),
            FileOf<traceability::v1::ProveChainRequest>()},
           &Options::traceability},
          {"credit", {FileOf<credit::v1::WatchRequest>()}, &Options::credit}};
}

std::vector<std::string> ServicesOf(const Known& known) {
  std::vector<std::string> out;
  for (const FileDescriptor* file : known.files) {
    for (int i = 0; i < file->service_count(); ++i) {
      out.push_back(file->service(i)->full_name());
    }
  }
  return out;
}

// A feed goes on for ever.
std::vector<std::string> EndlessMethods() {
  std::vector<std::string> out;
  for (const Known& known : KnownBackends()) {
    for (const std::string& service : ServicesOf(known)) {
      out.push_back(absl::StrCat(service, ".Watch"));
    }
  }
  return out;
}

// Methods that take certificates in JSON.
std::vector<std::string> LargeMethods() {
  return {"suyuan.certificates.v1.Certificates.ImportCertificate",
          "suyuan.certificates.v1.Certificates.BatchImportCertificates",
          "suyuan.registry.v1.Registry.ImportRecords"};
}

class Running : public GatewayServer {
 public:
  Running(std::unique_ptr<Gateway> gateway, std::string host)
      : gateway_(std::move(gateway)), host_(std::move(host)) {}

  int port() const override { return gateway_->port(); }
  std::string url() const override {
    return absl::StrCat("http://", rpc::Address{host_, port()}.ToString());
  }
  void Stop(absl::Duration grace) override { gateway_->Stop(grace); }

 private:
  const std::unique_ptr<Gateway> gateway_;
  const std::string host_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<GatewayServer>> StartGateway(
    const Options& options) {
  SUYUAN_CHECK(options.clock != nullptr);
  SUYUAN_CHECK(options.logger != nullptr);
  SUYUAN_CHECK(options.metrics != nullptr);
  GatewayOptions made;
  made.listen = options.listen;
  made.listen_flag = options.listen_flag;
  made.insecure_listen = options.insecure_listen;
  made.http.max_connections = options.max_connections;
  made.calls.max_calls = options.max_calls;
  made.large_methods = LargeMethods();
  made.endless_methods = EndlessMethods();
  for (const Known& known : KnownBackends()) {
    const auto& channels = options.*known.channels;
    if (channels == nullptr) continue;
    made.backends.push_back({known.name, ServicesOf(known), channels});
  }
  SUYUAN_ASSIGN_OR_RETURN(
      const rpc::Address address,
      rpc::ParseAddress(options.listen, options.listen_flag));
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<Gateway> gateway,
                          Gateway::Start(std::move(made), *options.clock,
                                         *options.logger, *options.metrics));
  return std::make_unique<Running>(std::move(gateway), address.host);
}

std::string RoutesTable() {
  std::vector<RouteTable::Service> services;
  for (const Known& known : KnownBackends()) {
    for (const std::string& name : ServicesOf(known)) {
      services.push_back({name, 0});
    }
  }
  const auto table = RouteTable::Build(services);
  SUYUAN_CHECK(table.ok());
  std::string out = "| request | body | method | answer |\n|---|---|---|---|\n";
  for (const Route& route : table->routes()) {
    const std::string body =
        route.body == Route::Body::kNone  ? ""
        : route.body == Route::Body::kAll ? "the request"
        : route.raw_request
            ? "raw bytes"
            : absl::StrCat("`", route.body_field->json_name(), "`");
    absl::StrAppend(
        &out, "| `", route.http_method, " ", route.path.text(), "` | ", body,
        " | ", route.method->service()->name(), ".", route.method->name(),
        " | ",
        route.raw_response                 ? "raw bytes"
        : route.method->server_streaming() ? "stream of "
                                           : "",
        route.raw_response ? "" : route.method->output_type()->name(), " |\n");
  }
  return out;
}

}  // namespace suyuan::gateway
