#ifndef LIBS_SQL_FOLLOWER_POSITION_H_
#define LIBS_SQL_FOLLOWER_POSITION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/sql/schema.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// How far this database has followed the feeds of others. Stored in the
// transaction that stores what was derived, so that a crash repeats nothing
// and skips nothing. Table suyuan_follower_position.
Phase FollowerPositionPhase();

// The last position taken over from `feed`, 0 before the first.
absl::StatusOr<int64_t> LoadPosition(Transaction& transaction,
                                     absl::string_view feed);

// FailedPrecondition POSITION_BACKWARDS where a later one is stored: another
// follower is at work on the same database.
absl::Status StorePosition(Transaction& transaction, absl::string_view feed,
                           int64_t position);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_FOLLOWER_POSITION_H_
