#ifndef LIBS_SQL_SCHEMA_H_
#define LIBS_SQL_SCHEMA_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/sql/database.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// One step of a schema, never changed or reordered once released: a change is
// a new phase at the end. Programs of the version before must be able to work
// on the result (add tables, columns with defaults and indexes; drop what
// nobody has used for a version).
struct Phase {
  std::string name;
  // Statements separated by semicolons; may be empty.
  std::string script;
  // Runs after the script, to move data; may be empty.
  std::function<absl::Status(Transaction&)> run;
};

struct Migration {
  int64_t from_version = 0;  // 0: the database was new
  int64_t to_version = 0;    // the number of phases
  // The copy made before the upgrade, PATH.bak-FROM; "" where none was needed
  // or the database is in memory.
  std::string copy;
};

// Brings the database of `service` to the last of `phases`, all missing ones
// in one transaction: either all hold or none. The version of a database is
// the number of its phases. Before an older database is touched, it is copied.
// A database that is up to date is only read. Tables: suyuan_schema(service),
// suyuan_schema_phase.
//   FailedPrecondition SCHEMA_TOO_NEW: it has phases that are unknown here
//   FailedPrecondition SCHEMA_MISMATCH: its phases have other names
//   FailedPrecondition SCHEMA_OTHER_SERVICE: another service's, or not ours
// In all three nothing is changed. Also the errors of the phases and of
// CopyTo().
absl::StatusOr<Migration> Migrate(Database& database, absl::string_view service,
                                  absl::Span<const Phase> phases,
                                  absl::Time now);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_SCHEMA_H_
