#include "services/registry/store/old_records.h"

#include <cstdint>
#include <string>
#include <vector>

#include "libs/base/status.h"
#include "libs/sql/versioned.h"
#include "services/registry/store/stored_record.h"

namespace suyuan::registry {
namespace {

// Absent days, as the old tables kept them.
constexpr int64_t kOpenStart = -1'000'000'000;
constexpr int64_t kOpenEnd = 1'000'000'000;

// The terms by which a record was found at an instant.
absl::StatusOr<std::vector<sql::Term>> OldTerms(sql::Transaction& transaction,
                                                const sql::RecordKey& key,
                                                absl::Time at) {
  std::vector<sql::Term> terms;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT field, value FROM suyuan_term WHERE kind = $1 AND id = $2 AND "
      "recorded_at <= $3 AND superseded_at > $3",
      {key.kind, key.id, at}, [&terms](const sql::Row& row) {
        terms.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
        return absl::OkStatus();
      }));
  return terms;
}

// One row of suyuan_revision.
absl::Status Move(sql::Transaction& transaction, sql::VersionedRecords& records,
                  const sql::Row& row) {
  const sql::RecordKey key = {std::string(row.Text(0)),
                              std::string(row.Text(1))};
  const std::string principal(row.Text(6));
  const std::string payload(row.Bytes(7));
  sql::NewRevision revision;
  revision.number = row.Integer(2);
  revision.recorded_at = row.Time(3);
  if (row.Integer(4) != kOpenStart) revision.valid_from = row.Day(4);
  if (row.Integer(5) != kOpenEnd) revision.valid_to = row.Day(5);
  revision.principal = principal;
  revision.payload = payload;
  Record stored;
  SUYUAN_RETURN_IF_ERROR(DecodeStored(payload, stored));
  revision.position = stored.position;
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Term> terms,
                          OldTerms(transaction, key, revision.recorded_at));
  revision.terms = terms;
  return records.Add(transaction, key, revision).status();
}

absl::Status MoveAll(sql::Transaction& transaction) {
  sql::VersionedRecords records;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT kind, id, number, recorded_at, valid_from, valid_to, principal, "
      "payload FROM suyuan_revision ORDER BY kind, id, number",
      {},
      [&](const sql::Row& row) { return Move(transaction, records, row); }));
  return transaction.ExecuteScript(
      "DROP TABLE suyuan_term; DROP TABLE suyuan_revision; "
      "DROP TABLE suyuan_change;");
}

}  // namespace

sql::Phase OldRecordsPhase() {
  return {.name = "versioned records", .script = R"sql(
CREATE TABLE suyuan_revision (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  superseded_at INTEGER NOT NULL,
  etag TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  principal TEXT NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (kind, id, number)
);
CREATE UNIQUE INDEX suyuan_revision_current ON suyuan_revision (kind, id)
  WHERE superseded_at = 9223372036854775807;
CREATE TABLE suyuan_term (
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  superseded_at INTEGER NOT NULL,
  PRIMARY KEY (kind, field, value, id, recorded_at)
) WITHOUT ROWID;
CREATE INDEX suyuan_term_of_record ON suyuan_term (kind, id, field, value);
)sql"};
}

sql::Phase RecordsByPositionPhase() {
  sql::Phase phase = sql::VersionedRecords::SchemaPhase();
  phase.run = MoveAll;
  return phase;
}

}  // namespace suyuan::registry
