#include "libs/sql/versioned.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/errors.h"
#include "libs/sql/versioned_rows.h"

namespace suyuan::sql {
namespace {

// Absent days and the end of what is current, as values that compare.
constexpr int64_t kOpenStart = -1'000'000'000;
constexpr int64_t kOpenEnd = 1'000'000'000;
constexpr int64_t kCurrent = std::numeric_limits<int64_t>::max();

int64_t StoredFrom(const NewRevision& revision) {
  return revision.valid_from ? ToDayNumber(*revision.valid_from) : kOpenStart;
}

int64_t StoredTo(const NewRevision& revision) {
  return revision.valid_to ? ToDayNumber(*revision.valid_to) : kOpenEnd;
}

// What of the newest revision the next one needs.
struct Before {
  int64_t position = 0;
  int64_t first_position = 0;
  int64_t number = 0;
  absl::Time recorded_at;
  std::vector<NumberedTerm> terms;
};

absl::StatusOr<std::optional<Before>> FindBefore(Transaction& t, int64_t kind,
                                                 const std::string& id) {
  std::optional<Before> before;
  SUYUAN_RETURN_IF_ERROR(t.Query(
      "SELECT position, first_position, number, recorded_at, terms FROM "
      "suyuan_record WHERE kind = $1 AND id = $2 ORDER BY number DESC LIMIT 1",
      {kind, id}, [&before](const Row& row) {
        before = Before{row.Integer(0), row.Integer(1), row.Integer(2),
                        row.Time(3), DecodeTerms(row.Bytes(4))};
        return absl::OkStatus();
      }));
  return before;
}

absl::Status Insert(Transaction& t, int64_t kind, const std::string& id,
                    int64_t first_position, const NewRevision& revision,
                    absl::Span<const NumberedTerm> terms) {
  return t
      .Execute(
          "INSERT INTO suyuan_record (position, kind, id, first_position, "
          "number, recorded_at, superseded_at, valid_from, valid_to, "
          "principal, payload, terms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
          "$9, $10, $11, $12)",
          {revision.position, kind, id, first_position, revision.number,
           revision.recorded_at, kCurrent, StoredFrom(revision),
           StoredTo(revision), revision.principal,
           Value::Bytes(revision.payload), Value::Bytes(EncodeTerms(terms))})
      .status();
}

absl::Status EndTerm(Transaction& t, const std::string& id, absl::Time at,
                     const NumberedTerm& term) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> since,
      QueryInteger(
          t,
          "SELECT recorded_at FROM suyuan_record_term WHERE field = $1 AND "
          "value = $2 AND id = $3 AND superseded_at = " SUYUAN_CURRENT,
          {term.field, term.value, id}));
  SUYUAN_CHECK(since.has_value());
  // By the whole key, so that SQLite sets no savepoint (term_batch.cc). A term
  // that was never known is not kept.
  const bool was_known = *since < absl::ToUnixMicros(at);
  if (!was_known) {
    return t
        .Execute(
            "DELETE FROM suyuan_record_term WHERE field = $1 AND value = "
            "$2 AND id = $3 AND recorded_at = $4",
            {term.field, term.value, id, *since})
        .status();
  }
  return t
      .Execute(
          "UPDATE suyuan_record_term SET superseded_at = $5 WHERE field = "
          "$1 AND value = $2 AND id = $3 AND recorded_at = $4",
          {term.field, term.value, id, *since, at})
      .status();
}

absl::Status ChangeTerms(Transaction& t, const std::string& id, absl::Time at,
                         const std::vector<NumberedTerm>& before,
                         const std::vector<NumberedTerm>& after) {
  std::vector<NumberedTerm> gone;
  std::vector<NumberedTerm> added;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(gone));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(added));
  for (const NumberedTerm& term : gone) {
    SUYUAN_RETURN_IF_ERROR(EndTerm(t, id, at, term));
  }
  TermBatch batch;
  for (const NumberedTerm& term : added) batch.Add(term, id, at);
  return batch.Write(t);
}

}  // namespace

