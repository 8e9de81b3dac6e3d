#include "libs/sql/search_index.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::sql {
namespace {

// A token as a phrase of FTS5: it holds no quotation mark.
std::string Phrase(const SearchWord& word) {
  return absl::StrCat("\"", word.token, "\"", word.is_prefix ? " *" : "");
}

std::string MatchOf(const WordQuery& query) {
  std::vector<std::string> parts;
  for (const SearchWord& word : query.words) parts.push_back(Phrase(word));
  if (!query.labels.empty()) {
    std::vector<std::string> labels;
    for (const std::string& label : query.labels) {
      labels.push_back(Phrase({label}));
    }
    parts.push_back(absl::StrCat("(", absl::StrJoin(labels, " OR "), ")"));
  }
  return absl::StrJoin(parts, " AND ");
}

}  // namespace

Phase SearchIndexPhase() {
  // The tokens are ready made, so the plainest tokenizer does; neither their
  // places nor their counts are asked for.
  return {.name = "search index", .script = R"sql(
CREATE VIRTUAL TABLE suyuan_search USING fts5 (
  tokens, detail = none, columnsize = 0, tokenize = "ascii tokenchars '_'"
);
)sql"};
}

absl::Status AddToSearch(Transaction& transaction, int64_t number,
                         absl::string_view tokens) {
  return transaction
      .Execute("INSERT INTO suyuan_search (rowid, tokens) VALUES ($1, $2)",
               {number, tokens})
      .status();
}

absl::Status ReplaceInSearch(Transaction& transaction, int64_t number,
                             absl::string_view tokens) {
  std::optional<std::string> before;
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query("SELECT tokens FROM suyuan_search WHERE rowid = $1",
                        {number}, [&before](const Row& row) {
                          before = std::string(row.Text(0));
                          return absl::OkStatus();
                        }));
  if (!before.has_value()) return AddToSearch(transaction, number, tokens);
  if (*before == tokens) return absl::OkStatus();
  return transaction
      .Execute("UPDATE suyuan_search SET tokens = $2 WHERE rowid = $1",
               {number, tokens})
      .status();
}

absl::StatusOr<std::vector<int64_t>> FindByWords(Transaction& transaction,
                                                 const WordQuery& query) {
  SUYUAN_CHECK(!query.words.empty());
  std::vector<int64_t> numbers;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT rowid FROM suyuan_search WHERE suyuan_search MATCH $1 AND "
      "rowid > $2 ORDER BY rowid LIMIT $3",
      {MatchOf(query), query.after, query.max_count},
      [&numbers](const Row& row) {
        numbers.push_back(row.Integer(0));
        return absl::OkStatus();
      }));
  return numbers;
}

}  // namespace suyuan::sql
