#ifndef SERVICES_CREDIT_SQL_ROWS_H_
#define SERVICES_CREDIT_SQL_ROWS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/sql/schema.h"
#include "libs/sql/transaction.h"
#include "services/credit/credit_store.h"

namespace suyuan::credit {

// The rows of subjects and facts, for sql_credit_store.cc: the one place that
// knows their columns.

sql::Phase CreditTables();

absl::Status InsertSubject(sql::Transaction& transaction,
                           const StoredSubject& subject);
absl::Status InsertFact(sql::Transaction& transaction, const StoredFact& fact);

// Subjects of `where`, which may name the table as s and use $1: " WHERE ..."
// and what may follow it. A constant, since statements are kept by their text.
absl::StatusOr<std::vector<StoredSubject>> SelectSubjects(
    sql::Transaction& transaction, absl::string_view where,
    absl::Span<const sql::Value> parameters);

// Facts of `where`, which may name the table as f, with their values and
// evidence: three queries whatever their number. By position.
absl::StatusOr<std::vector<StoredFact>> SelectFacts(
    sql::Transaction& transaction, absl::string_view where,
    absl::Span<const sql::Value> parameters);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_SQL_ROWS_H_