Phase VersionedRecords::SchemaPhase() {
  return {.name = "records by position", .script = R"sql(
CREATE TABLE suyuan_record_field (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  UNIQUE (kind, field)
);
CREATE TABLE suyuan_record (
  position INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  first_position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  superseded_at INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  principal TEXT NOT NULL,
  payload BLOB NOT NULL,
  terms BLOB NOT NULL
);
CREATE UNIQUE INDEX suyuan_record_by_name ON suyuan_record (kind, id, number);
CREATE TABLE suyuan_record_term (
  field INTEGER NOT NULL,
  value TEXT NOT NULL,
  id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  superseded_at INTEGER NOT NULL,
  PRIMARY KEY (field, value, id, recorded_at)
) WITHOUT ROWID;
)sql"};
}

absl::StatusOr<std::unique_ptr<VersionedRecords>> VersionedRecords::Open(
    Database& database) {
  SUYUAN_ASSIGN_OR_RETURN(std::shared_ptr<TermFields> fields,
                          TermFields::Open(database));
  return std::unique_ptr<VersionedRecords>(
      new VersionedRecords(std::move(fields)));
}

absl::StatusOr<std::vector<NumberedTerm>> VersionedRecords::Numbered(
    Transaction& transaction, const std::string& kind,
    absl::Span<const Term> terms) {
  std::vector<NumberedTerm> out;
  out.reserve(terms.size());
  for (const Term& term : terms) {
    SUYUAN_ASSIGN_OR_RETURN(const int64_t field,
                            fields_->Number(transaction, {kind, term.field}));
    out.push_back({field, term.value});
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

absl::StatusOr<int64_t> VersionedRecords::Add(Transaction& transaction,
                                              const RecordKey& key,
                                              const NewRevision& revision,
                                              TermBatch* batch) {
  TermBatch own;
  TermBatch& held = batch == nullptr ? own : *batch;
  SUYUAN_ASSIGN_OR_RETURN(const int64_t kind,
                          fields_->Number(transaction, {key.kind, ""}));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<NumberedTerm> terms,
                          Numbered(transaction, key.kind, revision.terms));
  if (revision.number == 1) {
    const absl::Status added =
        Insert(transaction, kind, key.id, revision.position, revision, terms);
    if (absl::IsAlreadyExists(added)) return RecordExists(key.kind, key.id);
    SUYUAN_RETURN_IF_ERROR(added);
    for (const NumberedTerm& term : terms) {
      held.Add(term, key.id, revision.recorded_at);
    }
    SUYUAN_RETURN_IF_ERROR(own.Write(transaction));
    return revision.position;
  }
  // The terms of the revision before may be among them.
  SUYUAN_RETURN_IF_ERROR(held.Write(transaction));
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<Before> before,
                          FindBefore(transaction, kind, key.id));
  SUYUAN_CHECK(before.has_value() && before->number + 1 == revision.number);
  SUYUAN_CHECK(before->recorded_at < revision.recorded_at);
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute("UPDATE suyuan_record SET superseded_at = $2 WHERE position "
                   "= $1",
                   {before->position, revision.recorded_at})
          .status());
  SUYUAN_RETURN_IF_ERROR(Insert(transaction, kind, key.id,
                                before->first_position, revision, terms));
  SUYUAN_RETURN_IF_ERROR(ChangeTerms(transaction, key.id, revision.recorded_at,
                                     before->terms, terms));
  return before->first_position;
}

