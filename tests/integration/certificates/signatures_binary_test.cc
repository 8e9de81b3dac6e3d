// kill -9 of suyuan-certificates while it judges signatures again: each is
// judged, and told once. SUYUAN_CERTIFICATES_BINARY is its path.

#include <grpcpp/channel.h>
#include <signal.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/crypto/signing_key.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/client.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/convert.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
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

constexpr int kCertificates = 900;  // several batches of the checks
constexpr int kPerCall = 100;
constexpr int kKills = 6;

std::vector<std::string> In(const TemporaryFolder& folder) {
  return {SUYUAN_CERTIFICATES_BINARY,
          "--listen",
          "127.0.0.1:0",
          "--metrics-listen",
          "",
          "--registry",
          "",
          "--institution-keys",
          folder.File("institutions.jsonl"),
          "--data-dir",
          folder.File("data")};
}

std::string AddressOf(Process& process) {
  const auto serving = process.WaitForLine("\"serving\"");
  REQUIRE(serving.has_value());
  return nlohmann::json::parse(*serving)["address"];
}

void Register(const TemporaryFolder& folder, const crypto::SigningKey& key,
              const std::string& revoked) {
  nlohmann::json institution;
  institution["name"] = "institutions/tianshan";
  institution["title"]["texts"]["zh"] = AnyCertificate("x").issuer().title();
  institution["signingKeys"][0]["publicKey"] = key.verifying_key().Pem();
  institution["signingKeys"][0]["revoked"] = revoked;
  std::ofstream(folder.File("institutions.jsonl")) << institution << "\n";
}

v1::ImportCertificateRequest SignedBy(const crypto::SigningKey& key,
                                      const std::string& number) {
  v1::ImportCertificateRequest request;
  *request.mutable_certificate() = AnyCertificate(number);
  const auto prepared = PrepareCanonical(request.certificate(),
                                         v1::Certificate::KIND_UNSPECIFIED);
  REQUIRE_THAT(prepared.status(), IsOk());
  v1::DetachedSignature& signature = *request.add_signatures();
  signature.set_key_id(key.verifying_key().id());
  signature.set_signature(key.Sign(prepared->original));
  *signature.mutable_signing_time() =
      rpc::InstantProto(metrology::BeginOf(absl::CivilDay(2024, 6, 1)));
  return request;
}

void ImportAll(const std::string& address, const crypto::SigningKey& key) {
  const auto stub = v1::Certificates::NewStub(rpc::MakeChannel(address));
  rpc::CallOptions options;
  options.timeout = absl::Minutes(1);  // a busy machine
  for (int first = 0; first < kCertificates; first += kPerCall) {
    v1::BatchImportCertificatesRequest batch;
    for (int i = first; i < first + kPerCall; ++i) {
      *batch.add_requests() = SignedBy(key, absl::StrCat("D-", i));
    }
    v1::BatchImportCertificatesResponse response;
    REQUIRE_THAT(rpc::Invoke(options,
                             [&](grpc::ClientContext& context) {
                               return stub->BatchImportCertificates(
                                   &context, batch, &response);
                             }),
                 IsOk());
  }
}

// The first `count` changes; fewer where there are no more for a minute.
std::vector<v1::Change> Feed(const std::string& address, size_t count) {
  const auto stub = v1::Certificates::NewStub(rpc::MakeChannel(address));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
  auto reader = stub->Watch(&context, v1::WatchRequest());
  std::vector<v1::Change> changes;
  v1::WatchResponse response;
  while (changes.size() < count && reader->Read(&response)) {
    changes.insert(changes.end(), response.changes().begin(),
                   response.changes().end());
  }
  context.TryCancel();
  (void)reader->Finish();
  return changes;
}

TEST_CASE(
    "Killed while it judges signatures again, the process tells each once") {
  const TemporaryFolder folder;
  const unsigned seed = std::random_device()();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const auto key =
      crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  Register(folder, key, "");
  {
    Process process(In(folder));
    ImportAll(AddressOf(process), key);
    process.Signal(SIGKILL);
    REQUIRE(process.WaitForExit() == -SIGKILL);
  }
  Register(folder, key, "2024-06-01");
  for (int i = 0; i < kKills; ++i) {
    Process process(In(folder));
    AddressOf(process);
    absl::SleepFor(absl::Microseconds(random() % 60000));
    process.Signal(SIGKILL);
    REQUIRE(process.WaitForExit() == -SIGKILL);
  }
  Process process(In(folder));
  std::map<std::string, int> judged;
  int64_t position = 0;
  for (const v1::Change& change : Feed(AddressOf(process), 2 * kCertificates)) {
    CHECK(change.position() == ++position);
    if (!change.has_status()) continue;
    ++judged[change.status().certificate()];
    CHECK(change.status().change().signature_state() ==
          v1::SIGNATURE_STATE_INVALID);
  }
  CHECK(position == 2 * kCertificates);
  CHECK(judged.size() == kCertificates);
}

}  // namespace
}  // namespace suyuan::certificates
