#include "libs/sql/journal.h"

#include <utility>

#include "libs/base/status.h"

namespace suyuan::sql {
namespace {

constexpr absl::string_view kTable = "suyuan_change";

}  // namespace

Phase Journal::SchemaPhase() {
  return {.name = "change journal", .script = R"sql(
CREATE TABLE suyuan_change (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  payload BLOB NOT NULL
);
)sql"};
}

absl::StatusOr<std::unique_ptr<Journal>> Journal::Open(Database& database) {
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<FeedPositions> positions,
                          FeedPositions::Open(database, kTable));
  return std::unique_ptr<Journal>(new Journal(database, std::move(positions)));
}

absl::StatusOr<int64_t> Journal::Append(Transaction& transaction,
                                        absl::string_view kind,
                                        absl::string_view name,
                                        absl::Time recorded_at,
                                        absl::string_view payload) {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t position,
                          positions_->Next(transaction));
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO suyuan_change "
                   "(position, kind, name, recorded_at, payload) "
                   "VALUES ($1, $2, $3, $4, $5)",
                   {position, kind, name, recorded_at, Value::Bytes(payload)})
          .status());
  return position;
}

absl::StatusOr<std::vector<Change>> Journal::Read(Transaction& transaction,
                                                  int64_t after,
                                                  int64_t max_count,
                                                  int64_t max_bytes) {
  std::vector<Change> out;
  int64_t bytes = 0;
  int64_t full_at = 0;
  // A first pass over sizes alone: a query cannot be left half way.
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query("SELECT position, length(payload) FROM suyuan_change "
                        "WHERE position > $1 ORDER BY position LIMIT $2",
                        {after, max_count}, [&](const Row& row) {
                          bytes += row.Integer(1);
                          if (full_at == 0 || bytes <= max_bytes)
                            full_at = row.Integer(0);
                          return absl::OkStatus();
                        }));
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT position, kind, name, recorded_at, payload FROM suyuan_change "
      "WHERE position > $1 AND position <= $2 ORDER BY position",
      {after, full_at}, [&out](const Row& row) {
        out.push_back({row.Integer(0), std::string(row.Text(1)),
                       std::string(row.Text(2)), row.Time(3),
                       std::string(row.Bytes(4))});
        return absl::OkStatus();
      }));
  return out;
}

absl::StatusOr<std::vector<Change>> Journal::Read(int64_t after,
                                                  int64_t max_count,
                                                  int64_t max_bytes) const {
  std::vector<Change> out;
  SUYUAN_RETURN_IF_ERROR(database_.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(out, Read(t, after, max_count, max_bytes));
    return absl::OkStatus();
  }));
  return out;
}

absl::StatusOr<int64_t> Journal::LastPosition(Transaction& transaction) {
  return FeedPositions::Last(transaction, kTable);
}

}  // namespace suyuan::sql
