#include "libs/sql/idempotency.h"

#include "libs/base/request_id.h"
#include "libs/base/status.h"

namespace suyuan::sql {

Phase IdempotencyPhase() {
  return {.name = "idempotency keys", .script = R"sql(
CREATE TABLE suyuan_request (
  request_id TEXT NOT NULL PRIMARY KEY,
  method TEXT NOT NULL,
  digest BLOB NOT NULL,
  stored_at INTEGER NOT NULL,
  response BLOB NOT NULL
);
CREATE INDEX suyuan_request_stored_at ON suyuan_request (stored_at);
)sql"};
}

absl::StatusOr<std::optional<std::string>> FindResponse(
    Transaction& transaction, const RequestKey& key) {
  std::optional<std::string> response;
  bool is_other = false;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT method, digest, response FROM suyuan_request "
      "WHERE request_id = $1",
      {key.request_id}, [&](const Row& row) {
        is_other = row.Text(0) != key.method || row.Bytes(1) != key.digest;
        response = std::string(row.Bytes(2));
        return absl::OkStatus();
      }));
  if (is_other) return RequestIdReused(key.request_id);
  return response;
}

absl::Status StoreResponse(Transaction& transaction, const RequestKey& key,
                           absl::string_view response, absl::Time now) {
  return transaction
      .Execute(
          "INSERT INTO suyuan_request "
          "(request_id, method, digest, stored_at, response) "
          "VALUES ($1, $2, $3, $4, $5)",
          {key.request_id, key.method, Value::Bytes(key.digest), now,
           Value::Bytes(response)})
      .status();
}

absl::StatusOr<int64_t> ExpireResponses(Transaction& transaction,
                                        absl::Time before, int64_t max_count) {
  return transaction.Execute(
      "DELETE FROM suyuan_request WHERE request_id IN ("
      "SELECT request_id FROM suyuan_request WHERE stored_at < $1 "
      "ORDER BY stored_at LIMIT $2)",
      {before, max_count});
}

}  // namespace suyuan::sql
