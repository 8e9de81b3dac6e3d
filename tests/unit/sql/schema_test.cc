#include "libs/sql/schema.h"

#include <filesystem>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::HasCode;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using ::suyuan::testing::TemporaryFolder;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

const Phase kFirst{.name = "items", .script = "CREATE TABLE item (id TEXT)"};
const Phase kSecond{.name = "item counts",
                    .script = "ALTER TABLE item ADD COLUMN n INTEGER",
                    .run = [](Transaction& t) {
                      return t.Execute("UPDATE item SET n = 1", {}).status();
                    }};

std::unique_ptr<Database> Open(const std::string& path) {
  auto database = Database::Open({.path = path});
  REQUIRE_THAT(StatusOf(database), IsOk());
  return *std::move(database);
}

void InsertItem(Database& database) {
  REQUIRE_THAT(database.Write([](Transaction& t) {
    return t.Execute("INSERT INTO item (id) VALUES ('a')", {}).status();
  }),
               IsOk());
}

bool HasColumnN(Database& database) {
  return database
      .Read([](Transaction& t) {
        return t.Query("SELECT n FROM item", {},
                       [](const Row&) { return absl::OkStatus(); });
      })
      .ok();
}

TEST_CASE("A new database gets every phase and no copy") {
  const TemporaryFolder folder;
  const auto database = Open(folder.File("s.db"));
  const auto done = Migrate(*database, "registry", {kFirst, kSecond}, kNow);
  REQUIRE_THAT(StatusOf(done), IsOk());
  CHECK(done->from_version == 0);
  CHECK(done->to_version == 2);
  CHECK(done->copy.empty());
  CHECK(HasColumnN(*database));
}

TEST_CASE("An older database is copied, then upgraded with its data") {
  const TemporaryFolder folder;
  const auto database = Open(folder.File("s.db"));
  REQUIRE_THAT(StatusOf(Migrate(*database, "registry", {kFirst}, kNow)),
               IsOk());
  InsertItem(*database);
  const auto done = Migrate(*database, "registry", {kFirst, kSecond}, kNow);
  REQUIRE_THAT(StatusOf(done), IsOk());
  CHECK(done->from_version == 1);
  CHECK(done->copy == folder.File("s.db.bak-1"));
  CHECK(HasColumnN(*database));
  const auto copy = Open(done->copy);
  CHECK_FALSE(HasColumnN(*copy));
  // The copy is whole: it can be upgraded too.
  const auto again = Migrate(*copy, "registry", {kFirst, kSecond}, kNow);
  CHECK_THAT(StatusOf(again), IsOk());
  CHECK(again->from_version == 1);
}

TEST_CASE("A database that is up to date is left alone") {
  const TemporaryFolder folder;
  const auto database = Open(folder.File("s.db"));
  REQUIRE_THAT(StatusOf(Migrate(*database, "registry", {kFirst}, kNow)),
               IsOk());
  const int64_t groups = database->stats().groups_committed;
  const auto done = Migrate(*database, "registry", {kFirst}, kNow);
  CHECK_THAT(StatusOf(done), IsOk());
  CHECK(done->copy.empty());
  CHECK(database->stats().groups_committed == groups);
}

TEST_CASE("A database of a newer version is refused and not changed") {
  const TemporaryFolder folder;
  const auto database = Open(folder.File("s.db"));
  REQUIRE_THAT(
      StatusOf(Migrate(*database, "registry", {kFirst, kSecond}, kNow)),
      IsOk());
  const auto refused = Migrate(*database, "registry", {kFirst}, kNow);
  CHECK_THAT(StatusOf(refused), HasReason("SCHEMA_TOO_NEW"));
  CHECK_THAT(StatusOf(refused), HasCode(absl::StatusCode::kFailedPrecondition));
  CHECK(HasColumnN(*database));
  CHECK_FALSE(std::filesystem::exists(folder.File("s.db.bak-2")));
}

TEST_CASE("A database whose phases have other names is refused") {
  const auto database = Open("");
  REQUIRE_THAT(StatusOf(Migrate(*database, "registry", {kFirst}, kNow)),
               IsOk());
  CHECK_THAT(StatusOf(Migrate(*database, "registry", {kSecond}, kNow)),
             HasReason("SCHEMA_MISMATCH"));
}

TEST_CASE("A database of another service is refused") {
  const auto database = Open("");
  REQUIRE_THAT(StatusOf(Migrate(*database, "registry", {kFirst}, kNow)),
               IsOk());
  CHECK_THAT(StatusOf(Migrate(*database, "credit", {kFirst}, kNow)),
             HasReason("SCHEMA_OTHER_SERVICE"));
}

TEST_CASE("A database that another program made is refused") {
  const auto database = Open("");
  REQUIRE_THAT(database->Write([](Transaction& t) {
    return t.ExecuteScript("CREATE TABLE recipes (name TEXT)");
  }),
               IsOk());
  CHECK_THAT(StatusOf(Migrate(*database, "registry", {kFirst}, kNow)),
             HasReason("SCHEMA_OTHER_SERVICE"));
}

TEST_CASE("Where one phase fails, none of the upgrade holds") {
  const auto database = Open("");
  REQUIRE_THAT(StatusOf(Migrate(*database, "registry", {kFirst}, kNow)),
               IsOk());
  const Phase broken{.name = "broken", .run = [](Transaction&) {
                       return absl::InternalError("broken on purpose");
                     }};
  CHECK_FALSE(
      Migrate(*database, "registry", {kFirst, kSecond, broken}, kNow).ok());
  CHECK_FALSE(HasColumnN(*database));
  CHECK_THAT(StatusOf(Migrate(*database, "registry", {kFirst, kSecond}, kNow)),
             IsOk());
}

}  // namespace
}  // namespace suyuan::sql
