#include "services/registry/store/reindex.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/text/search_tokens.h"
#include "services/registry/store/sql_record_store.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/registry/writing.h"

namespace suyuan::registry {
namespace {

using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

// Finds a record by its payload, in another case for each version.
Indexing By(int64_t version) {
  return {version, [version](const Record& record) -> absl::StatusOr<Draft> {
            if (record.payload == "refused") return RecordAbsent();
            Draft draft;
            draft.terms = {{"version", absl::StrCat(version)}};
            draft.search_tokens =
                text::SearchTokens({absl::StrCat(record.payload, version)});
            return draft;
          }};
}

std::unique_ptr<SqlRecordStore> Open(sql::Database& database,
                                     const Indexing& indexing) {
  auto store = SqlRecordStore::Open(database, kNow, indexing);
  REQUIRE_THAT(StatusOf(store), IsOk());
  return *std::move(store);
}

void Append(RecordStore& store, const std::string& name, int64_t revision,
            const std::string& payload) {
  Record record;
  record.kind = *KindOfName(name);
  record.name = name;
  record.revision = revision;
  record.created_at = kNow;
  record.recorded_at = kNow + absl::Seconds(revision);
  record.payload = payload;
  REQUIRE_THAT(WriteNow(store,
                        [&](RecordTransaction& transaction) {
                          return transaction
                              .Append(record, {{"version", "old"}},
                                      text::SearchTokens({"old"}))
                              .status();
                        }),
               IsOk());
}

std::vector<std::string> Names(const absl::StatusOr<ScanPage>& page) {
  REQUIRE_THAT(StatusOf(page), IsOk());
  std::vector<std::string> names;
  for (const Record& record : page->records) names.push_back(record.name);
  return names;
}

std::vector<std::string> Searched(RecordStore& store, const std::string& text) {
  SearchQuery query;
  query.text = text;
  return Names(store.Search(query, Deadline::Infinite()));
}

std::vector<std::string> Listed(RecordStore& store, const std::string& value) {
  ScanQuery query;
  query.kind = RecordKind::kStandard;
  query.terms = {{{"version", value}, false}};
  return Names(store.Scan(
      query, [](const Record&) -> absl::StatusOr<bool> { return true; },
      Deadline::Infinite()));
}

using Texts = std::vector<std::string>;

TEST_CASE("A newer version finds the records of an older one in its way") {
  auto database = *sql::Database::Open({});
  {
    const auto store = Open(*database, By(1));
    Append(*store, "standards/a", 1, "first");
    Append(*store, "standards/b", 1, "other");
    Append(*store, "standards/a", 2, "second");
    Append(*store, "instruments/a", 1, "second");
  }
  const auto store = Open(*database, By(2));
  CHECK(Searched(*store, "second2") == Texts{"standards/a", "instruments/a"});
  CHECK(Searched(*store, "first2").empty());
  CHECK(Searched(*store, "old").empty());
  CHECK(Listed(*store, "2") == Texts{"standards/a", "standards/b"});
  CHECK(Listed(*store, "old").empty());
  // No record was changed by it.
  CHECK(store->last_position() == 4);
  CHECK((*store->Find("standards/a", {}, Deadline::Infinite()))->revision == 2);
}

TEST_CASE("What one version leaves out a later one finds again") {
  auto database = *sql::Database::Open({});
  {
    const auto store = Open(*database, By(1));
    Append(*store, "standards/a", 1, "first");
  }
  const auto again = [](const Record&) -> absl::StatusOr<Draft> {
    Draft draft;
    draft.terms = {{"version", "old"}};
    return draft;
  };
  CHECK(Listed(*Open(*database, By(2)), "old").empty());
  CHECK(Listed(*Open(*database, {3, again}), "old") == Texts{"standards/a"});
  CHECK(Listed(*Open(*database, By(4)), "old").empty());
}

TEST_CASE("The same version or an older one leaves the indexes alone") {
  auto database = *sql::Database::Open({});
  {
    const auto store = Open(*database, By(2));
    Append(*store, "standards/a", 1, "first");
  }
  for (const int64_t version : {2, 1, 0}) {
    const auto store = Open(*database, By(version));
    CHECK(Searched(*store, "old") == Texts{"standards/a"});
  }
}

TEST_CASE("A record that would be refused today is found as before") {
  auto database = *sql::Database::Open({});
  {
    const auto store = Open(*database, By(1));
    Append(*store, "standards/a", 1, "refused");
    Append(*store, "standards/b", 1, "first");
  }
  const auto store = Open(*database, By(2));
  CHECK(Searched(*store, "old") == Texts{"standards/a"});
  CHECK(Searched(*store, "first2") == Texts{"standards/b"});
}

}  // namespace
}  // namespace suyuan::registry
