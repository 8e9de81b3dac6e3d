#include "libs/rpc/client.h"

#include <arpa/inet.h>
#include <grpcpp/client_context.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/server_posix.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/rpc/probe_server.h"

namespace suyuan::rpc {
namespace {

using suyuan::testing::HasCode;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::AskRequest;
using testing::AskResponse;
using testing::Probe;
using testing::ProbeServer;

// Fails the first `failures` calls with `failure`.
auto Failing(int failures, absl::Status failure, int& calls) {
  return [failures, failure, &calls](const AskRequest&,
                                     Call&) -> absl::StatusOr<AskResponse> {
    if (++calls <= failures) return failure;
    return AskResponse();
  };
}

absl::Status Ask(ProbeServer& server, const CallOptions& options) {
  AskResponse response;
  return Invoke(options, [&](grpc::ClientContext& context) {
    return server.stub().Ask(&context, AskRequest(), &response);
  });
}

TEST_CASE("An idempotent call is repeated while the server is unavailable") {
  ProbeServer server;
  int calls = 0;
  server.service().ask = Failing(2, absl::UnavailableError("x"), calls);
  std::vector<absl::Duration> pauses;
  CallOptions options;
  options.attempts = 3;
  options.sleep = [&](absl::Duration pause) { pauses.push_back(pause); };
  CHECK_THAT(Ask(server, options), IsOk());
  CHECK(calls == 3);
  REQUIRE(pauses.size() == 2);
  // RetryInfo of UNAVAILABLE is longer than the first back-off.
  CHECK(pauses[0] >= absl::Milliseconds(200));
}

TEST_CASE("Attempts run out, and what is not UNAVAILABLE is not repeated") {
  ProbeServer server;
  int calls = 0;
  CallOptions options;
  options.sleep = [](absl::Duration) {};
  server.service().ask = Failing(9, absl::UnavailableError("x"), calls);
  options.attempts = 3;
  CHECK_THAT(Ask(server, options), HasCode(absl::StatusCode::kUnavailable));
  CHECK(calls == 3);
  calls = 0;
  options.attempts = 1;
  CHECK_FALSE(Ask(server, options).ok());
  CHECK(calls == 1);
  calls = 0;
  options.attempts = 3;
  server.service().ask = Failing(9, absl::AbortedError("x"), calls);
  CHECK_THAT(Ask(server, options), HasCode(absl::StatusCode::kAborted));
  CHECK(calls == 1);
}

TEST_CASE("No attempt begins after the time is over") {
  ProbeServer server;
  int calls = 0;
  server.service().ask = Failing(
      9, WithRetryDelay(absl::UnavailableError("x"), absl::Seconds(60)), calls);
  CallOptions options;
  options.attempts = 5;
  options.timeout = absl::Seconds(5);
  options.sleep = [](absl::Duration) { FAIL("slept"); };
  CHECK_THAT(Ask(server, options), HasCode(absl::StatusCode::kUnavailable));
  CHECK(calls == 1);
}

TEST_CASE("A call made for another carries its caller, trace and time") {
  ProbeServer server;
  server.service().ask = [](const AskRequest&,
                            Call& call) -> absl::StatusOr<AskResponse> {
    AskResponse response;
    response.set_text(call.principal() + " " + call.trace().trace_id());
    response.set_number(absl::ToInt64Seconds(call.deadline().Left()));
    return response;
  };
  static const SystemClock& clock = *new SystemClock();
  const Call parent = Call::Local(
      "job", "lab-7@xj", Deadline::At(clock, clock.Now() + absl::Seconds(3)));
  AskResponse response;
  const absl::Status status =
      Invoke(OnBehalfOf(parent), [&](grpc::ClientContext& context) {
        return server.stub().Ask(&context, AskRequest(), &response);
      });
  REQUIRE_THAT(status, IsOk());
  CHECK(response.text() == "lab-7@xj " + parent.trace().trace_id());
  CHECK(response.number() <= 3);
}

TEST_CASE("A pair of channels takes turns over two connections") {
  ProbeServer server({}, {.address = "127.0.0.1:0"});
  server.service().ask = [](const AskRequest&,
                            Call&) -> absl::StatusOr<AskResponse> {
    return AskResponse();
  };
  ChannelPair pair(server.server().target());
  CHECK(pair.at(0) != pair.at(1));
  for (int i = 0; i < 2; ++i) {
    const int next = pair.Next();
    const auto stub = Probe::NewStub(pair.at(next));
    AskResponse response;
    grpc::ClientContext context;
    REQUIRE_THAT(FromGrpc(stub->Ask(&context, AskRequest(), &response)),
                 IsOk());
    CHECK(next == i);
  }
}

TEST_CASE("Nobody at the target is UNAVAILABLE, within the time given") {
  const auto stub = Probe::NewStub(MakeChannel("127.0.0.1:1"));
  CallOptions options;
  options.timeout = absl::Seconds(5);
  AskResponse response;
  const absl::Status status =
      Invoke(options, [&](grpc::ClientContext& context) {
        return stub->Ask(&context, AskRequest(), &response);
      });
  CHECK_THAT(status, HasCode(absl::StatusCode::kUnavailable));
}

// Listens on the loopback interface; whoever connects waits until Accept().
class SlowListener {
 public:
  SlowListener() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(socket_, any, size) == 0);
    REQUIRE(listen(socket_, 8) == 0);
    REQUIRE(getsockname(socket_, any, &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~SlowListener() { close(socket_); }
  std::string target() const { return absl::StrCat("127.0.0.1:", port_); }
  int Accept() { return accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK); }

 private:
  int socket_;
  int port_ = 0;
};

TEST_CASE("A busy server that takes a connection up late is waited for") {
  SlowListener listener;
  Probe::Service service;
  grpc::ServerBuilder builder;
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::thread late([&] {
    const int connection = listener.Accept();
    absl::SleepFor(absl::Milliseconds(400));
    grpc::AddInsecureChannelFromFd(server.get(), connection);
  });
  const auto stub = Probe::NewStub(MakeChannel(listener.target()));
  AskResponse response;
  const absl::Status answer = Invoke({}, [&](grpc::ClientContext& context) {
    return stub->Ask(&context, AskRequest(), &response);
  });
  late.join();
  // The server's own answer: the method is not there.
  CHECK_THAT(answer, HasCode(absl::StatusCode::kUnimplemented));
  server->Shutdown(std::chrono::system_clock::now());
}

}  // namespace
}  // namespace suyuan::rpc
