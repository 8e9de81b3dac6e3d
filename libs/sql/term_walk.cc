#include "libs/sql/term_walk.h"

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/prefix.h"
#include "libs/base/status.h"
#include "libs/sql/versioned.h"
#include "libs/sql/versioned_rows.h"

namespace suyuan::sql {
namespace {

constexpr size_t kMaxTerms = 8;

}  // namespace

absl::StatusOr<std::vector<WalkedTerm>> VersionedRecords::Walk(
    Transaction& transaction, const TermWalk& walk) {
  SUYUAN_CHECK(walk.limit >= 1);
  SUYUAN_CHECK(walk.terms.size() <= kMaxTerms);
  std::vector<WalkedTerm> out;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> field,
                          fields_->Find(transaction, {walk.kind, walk.field}));
  if (!field.has_value()) return out;
  std::string sql =
      "SELECT t.value, t.id FROM suyuan_record_term t WHERE t.field = $1 AND "
      "(t.value, t.id) > ($2, $3) AND t.value <= $4 AND "
      "t.superseded_at = " SUYUAN_CURRENT;
  std::vector<Value> values = {*field, walk.after_value, walk.after_id,
                               walk.last_value};
  for (const Term& term : walk.terms) {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::optional<int64_t> other,
        fields_->Find(transaction, {walk.kind, term.field}));
    if (!other.has_value()) return out;
    values.emplace_back(*other);
    values.emplace_back(term.value);
    absl::StrAppend(&sql,
                    " AND EXISTS (SELECT 1 FROM suyuan_record_term e WHERE "
                    "e.field = $",
                    values.size() - 1, " AND e.value = $", values.size(),
                    " AND e.id = t.id AND e.superseded_at = " SUYUAN_CURRENT
                    ")");
  }
  values.emplace_back(walk.limit);
  absl::StrAppend(&sql, " ORDER BY t.value, t.id LIMIT $", values.size());
  SUYUAN_RETURN_IF_ERROR(transaction.Query(sql, values, [&out](const Row& row) {
    out.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
    return absl::OkStatus();
  }));
  return out;
}

absl::Status VersionedRecords::EachTerm(Transaction& transaction,
                                        const TermsQuery& query, UseTerm use) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> field,
      fields_->Find(transaction, {query.kind, query.field}));
  if (!field.has_value()) return absl::OkStatus();
  std::string sql =
      "SELECT t.value, t.id FROM suyuan_record_term t WHERE t.field = $1 AND "
      "t.value >= $2 AND t.value <= $3 AND ";
  std::vector<Value> values = {*field, query.prefix,
                               absl::StrCat(query.prefix, kAfterAll)};
  if (query.known_at.has_value()) {
    sql += "t.recorded_at <= $4 AND t.superseded_at > $4";
    values.emplace_back(*query.known_at);
  } else {
    sql += "t.superseded_at = " SUYUAN_CURRENT;
  }
  sql += " ORDER BY t.value, t.id";
  return transaction.Query(sql, values, [use](const Row& row) {
    return use(row.Text(0), row.Text(1));
  });
}

}  // namespace suyuan::sql
