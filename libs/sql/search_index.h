#ifndef LIBS_SQL_SEARCH_INDEX_H_
#define LIBS_SQL_SEARCH_INDEX_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/sql/schema.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// Finds things by the words they hold: of each thing a number, over 0, that the
// caller gives it, and a set of tokens, as one text with a blank between each
// two. A token is letters, digits, marks and '_'; one that begins with '_' is a
// label of the caller's (text::SearchTokens makes none). Table suyuan_search.
//
// search_index.cc is the one file whose SQL is SQLite's own (FTS5); a driver of
// another engine has one of its own.
Phase SearchIndexPhase();

// A new number. AlreadyExists STORE_DUPLICATE where it is there. O(tokens).
absl::Status AddToSearch(Transaction& transaction, int64_t number,
                         absl::string_view tokens);
// Another set of tokens for a number, whether it is there or not. Writes
// nothing where they are the same. O(tokens).
absl::Status ReplaceInSearch(Transaction& transaction, int64_t number,
                             absl::string_view tokens);

struct SearchWord {
  std::string token;
  bool is_prefix = false;
};
struct WordQuery {
  // All must match; at least one.
  std::vector<SearchWord> words;
  // One of these labels must be there; none: no matter.
  std::vector<std::string> labels;
  int64_t after = 0;
  int64_t max_count = 100;
};
// The numbers over `after` that match, ascending. With words that are whole:
// O(log n) for each number that has the rarest of them. A prefix adds
// O(m log m) for the m numbers that match it.
absl::StatusOr<std::vector<int64_t>> FindByWords(Transaction& transaction,
                                                 const WordQuery& query);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_SEARCH_INDEX_H_
