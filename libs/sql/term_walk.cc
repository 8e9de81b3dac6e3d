#include "libs/sql/term_walk.h"

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/prefix.h"
#include "libs/base/status.h"
#include "libs/sql/versioned_sql.h"

namespace suyuan::sql {
namespace {

constexpr size_t kMaxTerms = 8;

}  // namespace

absl::StatusOr<std::vector<WalkedTerm>> WalkTerms(Transaction& transaction,
                                                  const TermWalk& walk) {
  SUYUAN_CHECK(walk.limit >= 1);
  SUYUAN_CHECK(walk.terms.size() <= kMaxTerms);
  std::string sql =
      "SELECT t.value, t.id FROM suyuan_term t WHERE t.kind = $1 AND "
      "t.field = $2 AND (t.value, t.id) > ($3, $4) AND t.value <= $5 AND "
      "t.superseded_at = " SUYUAN_CURRENT;
  std::vector<Value> values = {walk.kind, walk.field, walk.after_value,
                               walk.after_id, walk.last_value};
  for (const Term& term : walk.terms) {
    values.emplace_back(term.field);
    values.emplace_back(term.value);
    absl::StrAppend(&sql,
                    " AND EXISTS (SELECT 1 FROM suyuan_term e WHERE "
                    "e.kind = $1 AND e.id = t.id AND e.field = $",
                    values.size() - 1, " AND e.value = $", values.size(),
                    " AND e.superseded_at = " SUYUAN_CURRENT ")");
  }
  values.emplace_back(walk.limit);
  absl::StrAppend(&sql, " ORDER BY t.value, t.id LIMIT $", values.size());
  std::vector<WalkedTerm> out;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(sql, values, [&out](const Row& row) {
    out.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
    return absl::OkStatus();
  }));
  return out;
}

absl::Status EachTerm(Transaction& transaction, const TermsQuery& query,
                      UseTerm use) {
  std::string sql =
      "SELECT t.value, t.id FROM suyuan_term t WHERE t.kind = $1 AND "
      "t.field = $2 AND t.value >= $3 AND t.value <= $4 AND ";
  std::vector<Value> values = {query.kind, query.field, query.prefix,
                               absl::StrCat(query.prefix, kAfterAll)};
  if (query.known_at.has_value()) {
    sql += "t.recorded_at <= $5 AND t.superseded_at > $5";
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
