#ifndef LIBS_SQL_IDEMPOTENCY_H_
#define LIBS_SQL_IDEMPOTENCY_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/sql/schema.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// Which request a response answers.
struct RequestKey {
  std::string request_id;  // the client's UUID
  std::string method;      // "registry.CreateStandard"
  std::string digest;      // of the whole request without its request_id
};

// The responses given to requests with a request_id, kept with the work of the
// same transaction, so that a repeated request gets the first answer. Table
// suyuan_request.
Phase IdempotencyPhase();

// The response stored for `key`, nullopt for a new request. InvalidArgument
// REQUEST_ID_REUSED where the id came with another method or digest before.
absl::StatusOr<std::optional<std::string>> FindResponse(
    Transaction& transaction, const RequestKey& key);

// AlreadyExists STORE_DUPLICATE where the id has a response: FindResponse()
// comes first, in the same transaction.
absl::Status StoreResponse(Transaction& transaction, const RequestKey& key,
                           absl::string_view response, absl::Time now);

// Forgets at most `max_count` responses stored before `before`, oldest first;
// returns how many. O(max_count log n).
absl::StatusOr<int64_t> ExpireResponses(Transaction& transaction,
                                        absl::Time before, int64_t max_count);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_IDEMPOTENCY_H_
