#ifndef LIBS_SQL_PAGE_TOKEN_H_
#define LIBS_SQL_PAGE_TOKEN_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/sql/value.h"

namespace suyuan::sql {

// A keyed hash of a message, at least 16 bytes: crypto::HmacSha256With the
// service's secret. Called from any thread.
using KeyedHash = std::function<std::string(absl::string_view message)>;

// Page tokens of lists (AIP-158): opaque, and of use only with the query that
// they came from. Thread-safe.
class PageTokens {
 public:
  explicit PageTokens(KeyedHash keyed_hash);

  // `query` is whatever the list depends on, in one canonical text: method,
  // parent, filter, order, instants. `cursor` is where the next page begins
  // after. Base64url without padding.
  std::string Make(absl::string_view query,
                   absl::Span<const Value> cursor) const;
  // The cursor; empty for the token "", the first page. InvalidArgument
  // INVALID_PAGE_TOKEN for anything that Make() did not return for `query`.
  absl::StatusOr<std::vector<Value>> Read(absl::string_view query,
                                          absl::string_view token) const;

 private:
  std::string Seal(absl::string_view query, absl::string_view cursor) const;
  KeyedHash keyed_hash_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_PAGE_TOKEN_H_
