#include "libs/sql/feed_positions.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::sql {

absl::StatusOr<std::unique_ptr<FeedPositions>> FeedPositions::Open(
    Database& database, absl::string_view table) {
  int64_t last = 0;
  SUYUAN_RETURN_IF_ERROR(database.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(last, Last(t, table));
    return absl::OkStatus();
  }));
  return std::unique_ptr<FeedPositions>(new FeedPositions(table, last));
}

absl::StatusOr<int64_t> FeedPositions::Last(Transaction& transaction,
                                            absl::string_view table) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> last,
      QueryInteger(transaction,
                   absl::StrCat("SELECT MAX(position) FROM ", table), {}));
  return last.value_or(0);
}

absl::StatusOr<int64_t> FeedPositions::Next(Transaction& transaction) {
  // The next number and not a sequence: what is rolled back leaves no gap.
  SUYUAN_ASSIGN_OR_RETURN(const int64_t last, Last(transaction, table_));
  transaction.AfterCommit(this,
                          [this, position = last + 1] { Committed(position); });
  return last + 1;
}

absl::Status FeedPositions::WaitForChange(int64_t after,
                                          const Deadline& deadline) const {
  const MutexLock lock(mutex_);
  while (last_.load() <= after) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    moved_.WaitFor(mutex_, std::min(deadline.Left(), absl::Milliseconds(50)));
  }
  return absl::OkStatus();
}

int64_t FeedPositions::Subscribe(std::function<void(int64_t)> on_change) {
  const MutexLock lock(mutex_);
  subscribers_.emplace(next_subscription_, std::move(on_change));
  return next_subscription_++;
}

void FeedPositions::Unsubscribe(int64_t subscription) {
  const MutexLock lock(mutex_);
  subscribers_.erase(subscription);
}

void FeedPositions::Committed(int64_t position) {
  const MutexLock lock(mutex_);
  last_.store(position);
  moved_.NotifyAll();
  for (const auto& [number, on_change] : subscribers_) on_change(position);
}

}  // namespace suyuan::sql
