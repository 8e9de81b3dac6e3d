#include "libs/rpc/reply.h"

#include <grpcpp/client_context.h>

#include <stdexcept>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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
using testing::Gate;
using testing::ProbeServer;
using testing::ProbeService;

absl::Status Ask(ProbeServer& server, const AskRequest& request,
                 AskResponse* response, grpc::ClientContext& context) {
  return FromGrpc(server.stub().Ask(&context, request, response));
}

absl::Status Ask(ProbeServer& server, absl::string_view text = "") {
  grpc::ClientContext context;
  AskRequest request;
  request.set_text(std::string(text));
  AskResponse response;
  return Ask(server, request, &response, context);
}

TEST_CASE(
    "A handler sees the request, the caller, the trace and the deadline") {
  ProbeServer server;
  server.service().ask = [](const AskRequest& request,
                            Call& call) -> absl::StatusOr<AskResponse> {
    AskResponse response;
    response.set_text(
        absl::StrCat(request.text(), "|", call.method(), "|", call.principal(),
                     "|", call.trace().trace_id(), "|", call.request_id()));
    response.set_number(absl::ToInt64Seconds(call.deadline().Left()));
    return response;
  };
  AskRequest request;
  request.set_text("m");
  request.set_request_id("r-1");
  grpc::ClientContext context;
  context.AddMetadata("suyuan-principal", "lab-7@xj");
  context.AddMetadata(
      "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(30));
  AskResponse response;
  REQUIRE_THAT(Ask(server, request, &response, context), IsOk());
  CHECK(response.text() ==
        "m|suyuan.testing.v1.Probe/Ask|lab-7@xj|"
        "0af7651916cd43dd8448eb211c80319c|r-1");
  CHECK(response.number() >= 25);
  CHECK(response.number() <= 30);
}

TEST_CASE("Without metadata the caller is anonymous and the trace is new") {
  ProbeServer server;
  server.service().ask = [](const AskRequest&,
                            Call& call) -> absl::StatusOr<AskResponse> {
    AskResponse response;
    response.set_text(call.principal());
    response.set_number(absl::ToInt64Seconds(call.deadline().Left()));
    CHECK(TraceContext::Parse(call.trace().ToHeader()).ok());
    return response;
  };
  AskResponse response;
  grpc::ClientContext context;
  REQUIRE_THAT(Ask(server, AskRequest(), &response, context), IsOk());
  CHECK(response.text() == "anonymous@local");
  CHECK(response.number() <= 60);  // the dispatcher's default_timeout
}

TEST_CASE("A principal that is none is refused before the handler runs") {
  ProbeServer server;
  server.service().ask = [](const AskRequest&,
                            Call&) -> absl::StatusOr<AskResponse> {
    FAIL("the handler ran");
    return AskResponse();
  };
  grpc::ClientContext context;
  context.AddMetadata("suyuan-principal", "no realm");
  AskResponse response;
  CHECK_THAT(Ask(server, AskRequest(), &response, context),
             HasReason("PRINCIPAL_INVALID"));
}

TEST_CASE("A refusal reaches the client with reason and fields") {
  ProbeServer server;
  server.service().ask = [](const AskRequest& request,
                            Call&) -> absl::StatusOr<AskResponse> {
    return InvalidField(
        "text", absl::StrCat("\"", request.text(), "\"; a number is wanted"));
  };
  const absl::Status refused = Ask(server, "x");
  CHECK_THAT(refused, HasCode(absl::StatusCode::kInvalidArgument));
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  REQUIRE(ViolationsOf(refused).size() == 1);
  CHECK(ViolationsOf(refused)[0] ==
        FieldViolation{"text", "\"x\"; a number is wanted"});
  REQUIRE(server.lines().size() == 1);
  CHECK(absl::StrContains(server.lines()[0], R"("reason":"INVALID_FIELD")"));
  CHECK_FALSE(absl::StrContains(server.lines()[0], "a number is wanted"));
}

TEST_CASE("What broke inside is logged, and told to nobody") {
  ProbeServer server;
  server.service().ask = [](const AskRequest& request,
                            Call&) -> absl::StatusOr<AskResponse> {
    if (request.text() == "throw") throw std::runtime_error("secret table");
    return absl::InternalError("secret table");
  };
  for (const char* how : {"return", "throw"}) {
    const absl::Status failed = Ask(server, how);
    CHECK_THAT(failed, HasCode(absl::StatusCode::kInternal));
    CHECK_FALSE(absl::StrContains(failed.ToString(), "secret"));
    CHECK(absl::StrContains(failed.message(), "quote trace id"));
  }
  REQUIRE(server.lines().size() == 2);
  for (const std::string& line : server.lines()) {
    CHECK(absl::StrContains(line, "secret table"));
    CHECK(absl::StrContains(line, R"("level":"error")"));
  }
}

TEST_CASE("A full executor refuses, and answers again when it has room") {
  ProbeServer server({.threads = 1, .queue_limit = 1});
  Gate running, go;
  server.service().ask = [&](const AskRequest& request,
                             Call&) -> absl::StatusOr<AskResponse> {
    if (request.text() == "hold") {
      running.Open();
      go.Wait();
    }
    return AskResponse();
  };
  std::thread holder([&] { CHECK_THAT(Ask(server, "hold"), IsOk()); });
  running.Wait();
  std::thread queued([&] { CHECK_THAT(Ask(server, "queued"), IsOk()); });
  while (server.dispatcher().executor().queued() == 0) {
    std::this_thread::yield();
  }
  const absl::Status refused = Ask(server, "one too many");
  CHECK_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
  CHECK_THAT(refused, HasReason("SERVER_BUSY"));
  CHECK(RetryDelayOf(refused) == absl::Seconds(1));
  go.Open();
  holder.join();
  queued.join();
  CHECK_THAT(Ask(server), IsOk());
}

TEST_CASE("A handler that waits for a commit blocks no thread") {
  ProbeServer server({.threads = 1, .queue_limit = 8});
  Mutex mutex;
  std::vector<std::pair<AskResponse*, Done>> waiting;
  server.service().ask_later = [&](const AskRequest& request,
                                   AskResponse& response, Call&, Done done) {
    response.set_text(request.text());
    MutexLock lock(mutex);
    waiting.emplace_back(&response, std::move(done));
  };
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&server, i] {
      grpc::ClientContext context;
      AskRequest request;
      request.set_text(absl::StrCat(i));
      AskResponse response;
      CHECK_THAT(FromGrpc(server.stub().AskLater(&context, request, &response)),
                 IsOk());
      CHECK(response.text() == absl::StrCat(i));
      CHECK(response.number() == 7);
    });
  }
  // All four are taken by the one thread before any is answered.
  while (true) {
    MutexLock lock(mutex);
    if (waiting.size() == 4) break;
  }
  for (auto& [response, done] : waiting) {
    response->set_number(7);
    done(absl::OkStatus());
    done(absl::InternalError("a second answer is ignored"));
  }
  for (std::thread& caller : callers) caller.join();
}

