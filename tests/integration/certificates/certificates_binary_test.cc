// suyuan-certificates as a process. SUYUAN_CERTIFICATES_BINARY is its path.

#include <grpcpp/channel.h>
#include <signal.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "tests/integration/certificates/samples.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using suyuan::testing::Process;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;

std::vector<std::string> In(const TemporaryFolder& folder,
                            const std::string& listen = "127.0.0.1:0") {
  return {SUYUAN_CERTIFICATES_BINARY,
          "--listen",
          listen,
          "--metrics-listen",
          "",
          "--registry",
          "",
          "--data-dir",
          folder.File("data")};
}

// Where the process says that it serves.
std::string AddressOf(Process& process) {
  const auto serving = process.WaitForLine("\"serving\"");
  REQUIRE(serving.has_value());
  return nlohmann::json::parse(*serving)["address"];
}

absl::StatusOr<v1::ImportCertificateResponse> Import(
    const std::string& address, const v1::Certificate& certificate) {
  v1::ImportCertificateRequest request;
  *request.mutable_certificate() = certificate;
  const auto stub = v1::Certificates::NewStub(rpc::MakeChannel(address));
  v1::ImportCertificateResponse response;
  SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
    return stub->ImportCertificate(&context, request, &response);
  }));
  return response;
}

TEST_CASE("The process serves, stops when asked and has all when it is back") {
  const TemporaryFolder folder;
  {
    Process certificates(In(folder));
    const std::string address = AddressOf(certificates);
    const auto serving =
        rpc::IsServing(rpc::MakeChannel(address), "", absl::Seconds(5));
    REQUIRE_THAT(serving.status(), IsOk());
    CHECK(*serving);
    CHECK_THAT(StatusOf(Import(address, AnyCertificate("A-1"))), IsOk());
    certificates.Signal(SIGTERM);
    CHECK(certificates.WaitForExit() == 0);
  }
  CHECK(std::filesystem::exists(folder.File("data/certificates.db")));
  CHECK(std::filesystem::exists(folder.File("data/log.key")));
  Process certificates(In(folder));
  const auto again = Import(AddressOf(certificates), AnyCertificate("A-1"));
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK_FALSE(again->created());
}

TEST_CASE("One folder has one process") {
  const TemporaryFolder folder;
  Process first(In(folder));
  AddressOf(first);
  Process second(In(folder));
  CHECK(second.WaitForLine("certificates.db").has_value());
  CHECK(second.WaitForExit() == 1);
}

TEST_CASE("A busy port ends the process, which names it and the flag") {
  const TemporaryFolder folder;
  Process first(In(folder));
  const std::string address = AddressOf(first);
  const TemporaryFolder other;
  Process second(In(other, address));
  const auto line = second.WaitForLine("cannot listen on " + address);
  REQUIRE(line.has_value());
  CHECK(line->find("--listen") != std::string::npos);
  CHECK(second.WaitForExit() == 1);
}

TEST_CASE("A cache that is no address is named before anything is served") {
  const TemporaryFolder folder;
  auto command = In(folder);
  command.insert(command.end(), {"--redis", "nowhere"});
  Process process(command);
  CHECK(process.WaitForLine("nowhere").has_value());
  CHECK(process.WaitForExit() == 1);
}

TEST_CASE("A folder of schemas that is not there is named") {
  const TemporaryFolder folder;
  auto command = In(folder);
  command.insert(command.end(), {"--dcc-schemas", folder.File("none")});
  Process process(command);
  CHECK(process.WaitForLine(folder.File("none")).has_value());
  CHECK(process.WaitForExit() == 1);
}

}  // namespace
}  // namespace suyuan::certificates
