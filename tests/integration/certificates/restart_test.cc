#include <sys/stat.h>

#include <filesystem>

#include "catch2/catch.hpp"
#include "libs/rpc/fields.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;
using testing::Suite;

v1::Checkpoint CheckpointOf(Suite& suite) {
  auto response = suite.Call(&v1::TransparencyLog::Stub::GetCheckpoint,
                             v1::GetCheckpointRequest());
  REQUIRE_THAT(StatusOf(response), IsOk());
  return *std::move(response);
}

absl::Status StartOn(const std::string& database,
                     const std::string& origin = "suyuan.local/certificates") {
  SystemClock clock;
  metrics::Registry metrics;
  Options options;
  options.database = database;
  options.log_origin = origin;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  return StartCertificates(options).status();
}

TEST_CASE("What was answered is there after a restart, under the same key") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  v1::Certificate held;
  v1::Checkpoint checkpoint;
  {
    Suite suite(database);
    held = suite.Import(AnyCertificate("D-1"))->certificate();
    checkpoint = CheckpointOf(suite);
  }
  Suite suite(database);
  const auto got = suite.Get(held.name());
  REQUIRE_THAT(StatusOf(got), IsOk());
  CHECK(rpc::CanonicalBytes(*got) == rpc::CanonicalBytes(held));
  CHECK(rpc::CanonicalBytes(CheckpointOf(suite)) ==
        rpc::CanonicalBytes(checkpoint));
  CHECK(suite.Feed(1).at(0).imported().name() == held.name());
  CHECK(suite.Import(AnyCertificate("D-2"))->certificate().log_index() == 1);
}

TEST_CASE("The log's key is for its owner alone") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  { Suite suite(database); }
  struct stat status {};
  REQUIRE(stat((database + ".key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  std::filesystem::permissions(database + ".key",
                               std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  CHECK_THAT(StartOn(database), HasReason("KEY_FILE_MODE"));
}

TEST_CASE("A log that was signed is not continued with another key") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  {
    Suite suite(database);
    REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("D-1"))), IsOk());
    CheckpointOf(suite);
  }
  CHECK_THAT(StartOn(database, "another.example/log"),
             HasReason("LOG_KEY_CHANGED"));
  std::filesystem::rename(database + ".key", folder.File("kept.key"));
  CHECK_THAT(StartOn(database), HasReason("KEY_FILE_MISSING"));
  CHECK_FALSE(std::filesystem::exists(database + ".key"));
  std::filesystem::rename(folder.File("kept.key"), database + ".key");
  CHECK_THAT(StartOn(database), IsOk());
}

TEST_CASE("A database has one server at a time") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  Suite suite(database);
  CHECK_THAT(StartOn(database), HasReason("STORE_LOCKED"));
}

TEST_CASE("A page token outlives a restart") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  v1::ListCertificatesRequest request;
  request.set_page_size(1);
  {
    Suite suite(database);
    REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("D-1"))), IsOk());
    REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("D-2"))), IsOk());
    const auto page =
        suite.Call(&v1::Certificates::Stub::ListCertificates, request);
    request.set_page_token(page->next_page_token());
  }
  REQUIRE_FALSE(request.page_token().empty());
  Suite suite(database);
  const auto page =
      suite.Call(&v1::Certificates::Stub::ListCertificates, request);
  REQUIRE_THAT(StatusOf(page), IsOk());
  CHECK(page->certificates(0).number() == "D-1");
}

}  // namespace
}  // namespace suyuan::certificates