absl::StatusOr<std::vector<Revision>> VersionedRecords::Rows(
    Transaction& transaction, absl::string_view sql,
    absl::Span<const Value> values) {
  std::vector<Revision> out;
  std::vector<int64_t> kinds;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(sql, values, [&](const Row& row) {
    Revision revision;
    revision.position = row.Integer(0);
    kinds.push_back(row.Integer(1));
    revision.key.id = std::string(row.Text(2));
    revision.first_position = row.Integer(3);
    revision.number = row.Integer(4);
    revision.recorded_at = row.Time(5);
    if (row.Integer(6) != kCurrent) revision.superseded_at = row.Time(6);
    if (row.Integer(7) != kOpenStart) revision.valid_from = row.Day(7);
    if (row.Integer(8) != kOpenEnd) revision.valid_to = row.Day(8);
    revision.principal = std::string(row.Text(9));
    revision.payload = std::string(row.Bytes(10));
    revision.stored_terms = std::string(row.Bytes(11));
    out.push_back(std::move(revision));
    return absl::OkStatus();
  }));
  for (size_t i = 0; i < out.size(); ++i) {
    SUYUAN_ASSIGN_OR_RETURN(TermFields::Name name,
                            fields_->NameOf(transaction, kinds[i]));
    out[i].key.kind = std::move(name.kind);
  }
  return out;
}

absl::StatusOr<std::optional<Revision>> VersionedRecords::FindNumbered(
    Transaction& transaction, int64_t kind, const std::string& id,
    std::optional<absl::Time> known_at) {
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<Revision> rows,
      Rows(transaction,
           "SELECT " SUYUAN_RECORD_COLUMNS
           "FROM suyuan_record r WHERE r.kind = $1 AND r.id = $2 AND "
           "r.recorded_at <= $3 ORDER BY r.number DESC LIMIT 1",
           {kind, id, known_at ? absl::ToUnixMicros(*known_at) : kCurrent}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

absl::StatusOr<std::optional<Revision>> VersionedRecords::Find(
    Transaction& transaction, const RecordKey& key,
    std::optional<absl::Time> known_at) {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> kind,
                          fields_->Find(transaction, {key.kind, ""}));
  if (!kind.has_value()) return std::nullopt;
  return FindNumbered(transaction, *kind, key.id, known_at);
}

absl::StatusOr<bool> VersionedRecords::Has(Transaction& transaction,
                                           const RecordKey& key) {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> kind,
                          fields_->Find(transaction, {key.kind, ""}));
  if (!kind.has_value()) return false;
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> found,
      QueryInteger(transaction,
                   "SELECT 1 FROM suyuan_record WHERE kind = $1 AND id = $2 "
                   "LIMIT 1",
                   {*kind, key.id}));
  return found.has_value();
}

absl::StatusOr<Revision> VersionedRecords::FindByFirst(Transaction& transaction,
                                                       int64_t first_position) {
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<Revision> rows,
      Rows(transaction,
           "SELECT " SUYUAN_RECORD_COLUMNS
           "FROM suyuan_record f CROSS JOIN suyuan_record r WHERE f.position = "
           "$1 AND r.kind = f.kind AND r.id = f.id ORDER BY r.number DESC "
           "LIMIT 1",
           {first_position}));
  // Nothing is ever deleted.
  SUYUAN_CHECK(!rows.empty());
  return std::move(rows.front());
}

absl::StatusOr<std::vector<Revision>> VersionedRecords::History(
    Transaction& transaction, const RecordKey& key, const HistoryQuery& query) {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> kind,
                          fields_->Find(transaction, {key.kind, ""}));
  if (!kind.has_value()) return std::vector<Revision>();
  const bool has_day = query.in_force_on.has_value();
  const int64_t day = has_day ? ToDayNumber(*query.in_force_on) : 0;
  return Rows(
      transaction,
      "SELECT " SUYUAN_RECORD_COLUMNS
      "FROM suyuan_record r WHERE r.kind = $1 AND r.id = $2 AND "
      "r.number > $3 AND r.recorded_at <= $4 AND r.valid_from <= $5 AND "
      "r.valid_to >= $6 ORDER BY r.number LIMIT $7",
      {*kind, key.id, query.after_number,
       query.known_at ? absl::ToUnixMicros(*query.known_at) : kCurrent,
       has_day ? day : kOpenEnd, has_day ? day : kOpenStart, query.max_count});
}