TEST_CASE("An answer that is forgotten or thrown away ends as INTERNAL") {
  ProbeServer server;
  server.service().ask_later = [](const AskRequest& request, AskResponse&,
                                  Call&, Done) {
    if (request.text() == "throw") throw 1;
  };
  for (const char* how : {"forget", "throw"}) {
    grpc::ClientContext context;
    AskRequest request;
    request.set_text(how);
    AskResponse response;
    CHECK_THAT(FromGrpc(server.stub().AskLater(&context, request, &response)),
               HasReason("HANDLER_FAILED"));
  }
}

// What `list` sends, and how it ended.
std::pair<std::vector<int64_t>, absl::Status> List(ProbeServer& server) {
  grpc::ClientContext context;
  const auto reader = server.stub().List(&context, AskRequest());
  std::vector<int64_t> numbers;
  AskResponse response;
  while (reader->Read(&response)) numbers.push_back(response.number());
  return {numbers, FromGrpc(reader->Finish())};
}

TEST_CASE(
    "A stream sends what its generator fills, in order, then its status") {
  ProbeServer server;
  const bool fails = GENERATE(false, true);
  server.service().list =
      [fails](const AskRequest&,
              StreamCall&) -> absl::StatusOr<ProbeService::Generator> {
    return
        [fails, n = 0](AskResponse& response) mutable -> absl::StatusOr<Next> {
          if (n == 100) {
            if (fails) return absl::NotFoundError("gone");
            return Next::kEnd;
          }
          response.set_number(n++);
          return Next::kWrite;
        };
  };
  const auto [numbers, status] = List(server);
  REQUIRE(numbers.size() == 100);
  for (int i = 0; i < 100; ++i) CHECK(numbers[i] == i);
  CHECK(status.code() ==
        (fails ? absl::StatusCode::kNotFound : absl::StatusCode::kOk));
  // The client may see its status before the line is written? No: the line
  // comes first.
  REQUIRE(server.lines().size() == 1);
  CHECK(absl::StrContains(server.lines()[0], R"("messages":100)"));
}

TEST_CASE("A stream that cannot open says why") {
  ProbeServer server;
  server.service().list =
      [](const AskRequest&,
         StreamCall&) -> absl::StatusOr<ProbeService::Generator> {
    return WithReason(absl::OutOfRangeError("x"), "POSITION_UNKNOWN");
  };
  CHECK_THAT(List(server).second, HasReason("POSITION_UNKNOWN"));
}

