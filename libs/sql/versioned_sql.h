#ifndef LIBS_SQL_VERSIONED_SQL_H_
#define LIBS_SQL_VERSIONED_SQL_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/sql/transaction.h"
#include "libs/sql/value.h"
#include "libs/sql/versioned.h"

// superseded_at of what is current. The index of current revisions names this
// number in its text, so queries that it serves do too.
#define SUYUAN_CURRENT "9223372036854775807"

// What QueryRevisions() reads, of the table with the alias r.
#define SUYUAN_REVISION_COLUMNS                                      \
  "r.kind, r.id, r.number, r.recorded_at, r.superseded_at, r.etag, " \
  "r.valid_from, r.valid_to, r.principal, r.payload "

namespace suyuan::sql {

absl::StatusOr<std::vector<Revision>> QueryRevisions(
    Transaction& transaction, absl::string_view sql,
    absl::Span<const Value> values);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_VERSIONED_SQL_H_
