#ifndef LIBS_SQL_JOURNAL_H_
#define LIBS_SQL_JOURNAL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "libs/sql/database.h"
#include "libs/sql/feed_positions.h"
#include "libs/sql/schema.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// One entry of a service's change feed.
struct Change {
  int64_t position = 0;
  std::string kind;  // what changed: "standard"
  std::string name;  // which: "standards/abc"
  absl::Time recorded_at;
  std::string payload;
};

// The change feed of one database: positions 1, 2, 3, ... in the order of the
// commits, without gaps. A reader that has seen position n has seen all up to
// n, always. Entries are never changed or deleted. Table suyuan_change.
// Thread-safe. Borrows the database; nobody may be waiting when it goes.
class Journal {
 public:
  // The phase that makes the table; part of the service's list of phases.
  static Phase SchemaPhase();
  // The schema must be there. One Journal for a database.
  static absl::StatusOr<std::unique_ptr<Journal>> Open(Database& database);

  // Adds an entry with the work of `transaction` and returns its position,
  // which stands once that commits. O(log n), one row.
  absl::StatusOr<int64_t> Append(Transaction& transaction,
                                 absl::string_view kind, absl::string_view name,
                                 absl::Time recorded_at,
                                 absl::string_view payload);

  // The entries after `after` in order: at most `max_count`, and no more once
  // their payloads pass `max_bytes`; at least one if there is any.
  static absl::StatusOr<std::vector<Change>> Read(Transaction& transaction,
                                                  int64_t after,
                                                  int64_t max_count,
                                                  int64_t max_bytes);
  absl::StatusOr<std::vector<Change>> Read(int64_t after, int64_t max_count,
                                           int64_t max_bytes) const;
  // Of the snapshot of `transaction`, 0 if there is none.
  static absl::StatusOr<int64_t> LastPosition(Transaction& transaction);

  // As FeedPositions says.
  int64_t last_position() const { return positions_->last(); }
  absl::Status WaitForChange(int64_t after, const Deadline& deadline) const {
    return positions_->WaitForChange(after, deadline);
  }
  int64_t Subscribe(std::function<void(int64_t)> on_change) {
    return positions_->Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t subscription) {
    positions_->Unsubscribe(subscription);
  }

 private:
  Journal(Database& database, std::unique_ptr<FeedPositions> positions)
      : database_(database), positions_(std::move(positions)) {}

  Database& database_;
  const std::unique_ptr<FeedPositions> positions_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_JOURNAL_H_
