#include "libs/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/impl/server_builder_plugin.h>
#include <grpcpp/impl/server_initializer.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <utility>

#include "absl/time/clock.h"
#include "libs/base/status.h"
#include "libs/rpc/address.h"
#include "libs/rpc/dispatcher.h"

namespace suyuan::rpc {
namespace {

// Learns the full names of the services, which grpc::Service keeps to itself.
class NamesPlugin final : public grpc::ServerBuilderPlugin {
 public:
  explicit NamesPlugin(std::vector<std::string>& names) : names_(names) {}
  std::string name() override { return "suyuan.names"; }
  void InitServer(grpc::ServerInitializer* /*server*/) override {}
  void Finish(grpc::ServerInitializer* server) override {
    names_ = *server->GetServiceList();
  }
  void ChangeArguments(const std::string& /*name*/, void* /*value*/) override {}

 private:
  std::vector<std::string>& names_;
};

class NamesOption final : public grpc::ServerBuilderOption {
 public:
  explicit NamesOption(std::vector<std::string>& names) : names_(names) {}
  void UpdateArguments(grpc::ChannelArguments* /*args*/) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>*
                         plugins) override {
    plugins->push_back(std::make_unique<NamesPlugin>(names_));
  }

 private:
  std::vector<std::string>& names_;
};

// Both are process-wide and must come before the first builder.
void EnableHealthAndReflection() {
  static const bool once = [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  static_cast<void>(once);
}

void Configure(const Server::Options& options, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.SetMaxSendMessageSize(options.max_message_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                             options.max_concurrent_streams);
  // Else a second server would share a busy port in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // Followers keep idle connections alive; the default allows one ping in five
  // minutes and then closes them.
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10 * 1000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60 * 1000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20 * 1000);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const Options& options, const std::vector<grpc::Service*>& services) {
  EnableHealthAndReflection();
  Address address;
  grpc::ServerBuilder builder;
  Configure(options, builder);
  int port = 0;
  if (!options.address.empty()) {
    SUYUAN_RETURN_IF_ERROR(CheckListenAddress(
        options.address, options.address_flag, options.insecure_listen));
    SUYUAN_ASSIGN_OR_RETURN(
        address, ParseAddress(options.address, options.address_flag));
    builder.AddListeningPort(address.ToString(),
                             grpc::InsecureServerCredentials(), &port);
  }
  std::vector<std::string> names;
  builder.SetOption(std::make_unique<NamesOption>(names));
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || (!options.address.empty() && port == 0)) {
    return ExplainBindFailure(address, options.address_flag);
  }
  address.port = port;
  auto out = std::unique_ptr<Server>(new Server(
      options, std::move(server), port,
      options.address.empty() ? "" : address.ToString(), std::move(names)));
  out->SetReady(false);
  out->SetReady(kLive, true);
  return out;
}

Server::Server(const Options& options, std::unique_ptr<grpc::Server> server,
               int port, std::string target, std::vector<std::string> services)
    : options_(options),
      port_(port),
      target_(std::move(target)),
      services_(std::move(services)),
      server_(std::move(server)) {}

Server::~Server() { Stop(absl::ZeroDuration()); }

void Server::SetReady(bool ready) {
  grpc::HealthCheckServiceInterface* health = server_->GetHealthCheckService();
  for (const std::string& service : services_) {
    health->SetServingStatus(service, ready);
  }
  health->SetServingStatus("", ready);
}

void Server::SetReady(absl::string_view service, bool ready) {
  server_->GetHealthCheckService()->SetServingStatus(std::string(service),
                                                     ready);
}

void Server::Stop(absl::Duration grace) {
  MutexLock lock(mutex_);
  if (stopped_) return;
  stopped_ = true;
  // Not served again, whatever a late SetReady says.
  server_->GetHealthCheckService()->Shutdown();
  const absl::Time deadline = absl::Now() + grace;
  if (options_.dispatcher != nullptr) {
    options_.dispatcher->Drain();
    // gRPC tells a connection to go away and waits; the in-process transport
    // knows no such thing and cuts its calls off.
    if (in_process_) options_.dispatcher->WaitIdle(grace);
  }
  server_->Shutdown(absl::ToChronoTime(deadline));
  server_->Wait();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options_.max_message_bytes);
  arguments.SetMaxSendMessageSize(options_.max_message_bytes);
  MutexLock lock(mutex_);
  in_process_ = true;
  return server_->InProcessChannel(arguments);
}

}  // namespace suyuan::rpc
