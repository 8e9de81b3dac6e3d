#include "services/certificates/store/sql_fact_uses.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"

namespace suyuan::certificates {
namespace {

using checks::HeldAgain;
using sql::Row;
using sql::Transaction;

// `certificate` is the position of its import. A change waits until the
// certificates after `after` have been looked at; `changes` counts what came
// together in it.
constexpr char kTables[] = R"sql(
CREATE TABLE check_fact_use (
  key TEXT NOT NULL,
  certificate INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  is_broken INTEGER NOT NULL,
  PRIMARY KEY (key, certificate)
) WITHOUT ROWID;
CREATE TABLE check_fact_change (
  key TEXT PRIMARY KEY,
  from_rank INTEGER NOT NULL,
  to_rank INTEGER NOT NULL,
  known_at INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  after INTEGER NOT NULL
);
CREATE TABLE check_fact_version (
  key TEXT PRIMARY KEY,
  version TEXT NOT NULL
);
)sql";

// A change that waits.
struct Waiting {
  HeldAgain again;
  int64_t from = 0;
  int64_t to = 0;
  int64_t after = 0;
};

absl::StatusOr<std::optional<Waiting>> NextWaiting(Transaction& transaction,
                                                   int64_t known_at) {
  std::optional<Waiting> waiting;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT key, from_rank, to_rank, changes, after FROM check_fact_change "
      "WHERE known_at <= $1 ORDER BY key LIMIT 1",
      {known_at}, [&waiting](const Row& row) {
        waiting.emplace();
        waiting->again.key = std::string(row.Text(0));
        waiting->from = row.Integer(1);
        waiting->to = row.Integer(2);
        waiting->again.changes = row.Integer(3);
        waiting->after = row.Integer(4);
        return absl::OkStatus();
      }));
  return waiting;
}

// Those that were held to it, from where it was left.
absl::Status FindHeldTo(Transaction& transaction, Waiting& waiting,
                        int64_t max_count) {
  return transaction.Query(
      "SELECT certificate FROM check_fact_use WHERE key = $1 AND certificate > "
      "$2 AND (rank BETWEEN $3 AND $4 OR is_broken = 1) ORDER BY certificate "
      "LIMIT $5",
      {waiting.again.key, waiting.after, waiting.from, waiting.to, max_count},
      [&waiting](const Row& row) {
        waiting.again.certificates.push_back(row.Integer(0));
        return absl::OkStatus();
      });
}

// Those of the issuer by their day of issue, and those that its lists did not
// name, whatever their day.
absl::Status FindOfIssuer(Transaction& transaction, Waiting& waiting,
                          int64_t max_count) {
  const absl::string_view issuer =
      absl::StripPrefix(waiting.again.key, checks::kRegisterFactMark);
  return transaction.Query(
      "SELECT t.position FROM certificate_term t JOIN certificate c ON "
      "c.position = t.position WHERE t.term = $1 AND t.value = $2 AND "
      "t.position > $3 AND (c.issued_day BETWEEN $4 AND $5 OR EXISTS (SELECT 1 "
      "FROM finding_certificate f JOIN finding g ON g.sequence = f.sequence "
      "WHERE f.certificate = c.id AND g.code = 'NOT_ISSUED')) ORDER BY "
      "t.position LIMIT $6",
      {static_cast<int>(Term::kIssuer), issuer, waiting.after, waiting.from,
       waiting.to, max_count},
      [&waiting](const Row& row) {
        waiting.again.certificates.push_back(row.Integer(0));
        return absl::OkStatus();
      });
}

}  // namespace

sql::Phase FactUsePhase() {
  return {.name = "facts that certificates were held to", .script = kTables};
}

absl::Status KeepFactUse(Transaction& transaction, const checks::HeldTo& use) {
  return transaction
      .Execute(
          "INSERT INTO check_fact_use (key, certificate, rank, is_broken) "
          "VALUES ($1, $2, $3, $4) ON CONFLICT (key, certificate) DO UPDATE "
          "SET rank = $3, is_broken = $4",
          {use.fact.key, use.certificate, use.fact.rank, use.is_broken})
      .status();
}

absl::Status ForgetFactUses(Transaction& transaction) {
  return transaction.Execute("DELETE FROM check_fact_use", {}).status();
}

absl::Status FactChanged(Transaction& transaction,
                         const checks::FactChange& change, int64_t known_at) {
  return transaction
      .Execute(
          "INSERT INTO check_fact_change AS c (key, from_rank, to_rank, "
          "known_at, changes, after) VALUES ($1, $2, $3, $4, 1, 0) ON CONFLICT "
          "(key) DO UPDATE SET from_rank = CASE WHEN c.from_rank < $2 THEN "
          "c.from_rank ELSE $2 END, to_rank = CASE WHEN c.to_rank > $3 THEN "
          "c.to_rank ELSE $3 END, known_at = $4, changes = c.changes + 1, "
          "after = 0",
          {change.key, change.from, change.to, known_at})
      .status();
}

absl::Status FactIsOfVersion(Transaction& transaction, const std::string& key,
                             const std::string& version) {
  SUYUAN_ASSIGN_OR_RETURN(
      const int64_t changed,
      transaction.Execute(
          "INSERT INTO check_fact_version AS v (key, version) VALUES ($1, $2) "
          "ON CONFLICT (key) DO UPDATE SET version = $2 WHERE v.version <> $2",
          {key, version}));
  if (changed == 0) return absl::OkStatus();
  return FactChanged(transaction, {.key = key}, 0);
}

absl::StatusOr<std::optional<HeldAgain>> NextHeldAgain(Transaction& transaction,
                                                       int64_t known_at,
                                                       int64_t max_count) {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<Waiting> waiting,
                          NextWaiting(transaction, known_at));
  if (!waiting.has_value()) return std::nullopt;
  SUYUAN_RETURN_IF_ERROR(
      absl::StartsWith(waiting->again.key, checks::kRegisterFactMark)
          ? FindOfIssuer(transaction, *waiting, max_count)
          : FindHeldTo(transaction, *waiting, max_count));
  return std::move(waiting->again);
}

absl::Status HeldAgainDone(Transaction& transaction, const HeldAgain& done) {
  if (done.certificates.empty()) {
    return transaction
        .Execute(
            "DELETE FROM check_fact_change WHERE key = $1 AND changes = $2",
            {done.key, done.changes})
        .status();
  }
  return transaction
      .Execute(
          "UPDATE check_fact_change SET after = $3 WHERE key = $1 AND changes "
          "= $2",
          {done.key, done.changes, done.certificates.back()})
      .status();
}

}  // namespace suyuan::certificates
