#include "libs/rpc/server.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/rpc/address.h"
#include "libs/rpc/client.h"
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

TEST_CASE("A server on port 0 answers on the port it names") {
  ProbeServer server({}, {.address = "127.0.0.1:0"});
  server.service().ask = [](const AskRequest&,
                            Call&) -> absl::StatusOr<AskResponse> {
    return AskResponse();
  };
  REQUIRE(server.server().port() > 0);
  CHECK(server.server().target() ==
        absl::StrCat("127.0.0.1:", server.server().port()));
  const auto stub = testing::Probe::NewStub(grpc::CreateChannel(
      server.server().target(), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  AskResponse response;
  CHECK_THAT(FromGrpc(stub->Ask(&context, AskRequest(), &response)), IsOk());
}

TEST_CASE("A busy port is named with the flag that changes it") {
  ProbeServer first({}, {.address = "127.0.0.1:0"});
  const auto second = Server::Start({.address = first.server().target()}, {});
  CHECK_THAT(second.status(), HasReason("ADDRESS_IN_USE"));
  CHECK(absl::StrContains(second.status().message(),
                          absl::StrCat(first.server().port())));
  CHECK(absl::StrContains(second.status().message(), "--listen"));
  const auto renamed = Server::Start(
      {.address = first.server().target(), .address_flag = "--registry-listen"},
      {});
  CHECK(absl::StrContains(renamed.status().message(), "--registry-listen"));
}

TEST_CASE("An address that others can reach needs --insecure-listen") {
  const char* open = GENERATE("0.0.0.0:0", "[::]:0", "10.1.2.3:0");
  const auto refused = Server::Start({.address = open}, {});
  CHECK_THAT(refused.status(), HasReason("ADDRESS_NOT_LOOPBACK"));
  CHECK(absl::StrContains(refused.status().message(), "--insecure-listen"));
  CHECK_THAT(CheckListenAddress(open, "--listen", true), IsOk());
}

TEST_CASE("Loopback is loopback however it is written") {
  const char* address =
      GENERATE("127.0.0.1:1", "127.255.0.9:1", "[::1]:1", "localhost:1");
  CHECK_THAT(CheckListenAddress(address, "--listen", false), IsOk());
}

TEST_CASE("An address without host or with a port that is none is refused") {
  const char* bad = GENERATE(
      "", "8080", ":8080", "localhost", "localhost:", "localhost:65536",
      "localhost:-1", "localhost:x", "::1:80", "[127.0.0.1]:80", "[]:80");
  CAPTURE(bad);
  CHECK_THAT(ParseAddress(bad, "--listen").status(),
             HasReason("ADDRESS_INVALID"));
}

absl::StatusOr<bool> Health(Server& server, const std::string& service) {
  return IsServing(server.InProcessChannel(), service, absl::Seconds(10));
}

TEST_CASE("A server is not ready until its owner says so, service by service") {
  ProbeServer server;
  const std::string probe = "suyuan.testing.v1.Probe";
  CHECK_FALSE(Health(server.server(), "").value());
  CHECK_FALSE(Health(server.server(), probe).value());
  CHECK_THAT(Health(server.server(), "suyuan.no.v1.Such").status(),
             HasCode(absl::StatusCode::kNotFound));
  server.server().SetReady(probe, true);
  CHECK(Health(server.server(), probe).value());
  CHECK_FALSE(Health(server.server(), "").value());
  server.server().SetReady(true);
  CHECK(Health(server.server(), "").value());
  server.server().SetReady(false);
  CHECK_FALSE(Health(server.server(), probe).value());
}

TEST_CASE("A server is alive until it stops, ready or not") {
  ProbeServer server;
  CHECK(Health(server.server(), Server::kLive).value());
  server.server().SetReady(true);
  server.server().SetReady(false);
  CHECK(Health(server.server(), Server::kLive).value());
}

TEST_CASE("Stop lets a running call finish and takes no new one") {
  ProbeServer server({}, {.address = "127.0.0.1:0"});
  Gate running, go;
  server.service().ask = [&](const AskRequest&,
                             Call&) -> absl::StatusOr<AskResponse> {
    running.Open();
    go.Wait();
    return AskResponse();
  };
  const auto channel = grpc::CreateChannel(server.server().target(),
                                           grpc::InsecureChannelCredentials());
  const auto stub = testing::Probe::NewStub(channel);
  std::thread caller([&] {
    grpc::ClientContext context;
    AskResponse response;
    CHECK_THAT(FromGrpc(stub->Ask(&context, AskRequest(), &response)), IsOk());
  });
  running.Wait();
  std::thread stopper([&] { server.server().Stop(absl::Seconds(30)); });
  while (!server.dispatcher().draining()) std::this_thread::yield();
  go.Open();
  caller.join();
  stopper.join();
  grpc::ClientContext context;
  AskResponse response;
  CHECK_THAT(FromGrpc(stub->Ask(&context, AskRequest(), &response)),
             HasCode(absl::StatusCode::kUnavailable));
}

TEST_CASE("Stop cancels what outlives its grace") {
  ProbeServer server;
  Gate running;
  server.service().ask = [&](const AskRequest&,
                             Call& call) -> absl::StatusOr<AskResponse> {
    running.Open();
    while (call.deadline().Check().ok()) std::this_thread::yield();
    return call.deadline().Check();
  };
  std::thread caller([&] {
    grpc::ClientContext context;
    AskResponse response;
    CHECK_FALSE(server.stub().Ask(&context, AskRequest(), &response).ok());
  });
  running.Wait();
  server.server().Stop(absl::Milliseconds(20));
  caller.join();
}

TEST_CASE("Endless streams end when the server stops") {
  ProbeServer server;
  Gate opened;
  server.service().list =
      [&](const AskRequest&,
          StreamCall& call) -> absl::StatusOr<ProbeService::Generator> {
    return
        [&opened, &call = call.call()](AskResponse&) -> absl::StatusOr<Next> {
          opened.Open();
          if (call.stopping()) return ServerStopping();
          return Next::kWait;
        };
  };
  grpc::ClientContext context;
  const auto reader = server.stub().List(&context, AskRequest());
  opened.Wait();
  server.server().Stop(absl::Seconds(30));
  AskResponse response;
  CHECK_FALSE(reader->Read(&response));
  CHECK_THAT(FromGrpc(reader->Finish()), HasReason("SERVER_STOPPING"));
}

}  // namespace
}  // namespace suyuan::rpc
