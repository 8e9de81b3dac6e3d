#ifndef LIBS_SQL_TERM_BATCH_H_
#define LIBS_SQL_TERM_BATCH_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/sql/term_fields.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// Terms that a unit of work adds, held back to its end: then they go into the
// index in its own order, so that a page which several of them belong on is
// found and changed once. For one unit, used by its thread.
class TermBatch {
 public:
  // Of a record that has no such term now. O(1).
  void Add(const NumberedTerm& term, const std::string& id, absl::Time at);
  // The first record but `id`, by ids, that is given the term here. O(records
  // that are given it).
  std::optional<std::string> FindOther(const NumberedTerm& term,
                                       absl::string_view id) const;
  // Writes all and holds nothing any more. O(log n) a term.
  absl::Status Write(Transaction& transaction);

 private:
  struct Held {
    NumberedTerm term;
    std::string id;
    absl::Time at;
    const Held* before;  // another with the same term; null: none
  };

  std::deque<Held> held_;
  // The last of each term. Borrows the values from held_.
  absl::flat_hash_map<std::pair<int64_t, absl::string_view>, const Held*> last_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_TERM_BATCH_H_
