#include "services/suyuan/suite.h"

#include <grpcpp/channel.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/rpc/flags.h"
#include "services/certificates/certificates_server.h"
#include "services/credit/credit_server.h"
#include "services/gateway/gateway_server.h"
#include "services/registry/registry_server.h"
#include "services/traceability/traceability_server.h"

namespace suyuan {
namespace {

// What every service's options have under the same names.
template <typename Options>
Options Common(const SuiteOptions& suite, const std::string& listen,
               const std::string& flag) {
  Options out;
  out.listen = listen;
  out.listen_flag = flag;
  out.insecure_listen = suite.insecure_listen;
  out.threads = suite.threads;
  out.queue_limit = suite.queue_limit;
  out.clock = suite.clock;
  out.logger = suite.logger;
  out.metrics = suite.metrics;
  return out;
}

class Running final : public Suite {
 public:
  explicit Running(const SuiteOptions& options) : options_(options) {}
  ~Running() override { Stop(absl::ZeroDuration()); }

  absl::Status Start() {
    SUYUAN_RETURN_IF_ERROR(rpc::MakeDataDir(options_.data_dir));
    SUYUAN_RETURN_IF_ERROR(StartRegistry());
    SUYUAN_RETURN_IF_ERROR(StartCertificates());
    SUYUAN_RETURN_IF_ERROR(StartTraceability());
    SUYUAN_RETURN_IF_ERROR(StartCredit());
    return StartGateway();
  }

  std::shared_ptr<grpc::Channel> registry() override {
    return registry_->InProcessChannel();
  }
  std::shared_ptr<grpc::Channel> certificates() override {
    return certificates_->InProcessChannel();
  }
  std::shared_ptr<grpc::Channel> traceability() override {
    return traceability_->InProcessChannel();
  }
  std::shared_ptr<grpc::Channel> credit() override {
    return credit_->InProcessChannel();
  }
  int gateway_port() const override {
    return gateway_ == nullptr ? 0 : gateway_->port();
  }

  void Stop(absl::Duration grace) override {
    if (gateway_ != nullptr) gateway_->Stop(grace);
    if (credit_ != nullptr) credit_->Stop(grace);
    if (traceability_ != nullptr) traceability_->Stop(grace);
    if (certificates_ != nullptr) certificates_->Stop(grace);
    if (registry_ != nullptr) registry_->Stop(grace);
  }

 private:
  std::string File(const std::string& name) const {
    return absl::StrCat(options_.data_dir, "/", name);
  }

  absl::Status StartRegistry() {
    auto options = Common<registry::Options>(options_, options_.listen.registry,
                                             "--registry-listen");
    options.database = File("registry.db");
    options.dataset_publisher = options_.dataset_publisher;
    options.dataset_licence = options_.dataset_licence;
    SUYUAN_ASSIGN_OR_RETURN(registry_, registry::StartRegistry(options));
    return absl::OkStatus();
  }

  absl::Status StartCertificates() {
    auto options = Common<certificates::Options>(
        options_, options_.listen.certificates, "--certificates-listen");
    options.database = File("certificates.db");
    options.registry = registry();
    options.log_key = File("log.key");
    options.dcc_schemas = options_.dcc_schemas;
    options.log_origin = options_.log_origin;
    options.log_policy = options_.log_policy;
    options.require_valid_schema = options_.require_valid_schema;
    options.signature_trust = options_.signature_trust;
    options.issuing_keys = options_.issuing_keys;
    options.redis = options_.redis;
    options.public_url = options_.public_url;
    SUYUAN_ASSIGN_OR_RETURN(certificates_,
                            certificates::StartCertificates(options));
    return absl::OkStatus();
  }

  absl::Status StartTraceability() {
    auto options = Common<traceability::Options>(
        options_, options_.listen.traceability, "--traceability-listen");
    options.registry = registry();
    options.certificates = certificates();
    options.profiles = options_.profiles;
    options.proof_key = File("proof.key");
    options.proof_key_name = options_.proof_key_name;
    SUYUAN_ASSIGN_OR_RETURN(traceability_,
                            traceability::StartTraceability(options));
    return absl::OkStatus();
  }

  absl::Status StartCredit() {
    auto options = Common<credit::Options>(options_, options_.listen.credit,
                                           "--credit-listen");
    options.database = File("credit.db");
    options.registry = registry();
    SUYUAN_ASSIGN_OR_RETURN(credit_, credit::StartCredit(options));
    return absl::OkStatus();
  }

  absl::Status StartGateway() {
    if (options_.listen.gateway.empty()) return absl::OkStatus();
    gateway::Options options;
    options.listen = options_.listen.gateway;
    options.listen_flag = "--gateway-listen";
    options.insecure_listen = options_.insecure_listen;
    options.registry = std::make_shared<rpc::ChannelPair>(registry());
    options.certificates = std::make_shared<rpc::ChannelPair>(certificates());
    options.traceability = std::make_shared<rpc::ChannelPair>(traceability());
    options.credit = std::make_shared<rpc::ChannelPair>(credit());
    options.clock = options_.clock;
    options.logger = options_.logger;
    options.metrics = options_.metrics;
    SUYUAN_ASSIGN_OR_RETURN(gateway_, gateway::StartGateway(options));
    return absl::OkStatus();
  }

  const SuiteOptions options_;
  std::unique_ptr<registry::RegistryServer> registry_;
  std::unique_ptr<certificates::CertificatesServer> certificates_;
  std::unique_ptr<traceability::TraceabilityServer> traceability_;
  std::unique_ptr<credit::CreditServer> credit_;
  std::unique_ptr<gateway::GatewayServer> gateway_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Suite>> StartSuite(const SuiteOptions& options) {
  auto running = std::make_unique<Running>(options);
  SUYUAN_RETURN_IF_ERROR(running->Start());
  return running;
}

}  // namespace suyuan
