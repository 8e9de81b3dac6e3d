#ifndef TESTS_UNIT_RPC_PROBE_SERVER_H_
#define TESTS_UNIT_RPC_PROBE_SERVER_H_

#include <grpcpp/channel.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/pipe.h"
#include "libs/rpc/reply.h"
#include "libs/rpc/server.h"
#include "probe.grpc.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::rpc::testing {

using suyuan::testing::v1::AskRequest;
using suyuan::testing::v1::AskResponse;
using suyuan::testing::v1::Probe;

inline constexpr int kTalkWindow = 4;

// Each method does what the test says.
class ProbeService final : public Probe::CallbackService {
 public:
  using Generator = std::function<absl::StatusOr<Next>(AskResponse&)>;

  explicit ProbeService(Dispatcher& dispatcher)
      : endpoint_(dispatcher, Probe::service_full_name()) {}

  std::function<absl::StatusOr<AskResponse>(const AskRequest&, Call&)> ask;
  std::function<void(const AskRequest&, AskResponse&, Call&, Done)> ask_later;
  std::function<absl::StatusOr<Generator>(const AskRequest&, StreamCall&)> list;

  grpc::ServerUnaryReactor* Ask(grpc::CallbackServerContext* context,
                                const AskRequest* request,
                                AskResponse* response) override {
    return Unary(endpoint_, context, request, response, std::cref(ask));
  }
  grpc::ServerUnaryReactor* AskLater(grpc::CallbackServerContext* context,
                                     const AskRequest* request,
                                     AskResponse* response) override {
    return UnaryAsync(endpoint_, context, request, response,
                      std::cref(ask_later));
  }
  // Each request as AskLater would.
  grpc::ServerBidiReactor<AskRequest, AskResponse>* Talk(
      grpc::CallbackServerContext* context) override {
    return Pipe<AskRequest, AskResponse>(endpoint_, context, kTalkWindow,
                                         std::cref(ask_later));
  }
  grpc::ServerWriteReactor<AskResponse>* List(
      grpc::CallbackServerContext* context,
      const AskRequest* request) override {
    return Stream<AskResponse>(endpoint_, context, request, std::cref(list));
  }

 private:
  Endpoint endpoint_;
};

// A probe service on an in-process server, with what it logged.
class ProbeServer {
 public:
  explicit ProbeServer(Dispatcher::Options options = {},
                       Server::Options server_options = {})
      : logger_(log::Level::kInfo, clock_,
                [this](absl::string_view line) {
                  MutexLock lock(mutex_);
                  lines_.emplace_back(line);
                }),
        dispatcher_(options, clock_, logger_, metrics_),
        service_(dispatcher_) {
    server_options.dispatcher = &dispatcher_;
    auto server = Server::Start(server_options, {&service_});
    REQUIRE_THAT(server.status(), suyuan::testing::IsOk());
    server_ = *std::move(server);
    stub_ = Probe::NewStub(server_->InProcessChannel());
  }

  ProbeService& service() { return service_; }
  Probe::Stub& stub() { return *stub_; }
  Server& server() { return *server_; }
  Dispatcher& dispatcher() { return dispatcher_; }
  metrics::Registry& metrics() { return metrics_; }
  std::vector<std::string> lines() const {
    MutexLock lock(mutex_);
    return lines_;
  }

 private:
  SystemClock clock_;
  metrics::Registry metrics_;
  mutable Mutex mutex_;
  std::vector<std::string> lines_;
  log::Logger logger_;
  Dispatcher dispatcher_;
  ProbeService service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Probe::Stub> stub_;
};

// Threads meet here: Wait() returns after Open().
class Gate {
 public:
  void Open() {
    MutexLock lock(mutex_);
    open_ = true;
    opened_.NotifyAll();
  }
  void Wait() {
    MutexLock lock(mutex_);
    while (!open_) opened_.Wait(mutex_);
  }

 private:
  Mutex mutex_;
  CondVar opened_;
  bool open_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace suyuan::rpc::testing

#endif  // TESTS_UNIT_RPC_PROBE_SERVER_H_
