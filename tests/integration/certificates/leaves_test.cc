// Leaves of the log, found by what they are about.

#include <grpcpp/channel.h>

#include <nlohmann/json.hpp>

#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"
#include "suyuan/certificates/v1/leaves.grpc.pb.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/integration/registry/suite.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using registry::Registry;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AnyCertificate;
using testing::Suite;

absl::StatusOr<v1::FindLeavesResponse> Find(
    Suite& suite, const std::vector<std::string>& digests) {
  v1::FindLeavesRequest request;
  request.mutable_digests()->Assign(digests.begin(), digests.end());
  const auto stub = v1::LogLeaves::NewStub(suite.server().InProcessChannel());
  v1::FindLeavesResponse response;
  SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
    return stub->FindLeaves(&context, request, &response);
  }));
  return response;
}

std::string KindOf(const v1::FoundLeaf& leaf) {
  return nlohmann::json::parse(leaf.leaf())["kind"];
}

TEST_CASE("A certificate's leaves are its import and its changes of status") {
  Suite suite;
  REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("D-0"))), IsOk());
  const auto imported = suite.Import(AnyCertificate("D-1"));
  REQUIRE_THAT(StatusOf(imported), IsOk());
  v1::VoidCertificateRequest request;
  request.set_name(imported->certificate().name());
  request.set_void_from("2024-03-01");
  request.set_reason("作废");
  REQUIRE_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::VoidCertificate, request)),
      IsOk());
  const auto found = Find(suite, {imported->certificate().digest()});
  REQUIRE_THAT(StatusOf(found), IsOk());
  REQUIRE(found->leaves_size() == 2);
  CHECK(found->leaves(0).log_index() == 1);
  CHECK(KindOf(found->leaves(0)) == "CALIBRATION");
  CHECK(found->leaves(1).log_index() == 2);
  CHECK(KindOf(found->leaves(1)) == "VOIDED");
  CHECK(found->leaves(1).digest() == imported->certificate().digest());
}

TEST_CASE("A revision of a record is found by its digest, another is not") {
  Registry registry;
  Suite suite("", "", "", "", registry.channel());
  auto institution = registry.Create("tianshan", "天山计量院");
  REQUIRE_THAT(StatusOf(institution), IsOk());
  (void)suite.Findings("", institution->meta().token());
  institution->mutable_meta()->clear_etag();
  institution->mutable_meta()->clear_principal();
  institution->mutable_meta()->clear_token();
  std::string content;
  json::AppendCanonicalJson(*institution, content);
  const auto found =
      Find(suite, {crypto::Sha256(content).Hex(), crypto::Sha256("x").Hex()});
  REQUIRE_THAT(StatusOf(found), IsOk());
  REQUIRE(found->leaves_size() == 1);
  CHECK(found->leaves(0).log_index() == 0);
  CHECK(KindOf(found->leaves(0)) == "RECORD_INSTITUTION");
  CHECK(found->note().find("\n1\n") != std::string::npos);
}

TEST_CASE("What is no digest is named") {
  Suite suite;
  const auto found = Find(suite, {crypto::Sha256("x").Hex(), "abc"});
  REQUIRE_THAT(StatusOf(found), HasReason("INVALID_FIELD"));
  CHECK(ViolationsOf(found.status()).at(0).field == "digests[1]");
}

}  // namespace
}  // namespace suyuan::certificates
