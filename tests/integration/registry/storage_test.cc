// What becomes of the database of another version.

#include <filesystem>
#include <limits>

#include "libs/rpc/fields.h"
#include "libs/sql/database.h"
#include "libs/sql/schema.h"
#include "services/registry/store/sql_record_store.h"
#include "services/registry/store/stored_record.h"
#include "tests/integration/registry/suite.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

std::unique_ptr<sql::Database> Open(const std::string& path) {
  auto database = sql::Database::Open({.path = path});
  REQUIRE_THAT(StatusOf(database), IsOk());
  return *std::move(database);
}

// The phases of the version before searches, which kept a copy of each revision
// in a journal.
constexpr size_t kOlder = 4;

// What that version wrote for one revision of institutions/kuqa.
absl::Status WriteOld(sql::Transaction& t, int64_t number,
                      const std::string& country) {
  constexpr int64_t kNewest = std::numeric_limits<int64_t>::max();
  const absl::Time at = kNoon + absl::Seconds(number);
  proto::Institution message;
  message.set_name("institutions/kuqa");
  (*message.mutable_title()->mutable_texts())["zh"] = "库车";
  message.set_kind(proto::Institution::KIND_STATUTORY_COUNTY);
  message.set_country(country);
  Record record;
  record.created_at = kNoon + absl::Seconds(1);
  record.payload = rpc::CanonicalBytes(message);
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("UPDATE suyuan_revision SET superseded_at = $1 WHERE number = "
                "$2",
                {at, number - 1})
          .status());
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("UPDATE suyuan_term SET superseded_at = $1", {at}).status());
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("INSERT INTO suyuan_revision VALUES ('institutions', 'kuqa', "
                "$1, $2, $3, 'etag', -1000000000, 1000000000, 'clerk@kuqa', "
                "$4)",
                {number, at, kNewest,
                 sql::Value::Bytes(EncodeStored(record, number))})
          .status());
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("INSERT INTO suyuan_term VALUES ('institutions', 'country', "
                "$1, 'kuqa', $2, $3)",
                {country, at, kNewest})
          .status());
  return t
      .Execute(
          "INSERT INTO suyuan_change VALUES ($1, 'institutions', "
          "'institutions/kuqa', $2, X'00')",
          {number, at})
      .status();
}

// The registry's database as that version left it, with a record of two
// revisions.
void MakeOlder(const std::string& path) {
  const std::vector<sql::Phase> all = RegistrySchema();
  const std::vector<sql::Phase> older(all.begin(), all.begin() + kOlder);
  REQUIRE(older.back().name == "registry secret");
  const auto database = Open(path);
  REQUIRE_THAT(StatusOf(sql::Migrate(*database, "registry", older, kNoon)),
               IsOk());
  REQUIRE_THAT(database->Write([](sql::Transaction& t) -> absl::Status {
    SUYUAN_RETURN_IF_ERROR(WriteOld(t, 1, "KZ"));
    return WriteOld(t, 2, "CN");
  }),
               IsOk());
}

bool HasSearchIndex(const std::string& path) {
  return Open(path)
      ->Read([](sql::Transaction& t) {
        return t.Query("SELECT rowid FROM suyuan_search", {},
                       [](const sql::Row&) { return absl::OkStatus(); });
      })
      .ok();
}

std::vector<std::string> Searched(const std::string& path,
                                  const std::string& text) {
  const auto database = Open(path);
  const auto store = SqlRecordStore::Open(*database, kNoon);
  REQUIRE_THAT(StatusOf(store), IsOk());
  SearchQuery query;
  query.text = text;
  const auto page = (*store)->Search(query, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(page), IsOk());
  std::vector<std::string> names;
  for (const Record& record : page->records) names.push_back(record.name);
  return names;
}

int RevisionsIn(const std::string& path) {
  Registry registry(path);
  proto::ListHistoryRequest request;
  request.set_name("institutions/kuqa");
  const auto history =
      registry.Call(&proto::Registry::Stub::ListHistory, request);
  REQUIRE_THAT(StatusOf(history), IsOk());
  return history->revisions_size();
}

// How many institutions of a country are listed, as known at an instant.
int CountOf(const std::string& path, const std::string& country,
            absl::Time known_at) {
  const auto database = Open(path);
  const auto store = SqlRecordStore::Open(*database, kNoon);
  REQUIRE_THAT(StatusOf(store), IsOk());
  ScanQuery query;
  query.terms = {{{"country", country}, false}};
  query.known_at = known_at;
  const auto page = (*store)->Scan(
      query, [](const Record&) -> absl::StatusOr<bool> { return true; },
      Deadline::Infinite());
  REQUIRE_THAT(StatusOf(page), IsOk());
  return static_cast<int>(page->records.size());
}

