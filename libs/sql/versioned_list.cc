#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/prefix.h"
#include "libs/base/status.h"
#include "libs/sql/versioned.h"
#include "libs/sql/versioned_rows.h"

namespace suyuan::sql {

// What a list is asked for, in numbers, and what of it drives the list.
struct NumberedList {
  int64_t kind = 0;
  std::vector<NumberedMatch> terms;
  std::optional<absl::Time> known_at;
  // The term whose records are looked at; null: all records of the kind.
  const NumberedMatch* driver = nullptr;
  // As far as they are looked at; "": to the end.
  std::string last_id;
};

namespace {

constexpr size_t kMaxTerms = 8;
constexpr int kMaxPageSize = 1000;
// Of more records than so many, beginnings find some on every page of the kind;
// up to so many are quickly put in order.
constexpr int64_t kFewByPrefix = 10'000;

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
std::string Known(Builder& b, absl::string_view alias,
                  const NumberedList& asked) {
  if (!asked.known_at.has_value()) {
    return absl::StrCat(alias, ".superseded_at = " SUYUAN_CURRENT);
  }
  const std::string at = b.Add(*asked.known_at);
  return absl::StrCat(alias, ".recorded_at <= ", at, " AND ", alias,
                      ".superseded_at > ", at);
}

std::string Matches(Builder& b, const NumberedMatch& term) {
  const std::string field = b.Add(term.field);
  if (!term.is_prefix) {
    return absl::StrCat("t.field = ", field,
                        " AND t.value = ", b.Add(term.value));
  }
  return absl::StrCat("t.field = ", field,
                      " AND t.value >= ", b.Add(term.value), " AND t.value < ",
                      b.Add(absl::StrCat(term.value, kAfterAll)));
}

// How many records have the term after the id `after`, as far as `most`.
absl::StatusOr<int64_t> CountUpTo(Transaction& transaction,
                                  const NumberedMatch& term,
                                  const std::string& after, int64_t most) {
  Builder b;
  b.sql = "SELECT COUNT(*) FROM (SELECT 1 FROM suyuan_record_term t WHERE ";
  absl::StrAppend(&b.sql, Matches(b, term));
  absl::StrAppend(&b.sql, " AND t.id > ", b.Add(after));
  absl::StrAppend(&b.sql, " LIMIT ", b.Add(most), ") c");
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> count,
                          QueryInteger(transaction, b.sql, b.values));
  return count.value_or(0);
}

// Of several equalities the one that the fewest records have. What is past
// `max_scanned` of it is left to the next page.
absl::Status DriveByEquality(Transaction& transaction, NumberedList& asked,
                             const std::string& after, int64_t max_scanned) {
  std::vector<const NumberedMatch*> equalities;
  for (const NumberedMatch& term : asked.terms) {
    if (!term.is_prefix) equalities.push_back(&term);
  }
  if (equalities.empty()) return absl::OkStatus();
  asked.driver = equalities[0];
  if (equalities.size() == 1) return absl::OkStatus();
  int64_t fewest = max_scanned + 1;
  for (const NumberedMatch* term : equalities) {
    SUYUAN_ASSIGN_OR_RETURN(const int64_t count,
                            CountUpTo(transaction, *term, after, fewest));
    if (count >= fewest) continue;
    fewest = count;
    asked.driver = term;
  }
  if (fewest <= max_scanned) return absl::OkStatus();
  Builder b;
  b.sql = "SELECT t.id FROM suyuan_record_term t WHERE ";
  absl::StrAppend(&b.sql, Matches(b, *asked.driver));
  absl::StrAppend(&b.sql, " AND t.id > ", b.Add(after));
  absl::StrAppend(&b.sql, " ORDER BY t.id LIMIT 1 OFFSET ", b.Add(max_scanned));
  return transaction.Query(b.sql, b.values, [&asked](const Row& row) {
    asked.last_id = std::string(row.Text(0));
    return absl::OkStatus();
  });
}

absl::Status FindDriver(Transaction& transaction, NumberedList& asked,
                        const std::string& after, int64_t max_scanned) {
  SUYUAN_RETURN_IF_ERROR(
      DriveByEquality(transaction, asked, after, max_scanned));
  if (asked.driver != nullptr || asked.terms.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(
      const int64_t count,
      CountUpTo(transaction, asked.terms[0], after, kFewByPrefix + 1));
  if (count <= kFewByPrefix) asked.driver = &asked.terms[0];
  return absl::OkStatus();
}

// That the records have the other equalities too. Beginnings are looked up in
// the rows.
std::string OtherEqualities(Builder& b, const NumberedList& asked) {
  std::string sql;
  for (const NumberedMatch& term : asked.terms) {
    if (&term == asked.driver || term.is_prefix) continue;
    const std::string field = b.Add(term.field);
    const std::string value = b.Add(term.value);
    absl::StrAppend(&sql,
                    " AND EXISTS (SELECT 1 FROM suyuan_record_term o WHERE "
                    "o.field = ",
                    field, " AND o.value = ", value, " AND o.id = t.id AND ",
                    Known(b, "o", asked), ")");
  }
  return sql;
}

// The ids after `after` that the driver gives and the other equalities leave,
// ascending. (A join of the two tables would tempt SQLite to look for a range
// of ids where one is meant.)
absl::StatusOr<std::vector<std::string>> NextIds(Transaction& transaction,
                                                 const NumberedList& asked,
                                                 const std::string& after,
                                                 int64_t limit) {
  Builder b;
  // A beginning may match two terms of one record.
  b.sql = asked.driver->is_prefix ? "SELECT DISTINCT" : "SELECT";
  absl::StrAppend(&b.sql, " t.id FROM suyuan_record_term t WHERE ");
  absl::StrAppend(&b.sql, Matches(b, *asked.driver), " AND ");
  absl::StrAppend(&b.sql, Known(b, "t", asked));
  absl::StrAppend(&b.sql, " AND t.id > ", b.Add(after));
  if (!asked.last_id.empty()) {
    absl::StrAppend(&b.sql, " AND t.id <= ", b.Add(asked.last_id));
  }
  absl::StrAppend(&b.sql, OtherEqualities(b, asked));
  absl::StrAppend(&b.sql, " ORDER BY t.id LIMIT ", b.Add(limit));
  std::vector<std::string> ids;
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query(b.sql, b.values, [&ids](const Row& row) {
        ids.emplace_back(row.Text(0));
        return absl::OkStatus();
      }));
  return ids;
}

bool IsInForce(const Revision& row, const ListQuery& query) {
  return !query.in_force_on.has_value() ||
         ((!row.valid_from || *row.valid_from <= *query.in_force_on) &&
          (!row.valid_to || *row.valid_to >= *query.in_force_on));
}

bool HasTerms(const Revision& row, const NumberedList& asked) {
  return std::all_of(asked.terms.begin(), asked.terms.end(),
                     [&row](const NumberedMatch& term) {
                       return HasTermLike(row.stored_terms, term);
                     });
}

}  // namespace

