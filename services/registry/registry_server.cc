#include "services/registry/registry_server.h"

#include <grpcpp/channel.h>

#include <string>
#include <utility>

#include "libs/base/status.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "services/registry/convert/convert.h"
#include "services/registry/records/record_book.h"
#include "services/registry/store/sql_record_store.h"
#include "services/registry/transport/grpc_comparisons_service.h"
#include "services/registry/transport/grpc_indicators_service.h"
#include "services/registry/transport/grpc_registry_service.h"

namespace suyuan::registry {
namespace {

class Running final : public rpc::RunningService {
 public:
  explicit Running(const Options& options)
      : options_(options),
        dispatcher_(
            {.threads = options.threads, .queue_limit = options.queue_limit},
            *options.clock, *options.logger, *options.metrics) {}
  ~Running() override { Stop(absl::ZeroDuration()); }

  absl::Status Start() {
    SUYUAN_RETURN_IF_ERROR(OpenStore());
    SUYUAN_ASSIGN_OR_RETURN(book_, RecordBook::Open(*store_, *options_.clock));
    service_ = std::make_unique<GrpcRegistryService>(
        *book_, *store_, *options_.clock, store_->secret(),
        DatasetTerms{options_.dataset_publisher, options_.dataset_licence},
        dispatcher_);
    comparisons_ = std::make_unique<GrpcComparisonsService>(
        *book_, *store_, *options_.clock, store_->secret(), dispatcher_);
    indicators_ = std::make_unique<GrpcIndicatorsService>(
        *book_, *store_, *options_.clock, store_->secret(), dispatcher_);
    rpc::Server::Options server;
    server.address = options_.listen;
    server.address_flag = options_.listen_flag;
    server.insecure_listen = options_.insecure_listen;
    server.dispatcher = &dispatcher_;
    SUYUAN_ASSIGN_OR_RETURN(
        server_, rpc::Server::Start(server, {service_.get(), comparisons_.get(),
                                             indicators_.get()}));
    server_->SetReady(true);
    return absl::OkStatus();
  }

  std::shared_ptr<grpc::Channel> InProcessChannel() override {
    return server_->InProcessChannel();
  }
  std::string target() const override { return server_->target(); }
  int port() const override { return server_->port(); }

  void Stop(absl::Duration grace) override {
    if (server_ != nullptr) server_->Stop(grace);
  }

 private:
  absl::Status OpenStore() {
    sql::Options options;
    options.path = options_.database;
    log::Logger* logger = options_.logger;
    options.on_error = [logger](const sql::ErrorDetail& detail) {
      logger->Write(log::Level::kError, "the registry's database failed",
                    {{"code", detail.code},
                     {"error", detail.message},
                     {"sql", detail.sql}});
    };
    SUYUAN_ASSIGN_OR_RETURN(database_, sql::Database::Open(options));
    SUYUAN_ASSIGN_OR_RETURN(
        store_, SqlRecordStore::Open(*database_, options_.clock->Now(),
                                     {kIndexing, DraftOf}));
    return absl::OkStatus();
  }

  const Options options_;
  rpc::Dispatcher dispatcher_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<SqlRecordStore> store_;
  std::unique_ptr<RecordBook> book_;
  std::unique_ptr<GrpcRegistryService> service_;
  std::unique_ptr<GrpcComparisonsService> comparisons_;
  std::unique_ptr<GrpcIndicatorsService> indicators_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartRegistry(
    const Options& options) {
  auto running = std::make_unique<Running>(options);
  SUYUAN_RETURN_IF_ERROR(running->Start());
  return running;
}

}  // namespace suyuan::registry