absl::StatusOr<std::vector<Revision>> VersionedRecords::Feed(
    Transaction& transaction, int64_t after, int64_t max_count,
    int64_t max_bytes) {
  int64_t bytes = 0;
  int64_t full_at = 0;
  // A first pass over sizes alone: a query cannot be left half way.
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT position, length(payload) FROM suyuan_record WHERE position > $1 "
      "ORDER BY position LIMIT $2",
      {after, max_count}, [&](const Row& row) {
        bytes += row.Integer(1);
        if (full_at == 0 || bytes <= max_bytes) full_at = row.Integer(0);
        return absl::OkStatus();
      }));
  return Rows(transaction,
              "SELECT " SUYUAN_RECORD_COLUMNS
              "FROM suyuan_record r WHERE r.position > $1 AND r.position <= $2 "
              "ORDER BY r.position",
              {after, full_at});
}

absl::StatusOr<bool> VersionedRecords::HasTerm(Transaction& transaction,
                                               const RecordKey& key,
                                               const Term& term) {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> kind,
                          fields_->Find(transaction, {key.kind, ""}));
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> field,
                          fields_->Find(transaction, {key.kind, term.field}));
  bool has = false;
  if (!kind.has_value() || !field.has_value()) return has;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT terms FROM suyuan_record WHERE kind = $1 AND id = $2 ORDER BY "
      "number DESC LIMIT 1",
      {*kind, key.id}, [&](const Row& row) {
        has = HasTermLike(row.Bytes(0), {*field, term.value});
        return absl::OkStatus();
      }));
  return has;
}

absl::StatusOr<std::optional<std::string>> VersionedRecords::FindOther(
    Transaction& transaction, const RecordKey& key, const Term& term,
    const TermBatch* batch) {
  std::optional<std::string> id;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> field,
                          fields_->Find(transaction, {key.kind, term.field}));
  if (!field.has_value()) return id;
  if (batch != nullptr) id = batch->FindOther({*field, term.value}, key.id);
  if (id.has_value()) return id;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT id FROM suyuan_record_term WHERE field = $1 AND value = $2 AND "
      "id <> $3 AND superseded_at = " SUYUAN_CURRENT " ORDER BY id LIMIT 1",
      {*field, term.value, key.id}, [&id](const Row& row) {
        id = std::string(row.Text(0));
        return absl::OkStatus();
      }));
  return id;
}

absl::StatusOr<std::vector<Term>> VersionedRecords::Terms(
    Transaction& transaction, const RecordKey& key) {
  std::vector<Term> terms;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<Revision> newest,
                          Find(transaction, key));
  if (!newest.has_value()) return terms;
  for (NumberedTerm& term : DecodeTerms(newest->stored_terms)) {
    SUYUAN_ASSIGN_OR_RETURN(TermFields::Name name,
                            fields_->NameOf(transaction, term.field));
    terms.push_back({std::move(name.field), std::move(term.value)});
  }
  std::sort(terms.begin(), terms.end());
  return terms;
}

absl::Status VersionedRecords::SetTerms(Transaction& transaction,
                                        const RecordKey& key,
                                        absl::Span<const Term> terms) {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t kind,
                          fields_->Number(transaction, {key.kind, ""}));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<NumberedTerm> after,
                          Numbered(transaction, key.kind, terms));
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<Before> newest,
                          FindBefore(transaction, kind, key.id));
  SUYUAN_CHECK(newest.has_value());
  if (newest->terms == after) return absl::OkStatus();
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute("UPDATE suyuan_record SET terms = $2 WHERE position = $1",
                   {newest->position, Value::Bytes(EncodeTerms(after))})
          .status());
  return ChangeTerms(transaction, key.id, newest->recorded_at, newest->terms,
                     after);
}

}  // namespace suyuan::sql
