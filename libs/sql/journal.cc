#include "libs/sql/journal.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/status.h"

namespace suyuan::sql {

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
  int64_t last = 0;
  SUYUAN_RETURN_IF_ERROR(database.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(last, LastPosition(t));
    return absl::OkStatus();
  }));
  return std::unique_ptr<Journal>(new Journal(database, last));
}

absl::StatusOr<int64_t> Journal::Append(Transaction& transaction,
                                        absl::string_view kind,
                                        absl::string_view name,
                                        absl::Time recorded_at,
                                        absl::string_view payload) {
  // The next number and not a sequence: what is rolled back leaves no gap.
  SUYUAN_ASSIGN_OR_RETURN(const int64_t last, LastPosition(transaction));
  const int64_t position = last + 1;
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO suyuan_change "
                   "(position, kind, name, recorded_at, payload) "
                   "VALUES ($1, $2, $3, $4, $5)",
                   {position, kind, name, recorded_at, Value::Bytes(payload)})
          .status());
  transaction.AfterCommit(this, [this, position] { Committed(position); });
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
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> last,
      QueryInteger(transaction, "SELECT MAX(position) FROM suyuan_change", {}));
  return last.value_or(0);
}

absl::Status Journal::WaitForChange(int64_t after,
                                    const Deadline& deadline) const {
  const MutexLock lock(mutex_);
  while (last_.load() <= after) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    moved_.WaitFor(mutex_, std::min(deadline.Left(), absl::Milliseconds(50)));
  }
  return absl::OkStatus();
}

int64_t Journal::Subscribe(std::function<void(int64_t)> on_change) {
  const MutexLock lock(mutex_);
  subscribers_.emplace(next_subscription_, std::move(on_change));
  return next_subscription_++;
}

void Journal::Unsubscribe(int64_t subscription) {
  const MutexLock lock(mutex_);
  subscribers_.erase(subscription);
}

void Journal::Committed(int64_t position) {
  const MutexLock lock(mutex_);
  last_.store(position);
  moved_.NotifyAll();
  for (const auto& [number, on_change] : subscribers_) on_change(position);
}

}  // namespace suyuan::sql
