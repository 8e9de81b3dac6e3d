// kill -9 of suyuan-certificates while it judges: findings are neither lost nor
// made twice. SUYUAN_CERTIFICATES_BINARY is its path.

#include <grpcpp/channel.h>
#include <signal.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/certificates/v1/findings.grpc.pb.h"
#include "tests/integration/certificates/samples.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using suyuan::testing::Process;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;

constexpr int kRounds = 8;
constexpr int kPerRound = 60;  // certificates

std::vector<std::string> In(const TemporaryFolder& folder) {
  return {SUYUAN_CERTIFICATES_BINARY,
          "--listen",
          "127.0.0.1:0",
          "--metrics-listen",
          "",
          "--registry",
          "",
          "--data-dir",
          folder.File("data")};
}

std::string AddressOf(Process& process) {
  const auto serving = process.WaitForLine("\"serving\"");
  REQUIRE(serving.has_value());
  return nlohmann::json::parse(*serving)["address"];
}

// Pairs of documents that share a number: a finding each. Acknowledged when it
// returns, with the token of the last.
std::string ImportRound(const std::string& address, int round) {
  v1::BatchImportCertificatesRequest request;
  for (int i = 0; i < kPerRound; ++i) {
    v1::Certificate& c = *request.add_requests()->mutable_certificate();
    c = AnyCertificate(absl::StrCat("D-", round, "-", i / 2));
    c.mutable_results(0)->set_value(absl::StrCat("1.", i % 2));
    c.mutable_items(0)->mutable_identifications(0)->set_value(
        absl::StrCat("W-", round, "-", i));
  }
  const auto stub = v1::Certificates::NewStub(rpc::MakeChannel(address));
  v1::BatchImportCertificatesResponse response;
  REQUIRE_THAT(rpc::Invoke({},
                           [&](grpc::ClientContext& context) {
                             return stub->BatchImportCertificates(
                                 &context, request, &response);
                           }),
               IsOk());
  return response.token();
}

// Every revision that the feed tells up to one that is told when all is judged.
std::vector<v1::FindingChange> FeedOf(const std::string& address,
                                      const std::string& token) {
  const auto stub = v1::CertificateFindings::NewStub(rpc::MakeChannel(address));
  v1::ListFindingsRequest list;
  list.set_token(token);
  list.set_page_size(1);
  v1::ListFindingsResponse judged;
  absl::Status status;
  // Each call waits two seconds.
  for (int tries = 0; tries < 30; ++tries) {
    status = rpc::Invoke({}, [&](grpc::ClientContext& context) {
      return stub->ListFindings(&context, list, &judged);
    });
    if (ReasonOf(status) != "READ_TOKEN_AHEAD") break;
  }
  REQUIRE_THAT(status, IsOk());
  grpc::ClientContext context;
  auto reader = stub->Watch(&context, v1::CertificateFindingsWatchRequest());
  std::vector<v1::FindingChange> changes;
  v1::WatchFindingsResponse response;
  // A message without changes confirms that there are no more.
  while (reader->Read(&response) && response.changes_size() > 0) {
    changes.insert(changes.end(), response.changes().begin(),
                   response.changes().end());
  }
  context.TryCancel();
  (void)reader->Finish();
  return changes;
}

TEST_CASE(
    "Killed while it judges, the process loses no finding, doubles none") {
  const TemporaryFolder folder;
  const unsigned seed = std::random_device()();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < kRounds; ++round) {
    Process process(In(folder));
    ImportRound(AddressOf(process), round);
    // Some of the round is judged by now, some is not.
    absl::SleepFor(absl::Microseconds(random() % 20000));
    process.Signal(SIGKILL);
    REQUIRE(process.WaitForExit() == -SIGKILL);
  }
  Process process(In(folder));
  const std::string address = AddressOf(process);
  const std::string token = ImportRound(address, kRounds);
  std::map<std::string, int> revisions;
  int conflicts = 0;
  int64_t position = 0;
  for (const v1::FindingChange& change : FeedOf(address, token)) {
    CHECK(change.position() == ++position);
    const v1::Finding& finding = change.finding();
    // Of each finding 1, 2, 3, ...
    CHECK(finding.revision() == ++revisions[finding.name()]);
    if (finding.code() == "V22") {
      CHECK(finding.revision() == 1);
      ++conflicts;
    }
  }
  CHECK(conflicts == (kRounds + 1) * kPerRound / 2);
}

}  // namespace
}  // namespace suyuan::certificates
