#ifndef LIBS_SQL_TERM_BATCH_H_
#define LIBS_SQL_TERM_BATCH_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/btree_map.h"
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
  // Of a record that has no such term now.
  void Add(const NumberedTerm& term, const std::string& id, absl::Time at);
  bool Has(const NumberedTerm& term, absl::string_view id) const;
  // The first record but `id` that is given the term here.
  std::optional<std::string> FindOther(const NumberedTerm& term,
                                       absl::string_view id) const;
  // Writes all and holds nothing any more. O(log n) a term.
  absl::Status Write(Transaction& transaction);

 private:
  struct Key {
    NumberedTerm term;
    std::string id;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  absl::btree_map<Key, absl::Time> held_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_TERM_BATCH_H_
