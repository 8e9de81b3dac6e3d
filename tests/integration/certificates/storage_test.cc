// What becomes of the certificates' database of another version.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/sql/database.h"
#include "libs/sql/idempotency.h"
#include "libs/sql/schema.h"
#include "services/certificates/store/sql_certificate_store.h"
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

const absl::Time kNow = absl::FromUnixSeconds(1790812800);  // 2026-10-01
const sql::RequestKey kWitness = {
    .request_id = "6f1c2f3e-6c2a-4a55-9d3b-7f0f3a1b2c4d",
    .method = "/suyuan.certificates.v1.Certificates/ImportCertificate",
    .digest = "digest"};

std::unique_ptr<sql::Database> Open(const std::string& path) {
  auto database = sql::Database::Open({.path = path});
  REQUIRE_THAT(StatusOf(database), IsOk());
  return *std::move(database);
}

absl::Status StartOn(const std::string& database) {
  SystemClock clock;
  metrics::Registry metrics;
  Options options;
  options.database = database;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  return StartCertificates(options).status();
}

// Before the log came.
std::vector<sql::Phase> OlderSchema() {
  std::vector<sql::Phase> older = CertificateSchema();
  const auto log = std::find_if(
      older.begin(), older.end(),
      [](const sql::Phase& phase) { return phase.name == "transparency log"; });
  REQUIRE(log != older.end());
  older.erase(log, older.end());
  return older;
}

// A database of that version, which knows one request.
void MakeOlder(const std::string& path) {
  const auto database = Open(path);
  REQUIRE_THAT(
      StatusOf(sql::Migrate(*database, "certificates", OlderSchema(), kNow)),
      IsOk());
  REQUIRE_THAT(database->Write([](sql::Transaction& t) {
    return sql::StoreResponse(t, kWitness, "answered", kNow);
  }),
               IsOk());
}

bool HasLog(const std::string& path) {
  return Open(path)
      ->Read([](sql::Transaction& t) {
        return t.Query("SELECT size FROM log_head", {},
                       [](const sql::Row&) { return absl::OkStatus(); });
      })
      .ok();
}

bool HasWitness(const std::string& path) {
  bool found = false;
  REQUIRE_THAT(Open(path)->Read([&](sql::Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(const auto answer, sql::FindResponse(t, kWitness));
    found = answer == "answered";
    return absl::OkStatus();
  }),
               IsOk());
  return found;
}

TEST_CASE("An older database is copied, then upgraded with what it holds") {
  const TemporaryFolder folder;
  const std::string path = folder.File("certificates.db");
  MakeOlder(path);
  const std::string copy = absl::StrCat(path, ".bak-", OlderSchema().size());
  CHECK_FALSE(HasLog(path));
  CHECK_FALSE(std::filesystem::exists(copy));
  {
    Suite suite(path);
    const auto imported = suite.Import(AnyCertificate("U-1"));
    REQUIRE_THAT(StatusOf(imported), IsOk());
    CHECK(imported->certificate().log_index() == 0);
  }
  CHECK(HasLog(path));
  CHECK(HasWitness(path));
  // The copy is the older database, whole.
  REQUIRE(std::filesystem::exists(copy));
  CHECK_FALSE(HasLog(copy));
  CHECK(HasWitness(copy));
}

TEST_CASE("A database of a newer version is refused and left as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.File("certificates.db");
  {
    Suite suite(path);
    REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("U-1"))), IsOk());
  }
  std::vector<sql::Phase> newer = CertificateSchema();
  newer.push_back(
      {.name = "from the future", .script = "CREATE TABLE future (id TEXT)"});
  REQUIRE_THAT(StatusOf(sql::Migrate(*Open(path), "certificates", newer, kNow)),
               IsOk());
  std::filesystem::remove(absl::StrCat(path, ".bak-", newer.size() - 1));

  CHECK_THAT(StartOn(path), HasReason("SCHEMA_TOO_NEW"));
  CHECK_FALSE(
      std::filesystem::exists(absl::StrCat(path, ".bak-", newer.size())));
  // The newer program still finds what it left.
  const auto again = sql::Migrate(*Open(path), "certificates", newer, kNow);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->from_version == again->to_version);
}

TEST_CASE("Another service's database is not taken for the certificates'") {
  const TemporaryFolder folder;
  const std::string path = folder.File("certificates.db");
  REQUIRE_THAT(StatusOf(sql::Migrate(*Open(path), "registry",
                                     CertificateSchema(), kNow)),
               IsOk());
  CHECK_THAT(StartOn(path), HasReason("SCHEMA_OTHER_SERVICE"));
}

}  // namespace
}  // namespace suyuan::certificates
