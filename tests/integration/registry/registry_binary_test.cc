// suyuan-registry as a process. SUYUAN_REGISTRY_BINARY is its path.

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <signal.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan {
namespace {

namespace proto = ::suyuan::registry::v1;
using testing::IsOk;
using testing::Process;
using testing::TemporaryFolder;

std::vector<std::string> Command(const std::vector<std::string>& more) {
  std::vector<std::string> out = {SUYUAN_REGISTRY_BINARY};
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::vector<std::string> In(const TemporaryFolder& folder,
                            const std::string& listen = "127.0.0.1:0") {
  return Command({"--listen", listen, "--metrics-listen", "", "--data-dir",
                  folder.File("data")});
}

// Where the process says that it serves.
std::string AddressOf(Process& process) {
  const auto serving = process.WaitForLine("\"serving\"");
  REQUIRE(serving.has_value());
  return nlohmann::json::parse(*serving)["address"];
}

absl::Status Create(const std::string& address, const std::string& id) {
  proto::CreateInstitutionRequest request;
  request.set_institution_id(id);
  (*request.mutable_institution()->mutable_title()->mutable_texts())["zh"] = id;
  request.mutable_institution()->set_kind(proto::Institution::KIND_ENTERPRISE);
  const auto stub = proto::Registry::NewStub(rpc::MakeChannel(address));
  proto::Institution made;
  return rpc::Invoke({}, [&](grpc::ClientContext& context) {
    return stub->CreateInstitution(&context, request, &made);
  });
}

absl::Status Get(const std::string& address, const std::string& name) {
  proto::GetInstitutionRequest request;
  request.set_name(name);
  const auto stub = proto::Registry::NewStub(rpc::MakeChannel(address));
  proto::Institution found;
  return rpc::Invoke({}, [&](grpc::ClientContext& context) {
    return stub->GetInstitution(&context, request, &found);
  });
}

TEST_CASE("The process serves, stops when asked and has all when it is back") {
  const TemporaryFolder folder;
  {
    Process registry(In(folder));
    const std::string address = AddressOf(registry);
    const auto serving =
        rpc::IsServing(rpc::MakeChannel(address), "", absl::Seconds(5));
    REQUIRE_THAT(serving.status(), IsOk());
    CHECK(*serving);
    CHECK_THAT(Create(address, "hami"), IsOk());
    registry.Signal(SIGTERM);
    CHECK(registry.WaitForExit() == 0);
  }
  CHECK(std::filesystem::exists(folder.File("data/registry.db")));
  Process registry(In(folder));
  CHECK_THAT(Get(AddressOf(registry), "institutions/hami"), IsOk());
}

TEST_CASE("One folder has one process") {
  const TemporaryFolder folder;
  Process first(In(folder));
  AddressOf(first);
  Process second(In(folder));
  CHECK(second.WaitForExit() == 1);
  CHECK(second.WaitForLine("registry.db").has_value());
}

TEST_CASE("A busy port ends the process and is named") {
  const TemporaryFolder folder;
  Process first(In(folder));
  const std::string address = AddressOf(first);
  const TemporaryFolder other;
  Process second(In(other, address));
  CHECK(second.WaitForLine(address).has_value());
  CHECK(second.WaitForExit() == 1);
}

TEST_CASE("Only loopback is served unless the operator insists") {
  const TemporaryFolder folder;
  {
    Process open(In(folder, "0.0.0.0:0"));
    CHECK(open.WaitForLine("--insecure-listen").has_value());
    CHECK(open.WaitForExit() == 1);
  }
  auto command = In(folder, "0.0.0.0:0");
  command.push_back("--insecure-listen");
  Process open(command);
  CHECK(open.WaitForLine("\"serving\"").has_value());
}

TEST_CASE("A mistake on the command line is named") {
  Process unknown(Command({"--data-directory", "/tmp"}));
  CHECK(unknown.WaitForLine("--data-directory").has_value());
  CHECK(unknown.WaitForExit() == 2);
  Process level(Command({"--log-level", "loud"}));
  CHECK(level.WaitForLine("loud").has_value());
  CHECK(level.WaitForExit() == 1);
}

}  // namespace
}  // namespace suyuan
