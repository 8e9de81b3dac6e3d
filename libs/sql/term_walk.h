#ifndef LIBS_SQL_TERM_WALK_H_
#define LIBS_SQL_TERM_WALK_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/sql/term.h"

namespace suyuan::sql {

// The terms that the newest revisions of a kind have in one field, in the order
// of their values, then of the records' ids (bytes compared): a list that is
// ordered by something else than ids, such as a day. For
// VersionedRecords::Walk: O(log n) for each term passed until the limit is
// reached; those of older revisions and of records without `terms` are passed,
// too.
struct TermWalk {
  std::string kind;
  std::string field;
  // After this term; ids are never empty, so {"2026-05-01", ""} begins with
  // the first term of that value.
  std::string after_value;
  std::string after_id;
  // To this value, inclusive; with kAfterAll appended, to all that begins with
  // it.
  std::string last_value;
  // Only records that have all of these, too; at most 8.
  std::vector<Term> terms;
  int limit = 100;  // at least 1
};

struct WalkedTerm {
  std::string value;
  std::string id;

  friend bool operator==(const WalkedTerm&, const WalkedTerm&) = default;
};

// All terms of a field at once, as they were known at an instant: for
// VersionedRecords::EachTerm.
struct TermsQuery {
  std::string kind;
  std::string field;
  std::string prefix;  // only values that begin with it; "": all
  std::optional<absl::Time> known_at;  // absent: those of newest revisions
};
// Borrowed until it returns; an error of it ends the walk.
using UseTerm = absl::FunctionRef<absl::Status(absl::string_view value,
                                               absl::string_view id)>;

}  // namespace suyuan::sql

#endif  // LIBS_SQL_TERM_WALK_H_
