#ifndef LIBS_SQL_FEED_POSITIONS_H_
#define LIBS_SQL_FEED_POSITIONS_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "libs/sql/database.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// The positions of a change feed: 1, 2, 3, ... in the order of the commits,
// without gaps, and who wants to hear of them. What stands at a position is a
// row of the feed's table, whose key is the column `position`. Thread-safe.
// Borrows the database; nobody may be waiting when it goes.
class FeedPositions {
 public:
  // The table must be there. One FeedPositions for a table.
  static absl::StatusOr<std::unique_ptr<FeedPositions>> Open(
      Database& database, absl::string_view table);

  // The position for the row that `transaction` inserts next; it stands once
  // that commits. O(log n).
  absl::StatusOr<int64_t> Next(Transaction& transaction);
  // Of the snapshot of `transaction`, 0 if there is none.
  static absl::StatusOr<int64_t> Last(Transaction& transaction,
                                      absl::string_view table);

  // The last committed position, from memory.
  int64_t last() const { return last_.load(); }
  // Returns once last() is over `after`, at once if it is; else the error of
  // the deadline, looked at every 50 ms.
  absl::Status WaitForChange(int64_t after, const Deadline& deadline) const;
  // `on_change` gets the last position after each group of commits that
  // appended, on the writer's thread: it must not block, nor subscribe.
  // Returns a number for Unsubscribe, after which it is not called any more.
  int64_t Subscribe(std::function<void(int64_t)> on_change);
  void Unsubscribe(int64_t subscription);

 private:
  FeedPositions(absl::string_view table, int64_t last)
      : table_(table), last_(last) {}
  void Committed(int64_t position);

  const std::string table_;
  mutable Mutex mutex_;
  mutable CondVar moved_;
  std::atomic<int64_t> last_;
  int64_t next_subscription_ ABSL_GUARDED_BY(mutex_) = 1;
  absl::flat_hash_map<int64_t, std::function<void(int64_t)>> subscribers_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_FEED_POSITIONS_H_
