#include "libs/sql/versioned.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/errors.h"
#include "libs/sql/versioned_sql.h"

namespace suyuan::sql {
namespace {

// Absent days and the end of what is current, as values that compare.
constexpr int64_t kOpenStart = -1'000'000'000;
constexpr int64_t kOpenEnd = 1'000'000'000;
constexpr int64_t kCurrent = std::numeric_limits<int64_t>::max();

Revision ReadRevision(const Row& row) {
  Revision out;
  out.key = {std::string(row.Text(0)), std::string(row.Text(1))};
  out.number = row.Integer(2);
  out.recorded_at = row.Time(3);
  if (row.Integer(4) != kCurrent) out.superseded_at = row.Time(4);
  out.etag = std::string(row.Text(5));
  if (row.Integer(6) != kOpenStart) out.valid_from = row.Day(6);
  if (row.Integer(7) != kOpenEnd) out.valid_to = row.Day(7);
  out.principal = std::string(row.Text(8));
  out.payload = std::string(row.Bytes(9));
  return out;
}

int64_t StoredFrom(const RevisionContent& content) {
  return content.valid_from ? ToDayNumber(*content.valid_from) : kOpenStart;
}

int64_t StoredTo(const RevisionContent& content) {
  return content.valid_to ? ToDayNumber(*content.valid_to) : kOpenEnd;
}

absl::StatusOr<Revision> InsertRevision(Transaction& t, const RecordKey& key,
                                        int64_t number, absl::Time recorded_at,
                                        const RevisionContent& content) {
  Revision out;
  out.key = key;
  out.number = number;
  out.recorded_at = recorded_at;
  // Unique for the record even across a restored copy of the database.
  out.etag = absl::StrFormat("%d-%x", number, absl::ToUnixMicros(recorded_at));
  out.valid_from = content.valid_from;
  out.valid_to = content.valid_to;
  out.principal = content.principal;
  out.payload = content.payload;
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("INSERT INTO suyuan_revision (kind, id, number, recorded_at, "
                "superseded_at, etag, valid_from, valid_to, principal, "
                "payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                {key.kind, key.id, number, recorded_at, kCurrent, out.etag,
                 StoredFrom(content), StoredTo(content), content.principal,
                 Value::Bytes(content.payload)})
          .status());
  return out;
}

std::vector<Term> Sorted(std::vector<Term> terms) {
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

absl::Status AddTerms(Transaction& t, const RecordKey& key,
                      absl::Time recorded_at, absl::Span<const Term> terms) {
  for (const Term& term : terms) {
    SUYUAN_RETURN_IF_ERROR(
        t.Execute(
             "INSERT INTO suyuan_term (kind, field, value, id, "
             "recorded_at, superseded_at) VALUES ($1, $2, $3, $4, $5, $6)",
             {key.kind, term.field, term.value, key.id, recorded_at, kCurrent})
            .status());
  }
  return absl::OkStatus();
}

absl::Status EndTerms(Transaction& t, const RecordKey& key, absl::Time at,
                      absl::Span<const Term> terms) {
  for (const Term& term : terms) {
    SUYUAN_RETURN_IF_ERROR(
        t.Execute("UPDATE suyuan_term SET superseded_at = $5 WHERE kind = $1 "
                  "AND field = $2 AND value = $3 AND id = $4 AND "
                  "superseded_at = " SUYUAN_CURRENT,
                  {key.kind, term.field, term.value, key.id, at})
            .status());
  }
  return absl::OkStatus();
}

absl::Status ChangeTerms(Transaction& t, const RecordKey& key, absl::Time at,
                         const std::vector<Term>& before,
                         const std::vector<Term>& after) {
  std::vector<Term> gone;
  std::vector<Term> added;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(gone));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(added));
  SUYUAN_RETURN_IF_ERROR(EndTerms(t, key, at, gone));
  return AddTerms(t, key, at, added);
}

}  // namespace

absl::StatusOr<std::vector<Revision>> QueryRevisions(
    Transaction& transaction, absl::string_view sql,
    absl::Span<const Value> values) {
  std::vector<Revision> out;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(sql, values, [&out](const Row& row) {
    out.push_back(ReadRevision(row));
    return absl::OkStatus();
  }));
  return out;
}