TEST_CASE("An older database is copied, then upgraded with its records") {
  const TemporaryFolder folder;
  const std::string path = folder.File("registry.db");
  MakeOlder(path);
  const std::string copy = absl::StrCat(path, ".bak-", kOlder);
  CHECK_FALSE(HasSearchIndex(path));
  CHECK_FALSE(std::filesystem::exists(copy));
  CHECK(RevisionsIn(path) == 2);
  // What was recorded before there was a search is found by it.
  CHECK(Searched(path, "库车") ==
        std::vector<std::string>{"institutions/kuqa"});
  // Each revision is found by what it was found by.
  CHECK(CountOf(path, "KZ", kNoon + absl::Seconds(1)) == 1);
  CHECK(CountOf(path, "CN", kNoon + absl::Seconds(1)) == 0);
  CHECK(CountOf(path, "KZ", kNoon + absl::Seconds(2)) == 0);
  CHECK(CountOf(path, "CN", kNoon + absl::Seconds(2)) == 1);
  // The copy is the older database, whole.
  REQUIRE(std::filesystem::exists(copy));
  CHECK_FALSE(HasSearchIndex(copy));
  CHECK(RevisionsIn(copy) == 2);
}

TEST_CASE("The change feed of an older database goes on where it stood") {
  const TemporaryFolder folder;
  const std::string path = folder.File("registry.db");
  MakeOlder(path);
  {
    Registry registry(path);
    REQUIRE_THAT(StatusOf(registry.Create("aksu", "阿克苏")), IsOk());
  }
  const auto database = Open(path);
  const auto store = *SqlRecordStore::Open(*database, kNoon);
  const auto changes = store->Changes(0, 10, 1 << 20);
  REQUIRE_THAT(StatusOf(changes), IsOk());
  REQUIRE(changes->size() == 3);
  CHECK(changes->at(0).revision == 1);
  CHECK(changes->at(1).revision == 2);
  CHECK(changes->at(1).position == 2);
  CHECK(changes->at(1).principal == "clerk@kuqa");
  CHECK(changes->at(2).name == "institutions/aksu");
  CHECK(changes->at(2).position == 3);
}

TEST_CASE("A database that is up to date is not copied") {
  const TemporaryFolder folder;
  const std::string path = folder.File("registry.db");
  { Registry registry(path); }
  { Registry registry(path); }
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(path).parent_path())) {
    CHECK(entry.path().string().find(".bak-") == std::string::npos);
  }
}

TEST_CASE("A database of a newer version is refused and left as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.File("registry.db");
  {
    Registry registry(path);
    REQUIRE_THAT(StatusOf(registry.Create("kuqa", "库车")), IsOk());
  }
  std::vector<sql::Phase> newer = RegistrySchema();
  newer.push_back(
      {.name = "from the future", .script = "CREATE TABLE future (id TEXT)"});
  {
    const auto database = Open(path);
    REQUIRE_THAT(StatusOf(sql::Migrate(*database, "registry", newer, kNoon)),
                 IsOk());
  }
  std::filesystem::remove(absl::StrCat(path, ".bak-", newer.size() - 1));

  FakeClock clock(kNoon);
  metrics::Registry metrics;
  Options options;
  options.database = path;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  CHECK_THAT(StatusOf(StartRegistry(options).status()),
             HasReason("SCHEMA_TOO_NEW"));
  CHECK_FALSE(
      std::filesystem::exists(absl::StrCat(path, ".bak-", newer.size())));
  // The newer program still finds what it left.
  const auto database = Open(path);
  const auto again = sql::Migrate(*database, "registry", newer, kNoon);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->from_version == again->to_version);
}

TEST_CASE("Another service's database is not taken for the registry's") {
  const TemporaryFolder folder;
  const std::string path = folder.File("registry.db");
  {
    const auto database = Open(path);
    REQUIRE_THAT(StatusOf(sql::Migrate(*database, "certificates",
                                       RegistrySchema(), kNoon)),
                 IsOk());
  }
  FakeClock clock(kNoon);
  metrics::Registry metrics;
  Options options;
  options.database = path;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  CHECK_THAT(StatusOf(StartRegistry(options).status()),
             HasReason("SCHEMA_OTHER_SERVICE"));
}

}  // namespace
}  // namespace suyuan::registry
