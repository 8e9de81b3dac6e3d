#include "services/registry/store/reindex.h"

#include <optional>
#include <string>
#include <utility>

#include "libs/base/status.h"
#include "libs/sql/search_index.h"
#include "libs/sql/versioned.h"
#include "services/registry/store/record_rows.h"

namespace suyuan::registry {
namespace {

constexpr int kPage = 1000;

absl::Status ReindexOne(sql::Transaction& transaction,
                        sql::VersionedRecords& records,
                        const sql::Revision& newest, const Indexing& indexing) {
  SUYUAN_ASSIGN_OR_RETURN(const Record record, ToRecord(newest));
  absl::StatusOr<Draft> draft = indexing.draft_of(record);
  // Rules have become stricter since it was written.
  if (!draft.ok()) return absl::OkStatus();
  SUYUAN_RETURN_IF_ERROR(records.SetTerms(transaction, newest.key,
                                          TermsOf(StoredTermsOf(*draft))));
  return sql::ReplaceInSearch(transaction, newest.first_position,
                              SearchSet(record.kind, draft->search_tokens));
}

absl::Status ReindexKind(sql::Transaction& transaction,
                         sql::VersionedRecords& records, RecordKind kind,
                         const Indexing& indexing) {
  sql::ListQuery query;
  query.kind = std::string(CollectionOf(kind));
  query.page_size = kPage;
  do {
    SUYUAN_ASSIGN_OR_RETURN(const sql::ListPage page,
                            records.List(transaction, query));
    for (const sql::Revision& newest : page.records) {
      SUYUAN_RETURN_IF_ERROR(
          ReindexOne(transaction, records, newest, indexing));
    }
    query.after_id = page.next_after_id;
  } while (!query.after_id.empty());
  return absl::OkStatus();
}

absl::StatusOr<int64_t> IndexedVersion(sql::Transaction& transaction) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> version,
      sql::QueryInteger(transaction, "SELECT version FROM registry_indexing",
                        {}));
  return version.value_or(0);
}

absl::Status ReindexAll(sql::Transaction& transaction,
                        sql::VersionedRecords& records,
                        const Indexing& indexing) {
  for (const RecordKind kind : kRecordKinds) {
    SUYUAN_RETURN_IF_ERROR(ReindexKind(transaction, records, kind, indexing));
  }
  SUYUAN_RETURN_IF_ERROR(
      transaction.Execute("DELETE FROM registry_indexing", {}).status());
  return transaction
      .Execute("INSERT INTO registry_indexing (version) VALUES ($1)",
               {indexing.version})
      .status();
}

}  // namespace

sql::Phase IndexingPhase() {
  return {.name = "indexing version",
          .script =
              "CREATE TABLE registry_indexing (version INTEGER NOT "
              "NULL)"};
}

absl::Status Reindex(sql::Database& database, sql::VersionedRecords& records,
                     const Indexing& indexing) {
  int64_t version = 0;
  SUYUAN_RETURN_IF_ERROR(
      database.Read([&](sql::Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(version, IndexedVersion(transaction));
        return absl::OkStatus();
      }));
  if (version >= indexing.version) return absl::OkStatus();
  return database.Write([&](sql::Transaction& transaction) {
    return ReindexAll(transaction, records, indexing);
  });
}

}  // namespace suyuan::registry
