// What becomes of the database of another version.

#include <filesystem>

#include "libs/sql/database.h"
#include "libs/sql/schema.h"
#include "services/registry/sql_record_store.h"
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

// The phases of the version before searches.
constexpr size_t kOlder = 4;

// The registry's database as the version before searches left it, with a record
// of two revisions.
void MakeOlder(const std::string& path) {
  {
    Registry registry(path);
    const auto made = registry.Create("kuqa", "库车");
    REQUIRE_THAT(StatusOf(made), IsOk());
    proto::UpdateInstitutionRequest request;
    *request.mutable_institution() = *made;
    request.mutable_institution()->set_country("CN");
    REQUIRE_THAT(StatusOf(registry.Call(
                     &proto::Registry::Stub::UpdateInstitution, request)),
                 IsOk());
  }
  REQUIRE(RegistrySchema().size() == kOlder + 2);
  REQUIRE(RegistrySchema()[kOlder].name == "search index");
  REQUIRE_THAT(Open(path)->Write([&](sql::Transaction& t) -> absl::Status {
    SUYUAN_RETURN_IF_ERROR(
        t.Execute("DELETE FROM suyuan_schema_phase WHERE number > $1", {kOlder})
            .status());
    return t.ExecuteScript(
        "DROP TABLE suyuan_search; DROP TABLE registry_indexing;");
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
  // The copy is the older database, whole.
  REQUIRE(std::filesystem::exists(copy));
  CHECK_FALSE(HasSearchIndex(copy));
  CHECK(RevisionsIn(copy) == 2);
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
