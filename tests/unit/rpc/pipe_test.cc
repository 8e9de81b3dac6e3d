#include "libs/rpc/pipe.h"

#include <grpcpp/client_context.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

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
using testing::Gate;
using testing::Probe;
using testing::ProbeServer;

AskRequest Asking(const std::string& text) {
  AskRequest request;
  request.set_text(text);
  return request;
}

// A client that sends all, then reads all; `status` is how it ended.
std::vector<std::string> TalkAll(ProbeServer& server, int count,
                                 absl::Status* status) {
  grpc::ClientContext context;
  const auto stream = server.stub().Talk(&context);
  std::thread sender([&] {
    for (int i = 0; i < count; ++i) {
      if (!stream->Write(Asking(absl::StrCat(i)))) break;
    }
    stream->WritesDone();
  });
  std::vector<std::string> texts;
  AskResponse response;
  while (stream->Read(&response)) texts.push_back(response.text());
  sender.join();
  *status = FromGrpc(stream->Finish());
  return texts;
}

TEST_CASE("Each request is answered, in the order in which they came") {
  ProbeServer server;
  // Later ones are ready before earlier ones.
  server.service().ask_later = [](const AskRequest& request,
                                  AskResponse& response, Call&, Done done) {
    std::thread([&request, &response, done] {
      if (request.text().back() % 2 == 0) absl::SleepFor(absl::Milliseconds(2));
      response.set_text(request.text());
      done(absl::OkStatus());
    }).detach();
  };
  absl::Status status;
  const std::vector<std::string> texts = TalkAll(server, 200, &status);
  CHECK_THAT(status, IsOk());
  REQUIRE(texts.size() == 200);
  for (int i = 0; i < 200; ++i) CHECK(texts[i] == absl::StrCat(i));
}

TEST_CASE("No more requests are in work at once than the window holds") {
  ProbeServer server;
  std::atomic<int> in_work{0};
  std::atomic<int> most{0};
  server.service().ask_later = [&](const AskRequest&, AskResponse&, Call&,
                                   Done done) {
    const int now = ++in_work;
    int seen = most.load();
    while (seen < now && !most.compare_exchange_weak(seen, now)) {
    }
    std::thread([&in_work, done] {
      absl::SleepFor(absl::Milliseconds(1));
      --in_work;
      done(absl::OkStatus());
    }).detach();
  };
  absl::Status status;
  CHECK(TalkAll(server, 100, &status).size() == 100);
  CHECK_THAT(status, IsOk());
  CHECK(most.load() >= 2);
  CHECK(most.load() <= testing::kTalkWindow);
}

TEST_CASE("A refusal ends the stream after the answers before it") {
  ProbeServer server;
  server.service().ask_later = [](const AskRequest& request,
                                  AskResponse& response, Call&, Done done) {
    response.set_text(request.text());
    done(request.text() == "5" ? absl::Status(InvalidField("text", "is \"5\""))
                               : absl::OkStatus());
  };
  absl::Status status;
  const std::vector<std::string> texts = TalkAll(server, 50, &status);
  CHECK_THAT(status, HasReason("INVALID_FIELD"));
  CHECK(texts == std::vector<std::string>{"0", "1", "2", "3", "4"});
}

TEST_CASE("A stream without requests ends well") {
  ProbeServer server;
  server.service().ask_later = [](const AskRequest&, AskResponse&, Call&,
                                  Done) { FAIL("nothing was asked"); };
  absl::Status status;
  CHECK(TalkAll(server, 0, &status).empty());
  CHECK_THAT(status, IsOk());
}

TEST_CASE("A caller that goes leaves nothing behind") {
  ProbeServer server;
  Gate gate;
  std::atomic<int> asked{0};
  server.service().ask_later = [&](const AskRequest&, AskResponse&, Call&,
                                   Done done) {
    ++asked;
    std::thread([&gate, done] {
      gate.Wait();
      done(absl::OkStatus());
    }).detach();
  };
  {
    grpc::ClientContext context;
    const auto stream = server.stub().Talk(&context);
    REQUIRE(stream->Write(Asking("a")));
    REQUIRE(stream->Write(Asking("b")));
    while (asked.load() < 2) absl::SleepFor(absl::Milliseconds(1));
    context.TryCancel();
    CHECK_THAT(FromGrpc(stream->Finish()),
               HasCode(absl::StatusCode::kCancelled));
  }
  gate.Open();
  CHECK(server.dispatcher().WaitIdle(absl::Seconds(10)));
}

TEST_CASE("A drain answers what has been read, then ends the stream") {
  ProbeServer server;
  server.service().ask_later = [](const AskRequest& request,
                                  AskResponse& response, Call&, Done done) {
    response.set_text(request.text());
    done(absl::OkStatus());
  };
  grpc::ClientContext context;
  const auto stream = server.stub().Talk(&context);
  REQUIRE(stream->Write(Asking("a")));
  AskResponse response;
  REQUIRE(stream->Read(&response));
  CHECK(response.text() == "a");
  server.dispatcher().Drain();
  CHECK_FALSE(stream->Read(&response));
  CHECK_THAT(FromGrpc(stream->Finish()), HasReason("SERVER_DRAINING"));
  CHECK(server.dispatcher().WaitIdle(absl::Seconds(10)));
}

TEST_CASE("A pipe counts as a stream against the limit") {
  Dispatcher::Options options;
  options.stream_limit = 1;
  ProbeServer server(options);
  server.service().ask_later = [](const AskRequest&, AskResponse&, Call&,
                                  Done done) { done(absl::OkStatus()); };
  grpc::ClientContext first_context;
  const auto first = server.stub().Talk(&first_context);
  REQUIRE(first->Write(Asking("a")));
  AskResponse response;
  REQUIRE(first->Read(&response));
  absl::Status status;
  CHECK(TalkAll(server, 3, &status).empty());
  CHECK_THAT(status, HasReason("SERVER_BUSY"));
  first->WritesDone();
  CHECK_FALSE(first->Read(&response));
  CHECK_THAT(FromGrpc(first->Finish()), IsOk());
}

}  // namespace
}  // namespace suyuan::rpc