Phase VersionedPhase() {
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

absl::StatusOr<Revision> CreateRecord(Transaction& transaction,
                                      const RecordKey& key, absl::Time now,
                                      const RevisionContent& content) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> taken,
      QueryInteger(transaction,
                   "SELECT 1 FROM suyuan_revision WHERE kind = $1 AND id = $2 "
                   "LIMIT 1",
                   {key.kind, key.id}));
  if (taken.has_value()) return RecordExists(key.kind, key.id);
  SUYUAN_ASSIGN_OR_RETURN(Revision created,
                          InsertRevision(transaction, key, 1, now, content));
  SUYUAN_RETURN_IF_ERROR(
      AddTerms(transaction, key, now, Sorted(content.terms)));
  return created;
}

absl::StatusOr<Revision> UpdateRecord(Transaction& transaction,
                                      const RecordKey& key,
                                      absl::string_view etag, absl::Time now,
                                      const RevisionContent& content) {
  SUYUAN_ASSIGN_OR_RETURN(const Revision before, GetRecord(transaction, key));
  if (!etag.empty() && etag != before.etag) {
    return EtagMismatch(etag, before.etag);
  }
  // Later than the one before by the clock of the database: two revisions
  // known at the same instant would leave open which one was.
  const absl::Time at =
      std::max(now, before.recorded_at + absl::Microseconds(1));
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute("UPDATE suyuan_revision SET superseded_at = $4 "
                   "WHERE kind = $1 AND id = $2 AND number = $3",
                   {key.kind, key.id, before.number, at})
          .status());
  SUYUAN_ASSIGN_OR_RETURN(
      Revision updated,
      InsertRevision(transaction, key, before.number + 1, at, content));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Term> terms,
                          GetTerms(transaction, key));
  SUYUAN_RETURN_IF_ERROR(
      ChangeTerms(transaction, key, at, terms, Sorted(content.terms)));
  return updated;
}

absl::StatusOr<Revision> GetRecord(Transaction& transaction,
                                   const RecordKey& key,
                                   std::optional<absl::Time> known_at) {
  absl::StatusOr<std::vector<Revision>> found =
      known_at.has_value()
          ? QueryRevisions(
                transaction,
                "SELECT " SUYUAN_REVISION_COLUMNS
                "FROM suyuan_revision r WHERE r.kind = $1 AND r.id = $2 AND "
                "r.recorded_at <= $3 ORDER BY r.number DESC LIMIT 1",
                {key.kind, key.id, *known_at})
          : QueryRevisions(
                transaction,
                "SELECT " SUYUAN_REVISION_COLUMNS
                "FROM suyuan_revision r WHERE r.kind = $1 AND r.id = $2 AND "
                "r.superseded_at = " SUYUAN_CURRENT,
                {key.kind, key.id});
  if (!found.ok()) return found.status();
  if (found->empty()) return RecordNotFound(key.kind, key.id);
  return std::move(found->front());
}

absl::StatusOr<std::vector<Term>> GetTerms(Transaction& transaction,
                                           const RecordKey& key) {
  std::vector<Term> out;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT field, value FROM suyuan_term WHERE kind = $1 AND id = $2 AND "
      "superseded_at = " SUYUAN_CURRENT " ORDER BY field, value",
      {key.kind, key.id}, [&out](const Row& row) {
        out.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
        return absl::OkStatus();
      }));
  return out;
}

absl::Status SetTerms(Transaction& transaction, const RecordKey& key,
                      const std::vector<Term>& terms) {
  SUYUAN_ASSIGN_OR_RETURN(const Revision newest, GetRecord(transaction, key));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Term> before,
                          GetTerms(transaction, key));
  return ChangeTerms(transaction, key, newest.recorded_at, before,
                     Sorted(terms));
}

absl::StatusOr<std::vector<Revision>> RecordHistory(Transaction& transaction,
                                                    const RecordKey& key,
                                                    const HistoryQuery& query) {
  const bool has_day = query.in_force_on.has_value();
  const int64_t day = has_day ? ToDayNumber(*query.in_force_on) : 0;
  return QueryRevisions(
      transaction,
      "SELECT " SUYUAN_REVISION_COLUMNS
      "FROM suyuan_revision r WHERE r.kind = $1 AND r.id = $2 AND "
      "r.number > $3 AND r.recorded_at <= $4 AND r.valid_from <= $5 AND "
      "r.valid_to >= $6 ORDER BY r.number LIMIT $7",
      {key.kind, key.id, query.after_number,
       query.known_at ? absl::ToUnixMicros(*query.known_at) : kCurrent,
       has_day ? day : kOpenEnd, has_day ? day : kOpenStart, query.max_count});
}

}  // namespace suyuan::sql