TEST_CASE("A waiting stream holds no thread and goes on when it is woken") {
  ProbeServer server({.threads = 1});
  Mutex mutex;
  std::optional<Waker> waker;
  std::atomic<int> ready{0};
  server.service().list =
      [&](const AskRequest&,
          StreamCall& call) -> absl::StatusOr<ProbeService::Generator> {
    MutexLock lock(mutex);
    waker = call.waker();
    return
        [&ready, n = 0](AskResponse& response) mutable -> absl::StatusOr<Next> {
          if (n == 3) return Next::kEnd;
          if (n >= ready.load()) return Next::kWait;
          response.set_number(n++);
          return Next::kWrite;
        };
  };
  server.service().ask = [](const AskRequest&,
                            Call&) -> absl::StatusOr<AskResponse> {
    return AskResponse();
  };
  grpc::ClientContext context;
  const auto reader = server.stub().List(&context, AskRequest());
  AskResponse response;
  for (int i = 0; i < 3; ++i) {
    CHECK_THAT(Ask(server), IsOk());  // the only thread is free
    ++ready;
    {
      MutexLock lock(mutex);
      if (waker.has_value()) (*waker)();
    }
    REQUIRE(reader->Read(&response));
    CHECK(response.number() == i);
  }
  CHECK_FALSE(reader->Read(&response));
  CHECK_THAT(FromGrpc(reader->Finish()), IsOk());
  (*waker)();  // harmless after the end
}

TEST_CASE("A reader that has gone ends its waiting stream") {
  ProbeServer server;
  Gate opened;
  server.service().list =
      [&](const AskRequest&,
          StreamCall&) -> absl::StatusOr<ProbeService::Generator> {
    return [&](AskResponse&) -> absl::StatusOr<Next> {
      opened.Open();
      return Next::kWait;
    };
  };
  grpc::ClientContext context;
  const auto reader = server.stub().List(&context, AskRequest());
  opened.Wait();
  context.TryCancel();
  AskResponse response;
  CHECK_FALSE(reader->Read(&response));
  CHECK_THAT(FromGrpc(reader->Finish()), HasCode(absl::StatusCode::kCancelled));
  server.server().Stop(absl::InfiniteDuration());  // nothing runs any more
  REQUIRE(server.lines().size() == 1);
  CHECK(absl::StrContains(server.lines()[0], R"("code":"CANCELLED")"));
}

TEST_CASE("A slow reader stops the generator") {
  ProbeServer server;
  std::atomic<int> produced{0};
  server.service().list =
      [&](const AskRequest&,
          StreamCall&) -> absl::StatusOr<ProbeService::Generator> {
    return [&](AskResponse& response) -> absl::StatusOr<Next> {
      if (++produced > 2000) return Next::kEnd;
      response.set_text(std::string(64 * 1024, 'x'));
      return Next::kWrite;
    };
  };
  grpc::ClientContext context;
  const auto reader = server.stub().List(&context, AskRequest());
  AskResponse response;
  REQUIRE(reader->Read(&response));
  // Two looks that agree: it has stopped, far from its end.
  int seen = -1;
  while (seen != produced.load()) {
    seen = produced.load();
    absl::SleepFor(absl::Milliseconds(50));
  }
  CHECK(seen < 1000);
  int read = 1;
  while (reader->Read(&response)) ++read;
  CHECK(read == 2000);
  CHECK_THAT(FromGrpc(reader->Finish()), IsOk());
}

TEST_CASE("One stream over the limit is refused") {
  ProbeServer server({.stream_limit = 1});
  Gate opened;
  server.service().list =
      [&](const AskRequest&,
          StreamCall&) -> absl::StatusOr<ProbeService::Generator> {
    return [&](AskResponse&) -> absl::StatusOr<Next> {
      opened.Open();
      return Next::kWait;
    };
  };
  grpc::ClientContext context;
  const auto reader = server.stub().List(&context, AskRequest());
  opened.Wait();
  CHECK_THAT(List(server).second, HasReason("SERVER_BUSY"));
  context.TryCancel();
  CHECK_THAT(FromGrpc(reader->Finish()), HasCode(absl::StatusCode::kCancelled));
}

TEST_CASE("Each call is one observation of latency under its method and code") {
  ProbeServer server;
  server.service().ask = [](const AskRequest& request,
                            Call&) -> absl::StatusOr<AskResponse> {
    if (request.text() == "no") return absl::NotFoundError("no");
    return AskResponse();
  };
  CHECK_THAT(Ask(server), IsOk());
  CHECK_THAT(Ask(server), IsOk());
  CHECK_THAT(Ask(server, "no"), HasReason("NOT_FOUND"));
  const auto count = [&](const char* code) {
    return server.metrics()
        .latency("suyuan_rpc_latency_seconds",
                 "From a call's arrival to its status.",
                 {{"service", "suyuan.testing.v1.Probe"},
                  {"method", "Ask"},
                  {"code", code}})
        .count();
  };
  CHECK(count("OK") == 2);
  CHECK(count("NOT_FOUND") == 1);
}

}  // namespace
}  // namespace suyuan::rpc
