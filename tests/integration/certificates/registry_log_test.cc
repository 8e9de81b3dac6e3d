// The registry's records in the log of certificates.

#include <grpcpp/channel.h>

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/whole_log.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/integration/registry/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

namespace reg = ::suyuan::registry::v1;
using registry::Registry;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;
using testing::Suite;
using Log = v1::TransparencyLog::Stub;

// Once everything up to the registry's token is followed.
std::vector<std::string> Leaves(Suite& suite, const std::string& token) {
  (void)suite.Findings("", token);
  // What a signed head covers is listed.
  REQUIRE_THAT(
      StatusOf(suite.Call(&Log::GetCheckpoint, v1::GetCheckpointRequest())),
      IsOk());
  const auto page = suite.Call(&Log::ListLeaves, v1::ListLeavesRequest());
  REQUIRE_THAT(StatusOf(page), IsOk());
  return {page->leaves().begin(), page->leaves().end()};
}

std::vector<std::string> KindsOf(const std::vector<std::string>& leaves) {
  std::vector<std::string> kinds;
  for (const std::string& leaf : leaves) {
    kinds.push_back(nlohmann::json::parse(leaf)["kind"]);
  }
  return kinds;
}

// The digest that docs/log.md tells a stranger to make.
std::string DigestOf(reg::Institution institution) {
  institution.mutable_meta()->clear_etag();
  institution.mutable_meta()->clear_principal();
  institution.mutable_meta()->clear_token();
  std::string json;
  json::AppendCanonicalJson(institution, json);
  return crypto::Sha256(json).Hex();
}

TEST_CASE(
    "Each revision of a record that rules read is a leaf among the rest") {
  Registry registry;
  Suite suite("", "", "", "", registry.channel());
  const auto institution = registry.Create("tianshan", "天山计量院");
  REQUIRE_THAT(StatusOf(institution), IsOk());
  CHECK(Leaves(suite, institution->meta().token()).size() == 1);
  REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("D-1"))), IsOk());
  reg::UpdateInstitutionRequest update;
  *update.mutable_institution() = *institution;
  update.mutable_institution()->add_aliases("天山院");
  update.mutable_update_mask()->add_paths("aliases");
  const auto renamed = registry.Call<reg::Institution>(
      &reg::Registry::Stub::UpdateInstitution, update);
  REQUIRE_THAT(StatusOf(renamed), IsOk());

  const auto leaves = Leaves(suite, renamed->meta().token());
  CHECK(KindsOf(leaves) == std::vector<std::string>{"RECORD_INSTITUTION",
                                                    "CALIBRATION",
                                                    "RECORD_INSTITUTION"});
  CHECK(nlohmann::json::parse(leaves[0])["digest"] == DigestOf(*institution));
  CHECK(nlohmann::json::parse(leaves[2])["digest"] == DigestOf(*renamed));
  for (const size_t i : {0, 2}) {
    CHECK_FALSE(absl::StrContains(leaves[i], "天山"));
    CHECK_FALSE(absl::StrContains(leaves[i], "tianshan"));
  }
}

TEST_CASE("A service that starts again adds nothing twice") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  Registry registry;
  std::string token;
  for (int i = 0; i < 5; ++i) {
    token = registry.Create(absl::StrCat("i-", i), "院")->meta().token();
  }
  std::vector<std::string> before;
  {
    Suite suite(database, "", "", "", registry.channel());
    before = Leaves(suite, token);
    CHECK(before.size() == 5);
  }
  Suite suite(database, "", "", "", registry.channel());
  CHECK(Leaves(suite, token) == before);
  token = registry.Create("i-5", "院")->meta().token();
  CHECK(Leaves(suite, token).size() == 6);
}

TEST_CASE("The log with records in it is derived whole from its entries") {
  Registry registry;
  Suite suite("", "", "", "", registry.channel());
  std::string token;
  for (int i = 0; i < 150; ++i) {
    REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate(absl::StrCat("D-", i)))),
                 IsOk());
    token = registry.Create(absl::StrCat("i-", i), "院")->meta().token();
  }
  (void)suite.Findings("", token);
  const auto head = suite.Call(&Log::GetCheckpoint, v1::GetCheckpointRequest());
  REQUIRE_THAT(StatusOf(head), IsOk());
  const auto checkpoint = tlog::OpenCheckpoint(
      head->note(), *tlog::NoteVerifier::Parse(head->verifier_key()));
  REQUIRE_THAT(StatusOf(checkpoint), IsOk());
  CHECK(checkpoint->size == 300);
  const auto fetch =
      [&suite](absl::string_view path) -> absl::StatusOr<std::string> {
    v1::GetTileRequest request;
    request.set_path(std::string(path));
    SUYUAN_ASSIGN_OR_RETURN(const auto body,
                            suite.Call(&Log::GetTile, request));
    return body.data();
  };
  CHECK_THAT(tlog::CheckWholeLog(
                 *checkpoint, fetch,
                 [](uint64_t, absl::string_view) { return absl::OkStatus(); }),
             IsOk());
}

}  // namespace
}  // namespace suyuan::certificates
