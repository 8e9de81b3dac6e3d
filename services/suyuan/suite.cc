#include "services/suyuan/suite.h"

#include <grpcpp/channel.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/rpc/flags.h"
#include "services/gateway/gateway_server.h"

namespace suyuan {
namespace {

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

  // What a service has of its own, with what all have.
  template <typename Options>
  Options Joined(Options own, const std::string& listen,
                 const std::string& flag) const {
    static_cast<rpc::ServiceOptions&>(own) = options_.common;
    own.listen = listen;
    own.listen_flag = flag;
    return own;
  }

  absl::Status StartRegistry() {
    auto options = Joined(options_.registry, options_.listen.registry,
                          "--registry-listen");
    options.database = File("registry.db");
    SUYUAN_ASSIGN_OR_RETURN(registry_, registry::StartRegistry(options));
    return absl::OkStatus();
  }

  absl::Status StartCertificates() {
    auto options = Joined(options_.certificates, options_.listen.certificates,
                          "--certificates-listen");
    options.database = File("certificates.db");
    options.log_key = File("log.key");
    options.registry = registry();
    SUYUAN_ASSIGN_OR_RETURN(certificates_,
                            certificates::StartCertificates(options));
    return absl::OkStatus();
  }

  absl::Status StartTraceability() {
    auto options = Joined(options_.traceability, options_.listen.traceability,
                          "--traceability-listen");
    options.registry = registry();
    options.certificates = certificates();
    options.data_dir = options_.data_dir;
    options.proof_key = File("proof.key");
    SUYUAN_ASSIGN_OR_RETURN(traceability_,
                            traceability::StartTraceability(options));
    return absl::OkStatus();
  }

  absl::Status StartCredit() {
    auto options =
        Joined(options_.credit, options_.listen.credit, "--credit-listen");
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
    options.insecure_listen = options_.common.insecure_listen;
    options.registry = std::make_shared<rpc::ChannelPair>(registry());
    options.certificates = std::make_shared<rpc::ChannelPair>(certificates());
    options.traceability = std::make_shared<rpc::ChannelPair>(traceability());
    options.credit = std::make_shared<rpc::ChannelPair>(credit());
    options.clock = options_.common.clock;
    options.logger = options_.common.logger;
    options.metrics = options_.common.metrics;
    SUYUAN_ASSIGN_OR_RETURN(gateway_, gateway::StartGateway(options));
    return absl::OkStatus();
  }

  const SuiteOptions options_;
  std::unique_ptr<rpc::RunningService> registry_;
  std::unique_ptr<rpc::RunningService> certificates_;
  std::unique_ptr<rpc::RunningService> traceability_;
  std::unique_ptr<rpc::RunningService> credit_;
  std::unique_ptr<gateway::GatewayServer> gateway_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Suite>> StartSuite(const SuiteOptions& options) {
  auto running = std::make_unique<Running>(options);
  SUYUAN_RETURN_IF_ERROR(running->Start());
  return running;
}

}  // namespace suyuan
