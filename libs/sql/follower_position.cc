#include "libs/sql/follower_position.h"

#include <optional>

#include "libs/base/status.h"
#include "libs/sql/errors.h"

namespace suyuan::sql {

Phase FollowerPositionPhase() {
  return {.name = "follower positions", .script = R"sql(
CREATE TABLE suyuan_follower_position (
  feed TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL
);
)sql"};
}

absl::StatusOr<int64_t> LoadPosition(Transaction& transaction,
                                     absl::string_view feed) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> position,
      QueryInteger(
          transaction,
          "SELECT position FROM suyuan_follower_position WHERE feed = $1",
          {feed}));
  return position.value_or(0);
}

absl::Status StorePosition(Transaction& transaction, absl::string_view feed,
                           int64_t position) {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t stored,
                          LoadPosition(transaction, feed));
  if (position < stored) return PositionBackwards(feed, stored, position);
  return transaction
      .Execute(
          "INSERT INTO suyuan_follower_position (feed, position) "
          "VALUES ($1, $2) ON CONFLICT (feed) DO UPDATE "
          "SET position = excluded.position",
          {feed, position})
      .status();
}

}  // namespace suyuan::sql
