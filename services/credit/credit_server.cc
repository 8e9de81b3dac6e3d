#include "services/credit/credit_server.h"

#include <grpcpp/channel.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/deadline.h"
#include "libs/base/status.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "services/credit/credit_book.h"
#include "services/credit/grpc_credit_service.h"
#include "services/credit/grpc_registry_follower.h"
#include "services/credit/policy_shelf.h"
#include "services/credit/sql_credit_store.h"

namespace suyuan::credit {
namespace {

// How long a read waits for what its token names.
constexpr absl::Duration kTokenPatience = absl::Seconds(2);

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
    SUYUAN_ASSIGN_OR_RETURN(PolicyShelf policies,
                            PolicyShelf::Load(options_.policies));
    policies_ = std::make_unique<PolicyShelf>(std::move(policies));
    SUYUAN_ASSIGN_OR_RETURN(
        book_, CreditBook::Open(*store_, policies_->newest(), *options_.clock));
    if (options_.registry != nullptr) {
      follower_ = std::make_unique<GrpcRegistryFollower>(
          options_.registry, *book_, *store_, *options_.logger,
          *options_.metrics);
    }
    service_ = std::make_unique<GrpcCreditService>(
        *book_, *store_, *policies_, store_->secret(), Await(), dispatcher_);
    rpc::Server::Options server;
    server.address = options_.listen;
    server.address_flag = options_.listen_flag;
    server.insecure_listen = options_.insecure_listen;
    server.dispatcher = &dispatcher_;
    SUYUAN_ASSIGN_OR_RETURN(server_,
                            rpc::Server::Start(server, {service_.get()}));
    if (follower_ != nullptr) follower_->Start();
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
    if (follower_ != nullptr) follower_->Stop();
  }

 private:
  CreditMethods::Await Await() {
    if (follower_ == nullptr) return nullptr;
    return [this](const feed::ReadToken& token, const rpc::Call& call) {
      const Clock& clock = *options_.clock;
      const Deadline& whole = call.deadline();
      const absl::Time patience =
          clock.Now() + std::min(kTokenPatience, whole.Left());
      return follower_->WaitForPosition(
          token.PositionOf("registry"),
          Deadline::At(clock, patience).WithCancel([&whole] {
            return !whole.Check().ok();
          }));
    };
  }

  absl::Status OpenStore() {
    sql::Options options;
    options.path = options_.database;
    log::Logger* logger = options_.logger;
    options.on_error = [logger](const sql::ErrorDetail& detail) {
      logger->Write(log::Level::kError, "the credit database failed",
                    {{"code", detail.code},
                     {"error", detail.message},
                     {"sql", detail.sql}});
    };
    SUYUAN_ASSIGN_OR_RETURN(database_, sql::Database::Open(options));
    SUYUAN_ASSIGN_OR_RETURN(
        store_, SqlCreditStore::Open(*database_, options_.clock->Now()));
    return absl::OkStatus();
  }

  const Options options_;
  rpc::Dispatcher dispatcher_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<SqlCreditStore> store_;
  std::unique_ptr<PolicyShelf> policies_;
  std::unique_ptr<CreditBook> book_;
  std::unique_ptr<GrpcRegistryFollower> follower_;
  std::unique_ptr<GrpcCreditService> service_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartCredit(
    const Options& options) {
  auto running = std::make_unique<Running>(options);
  SUYUAN_RETURN_IF_ERROR(running->Start());
  return running;
}

}  // namespace suyuan::credit