absl::StatusOr<std::optional<NumberedList>> VersionedRecords::ToNumbers(
    Transaction& transaction, const ListQuery& query) {
  NumberedList asked;
  asked.known_at = query.known_at;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> kind,
                          fields_->Find(transaction, {query.kind, ""}));
  if (!kind.has_value()) return std::nullopt;
  asked.kind = *kind;
  for (const TermMatch& term : query.terms) {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::optional<int64_t> field,
        fields_->Find(transaction, {query.kind, term.field}));
    if (!field.has_value()) return std::nullopt;
    asked.terms.push_back({*field, term.value, term.is_prefix});
  }
  return asked;
}

absl::StatusOr<std::vector<Revision>> VersionedRecords::NextRows(
    Transaction& transaction, const NumberedList& asked,
    const std::string& after, int64_t limit) {
  if (asked.driver == nullptr) {
    Builder b;
    b.sql =
        "SELECT " SUYUAN_RECORD_COLUMNS "FROM suyuan_record r WHERE r.kind = ";
    absl::StrAppend(&b.sql, b.Add(asked.kind), " AND r.id > ");
    absl::StrAppend(&b.sql, b.Add(after), " AND ");
    absl::StrAppend(&b.sql, Known(b, "r", asked), " ORDER BY r.id LIMIT ");
    absl::StrAppend(&b.sql, b.Add(limit));
    return Rows(transaction, b.sql, b.values);
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                          NextIds(transaction, asked, after, limit));
  std::vector<Revision> rows;
  rows.reserve(ids.size());
  for (const std::string& id : ids) {
    SUYUAN_ASSIGN_OR_RETURN(
        std::optional<Revision> row,
        FindNumbered(transaction, asked.kind, id, asked.known_at));
    // A term is known while a revision of its record is.
    SUYUAN_CHECK(row.has_value());
    rows.push_back(*std::move(row));
  }
  return rows;
}

absl::StatusOr<ListPage> VersionedRecords::List(Transaction& transaction,
                                                const ListQuery& query,
                                                Keep keep) {
  SUYUAN_CHECK(query.page_size >= 1 && query.page_size <= kMaxPageSize);
  SUYUAN_CHECK(query.terms.size() <= kMaxTerms);
  ListPage page;
  SUYUAN_ASSIGN_OR_RETURN(std::optional<NumberedList> asked,
                          ToNumbers(transaction, query));
  if (!asked.has_value()) return page;
  int64_t left = std::max<int64_t>(query.max_scanned, 1);
  SUYUAN_RETURN_IF_ERROR(FindDriver(transaction, *asked, query.after_id, left));
  std::string after = query.after_id;
  // One more than the page, to know whether it is the last; more and more at a
  // time where little is kept.
  int64_t limit = query.page_size + 1;
  while (true) {
    limit = std::min(limit, left + 1);
    SUYUAN_ASSIGN_OR_RETURN(std::vector<Revision> rows,
                            NextRows(transaction, *asked, after, limit));
    for (Revision& row : rows) {
      if (left == 0 ||
          page.records.size() == static_cast<size_t>(query.page_size)) {
        return page;
      }
      --left;
      page.next_after_id = row.key.id;
      if (!IsInForce(row, query) || !HasTerms(row, *asked)) continue;
      SUYUAN_ASSIGN_OR_RETURN(const bool is_kept, keep(row));
      if (is_kept) page.records.push_back(std::move(row));
    }
    if (static_cast<int64_t>(rows.size()) < limit) {
      // What is left of the driver is the next page's.
      page.next_after_id = asked->last_id;
      return page;
    }
    after = page.next_after_id;
    limit = std::min<int64_t>(limit * 2, kMaxPageSize);
  }
}

absl::StatusOr<ListPage> VersionedRecords::List(Transaction& transaction,
                                                const ListQuery& query) {
  return List(transaction, query,
              [](const Revision&) -> absl::StatusOr<bool> { return true; });
}

}  // namespace suyuan::sql
