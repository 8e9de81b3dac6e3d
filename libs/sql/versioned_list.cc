#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/prefix.h"
#include "libs/base/status.h"
#include "libs/sql/versioned.h"
#include "libs/sql/versioned_sql.h"

namespace suyuan::sql {
namespace {

constexpr size_t kMaxTerms = 8;
constexpr int kMaxPageSize = 1000;

// A query under construction: the text comes from a bounded set, all values
// are parameters.
struct Builder {
  std::string sql;
  std::vector<Value> values;

  std::string Add(Value value) {
    values.push_back(std::move(value));
    return absl::StrCat("$", values.size());
  }
};

// "known at" for the rows of the table with this alias.
std::string Known(Builder& b, absl::string_view alias, const ListQuery& query) {
  if (!query.known_at.has_value()) {
    return absl::StrCat(alias, ".superseded_at = " SUYUAN_CURRENT);
  }
  const std::string at = b.Add(*query.known_at);
  return absl::StrCat(alias, ".recorded_at <= ", at, " AND ", alias,
                      ".superseded_at > ", at);
}

std::string Matches(Builder& b, const TermMatch& term) {
  const std::string field = b.Add(term.field);
  if (!term.is_prefix) {
    return absl::StrCat("t.field = ", field,
                        " AND t.value = ", b.Add(term.value));
  }
  return absl::StrCat("t.field = ", field,
                      " AND t.value >= ", b.Add(term.value), " AND t.value < ",
                      b.Add(absl::StrCat(term.value, kAfterAll)));
}

// The term that drives the query: an equality gives ids in order.
const TermMatch* Driver(const ListQuery& query) {
  for (const TermMatch& term : query.terms) {
    if (!term.is_prefix) return &term;
  }
  return nullptr;
}

void AddTerm(Builder& b, const ListQuery& query, const TermMatch& term,
             bool by_set) {
  const std::string kind = b.Add(query.kind);
  const std::string matches = Matches(b, term);
  const std::string known = Known(b, "t", query);
  if (by_set) {
    absl::StrAppend(&b.sql, " AND r.id IN (SELECT t.id FROM suyuan_term t ",
                    "WHERE t.kind = ", kind, " AND ", matches, " AND ", known,
                    ")");
  } else {
    absl::StrAppend(&b.sql, " AND EXISTS (SELECT 1 FROM suyuan_term t ",
                    "WHERE t.kind = ", kind, " AND t.id = r.id AND ", matches,
                    " AND ", known, ")");
  }
}

// CROSS JOIN keeps SQLite from turning the two tables round.
void AddFrom(Builder& b, const ListQuery& query, const TermMatch* driver) {
  const std::string kind = b.Add(query.kind);
  if (driver == nullptr) {
    absl::StrAppend(&b.sql, "FROM suyuan_revision r WHERE r.kind = ", kind,
                    " AND r.id > ", b.Add(query.after_id));
    return;
  }
  const std::string matches = Matches(b, *driver);
  const std::string known = Known(b, "t", query);
  absl::StrAppend(&b.sql, "FROM suyuan_term t CROSS JOIN suyuan_revision r ",
                  "WHERE t.kind = ", kind, " AND ", matches, " AND ", known,
                  " AND t.id > ", b.Add(query.after_id), " AND r.kind = ", kind,
                  " AND r.id = t.id");
}

Builder BuildList(const ListQuery& query, int64_t limit) {
  Builder b;
  const TermMatch* driver = Driver(query);
  b.sql = "SELECT " SUYUAN_REVISION_COLUMNS;
  AddFrom(b, query, driver);
  absl::StrAppend(&b.sql, " AND ", Known(b, "r", query));
  if (query.in_force_on.has_value()) {
    const std::string day = b.Add(*query.in_force_on);
    absl::StrAppend(&b.sql, " AND r.valid_from <= ", day,
                    " AND r.valid_to >= ", day);
  }
  bool by_set = driver == nullptr;
  for (const TermMatch& term : query.terms) {
    if (&term == driver) continue;
    AddTerm(b, query, term, by_set);
    by_set = false;
  }
  absl::StrAppend(&b.sql,
                  driver == nullptr ? " ORDER BY r.id" : " ORDER BY t.id",
                  " LIMIT ", b.Add(limit));
  return b;
}

// Puts the rows that `keep` keeps into the page until it is full. Returns
// whether it is.
absl::StatusOr<bool> Fill(ListPage& page, std::vector<Revision> rows,
                          size_t page_size, Keep keep) {
  for (Revision& row : rows) {
    if (page.records.size() == page_size) return true;
    page.next_after_id = row.key.id;
    SUYUAN_ASSIGN_OR_RETURN(const bool is_kept, keep(row));
    if (is_kept) page.records.push_back(std::move(row));
  }
  return false;
}

}  // namespace

absl::StatusOr<ListPage> ListRecords(Transaction& transaction,
                                     const ListQuery& query, Keep keep) {
  SUYUAN_CHECK(query.page_size >= 1 && query.page_size <= kMaxPageSize);
  SUYUAN_CHECK(query.terms.size() <= kMaxTerms);
  ListPage page;
  ListQuery rest = query;
  int64_t left = std::max<int64_t>(query.max_scanned, 1);
  while (left > 0) {
    // One more than the page, to know whether it is the last.
    const int64_t limit = std::min<int64_t>(left, query.page_size) + 1;
    const Builder b = BuildList(rest, limit);
    SUYUAN_ASSIGN_OR_RETURN(std::vector<Revision> rows,
                            QueryRevisions(transaction, b.sql, b.values));
    const bool is_end = static_cast<int64_t>(rows.size()) < limit;
    left -= static_cast<int64_t>(rows.size());
    SUYUAN_ASSIGN_OR_RETURN(const bool is_full,
                            Fill(page, std::move(rows),
                                 static_cast<size_t>(query.page_size), keep));
    if (is_full) return page;
    if (is_end) {
      page.next_after_id.clear();
      return page;
    }
    rest.after_id = page.next_after_id;
  }
  return page;
}

absl::StatusOr<ListPage> ListRecords(Transaction& transaction,
                                     const ListQuery& query) {
  return ListRecords(
      transaction, query,
      [](const Revision&) -> absl::StatusOr<bool> { return true; });
}

}  // namespace suyuan::sql
