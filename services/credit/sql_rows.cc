#include "services/credit/sql_rows.h"

#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::credit {
namespace {

constexpr char kTables[] = R"(
CREATE TABLE credit_subject (
  subject_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL UNIQUE,
  is_newest INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  principal TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  types TEXT NOT NULL,
  uscc TEXT NOT NULL,
  region_code TEXT NOT NULL,
  institution TEXT NOT NULL,
  is_natural_person INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  PRIMARY KEY (subject_id, version)
);
CREATE UNIQUE INDEX credit_subject_newest ON credit_subject (subject_id)
  WHERE is_newest = 1;
CREATE INDEX credit_subject_institution ON credit_subject (institution)
  WHERE is_newest = 1;
CREATE TABLE credit_fact (
  fact_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL UNIQUE,
  subject_id TEXT NOT NULL,
  indicator_id TEXT NOT NULL,
  incident_id TEXT NOT NULL,
  variant TEXT NOT NULL,
  occurred_on INTEGER,
  decided_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  rectify_due INTEGER,
  rectified_on INTEGER,
  verified_by TEXT NOT NULL,
  use_until INTEGER,
  status TEXT NOT NULL,
  status_reason TEXT NOT NULL,
  source_system TEXT NOT NULL,
  source_authority TEXT NOT NULL,
  document_no TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  catalogue_item TEXT NOT NULL,
  is_public INTEGER NOT NULL,
  regime_id TEXT NOT NULL,
  publicity_start INTEGER,
  repair_earliest INTEGER,
  publicity_end INTEGER,
  recorder TEXT NOT NULL,
  PRIMARY KEY (fact_id, version)
);
CREATE INDEX credit_fact_subject ON credit_fact (subject_id, position);
CREATE UNIQUE INDEX credit_fact_key
  ON credit_fact (source_system, document_no, indicator_id)
  WHERE version = 1;
CREATE TABLE credit_fact_value (
  fact_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (fact_id, version, name)
);
CREATE TABLE credit_fact_evidence (
  fact_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  record_ref TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (fact_id, version, ordinal)
))";

constexpr char kSubjectColumns[] =
    "s.subject_id, s.version, s.position, s.created_at, s.recorded_at, "
    "s.principal, s.name_zh, s.name_en, s.types, s.uscc, s.region_code, "
    "s.institution, s.is_natural_person, s.ended ";

constexpr char kFactColumns[] =
    "f.fact_id, f.version, f.position, f.subject_id, f.indicator_id, "
    "f.incident_id, f.variant, f.occurred_on, f.decided_on, f.recorded_at, "
    "f.rectify_due, f.rectified_on, f.verified_by, f.use_until, f.status, "
    "f.status_reason, f.source_system, f.source_authority, f.document_no, "
    "f.legal_basis, f.catalogue_item, f.is_public, f.regime_id, "
    "f.publicity_start, f.repair_earliest, f.publicity_end, f.recorder ";

// Reads a row's columns one after the other.
class Columns {
 public:
  explicit Columns(const sql::Row& row) : row_(row) {}
  std::string Text() { return std::string(row_.Text(next_++)); }
  int64_t Integer() { return row_.Integer(next_++); }
  bool Bool() { return Integer() != 0; }
  absl::Time Time() { return row_.Time(next_++); }
  absl::CivilDay Day() { return row_.Day(next_++); }
  std::optional<absl::CivilDay> OptionalDay() {
    const int column = next_++;
    if (row_.IsNull(column)) return std::nullopt;
    return row_.Day(column);
  }

 private:
  const sql::Row& row_;
  int next_ = 0;
};

StoredSubject ReadSubject(const sql::Row& row) {
  Columns columns(row);
  StoredSubject stored;
  CreditSubject& subject = stored.subject;
  subject.subject_id = columns.Text();
  stored.version = columns.Integer();
  stored.position = columns.Integer();
  stored.created_at = columns.Time();
  stored.recorded_at = columns.Time();
  stored.principal = columns.Text();
  subject.name_zh = columns.Text();
  subject.name_en = columns.Text();
  const std::string types = columns.Text();
  for (const absl::string_view code :
       absl::StrSplit(types, ',', absl::SkipEmpty())) {
    SubjectType type;
    // Only codes of ours were ever written.
    SUYUAN_CHECK(ParseSubjectType(code, &type));
    subject.types.push_back(type);
  }
  subject.uscc = columns.Text();
  subject.region_code = columns.Text();
  subject.institution = columns.Text();
  subject.is_natural_person = columns.Bool();
  subject.ended = columns.Bool();
  return stored;
}

StoredFact ReadFact(const sql::Row& row) {
  Columns columns(row);
  StoredFact stored;
  Fact& fact = stored.fact;
  fact.fact_id = columns.Text();
  fact.version = columns.Integer();
  stored.position = columns.Integer();
  fact.subject_id = columns.Text();
  fact.indicator_id = columns.Text();
  fact.incident_id = columns.Text();
  fact.variant = columns.Text();
  fact.occurred_on = columns.OptionalDay();
  fact.decided_on = columns.Day();
  fact.recorded_at = columns.Time();
  fact.rectify_due = columns.OptionalDay();
  fact.rectified_on = columns.OptionalDay();
  fact.rectification_verified_by = columns.Text();
  fact.use_until = columns.OptionalDay();
  SUYUAN_CHECK(ParseFactStatus(columns.Text(), &fact.status));
  fact.status_reason = columns.Text();
  fact.source_system = columns.Text();
  fact.source_authority = columns.Text();
  fact.document_no = columns.Text();
  fact.legal_basis = columns.Text();
  fact.catalogue_item = columns.Text();
  fact.is_public = columns.Bool();
  fact.regime_id = columns.Text();
  fact.publicity_start = columns.OptionalDay();
  fact.repair_earliest = columns.OptionalDay();
  fact.publicity_end = columns.OptionalDay();
  fact.recorder = columns.Text();
  return stored;
}

using FactIndex = absl::flat_hash_map<std::pair<std::string, int64_t>, Fact*>;

absl::Status ReadValues(sql::Transaction& transaction, absl::string_view where,
                        absl::Span<const sql::Value> parameters,
                        const FactIndex& index) {
  return transaction.Query(
      absl::StrCat("SELECT v.fact_id, v.version, v.name, v.value "
                   "FROM credit_fact f JOIN credit_fact_value v "
                   "ON v.fact_id = f.fact_id AND v.version = f.version",
                   where),
      parameters, [&](const sql::Row& row) {
        const auto fact =
            index.find({std::string(row.Text(0)), row.Integer(1)});
        SUYUAN_CHECK(fact != index.end());
        fact->second->values[std::string(row.Text(2))] = row.Integer(3);
        return absl::OkStatus();
      });
}

absl::Status ReadEvidence(sql::Transaction& transaction,
                          absl::string_view where,
                          absl::Span<const sql::Value> parameters,
                          const FactIndex& index) {
  return transaction.Query(
      absl::StrCat("SELECT e.fact_id, e.version, e.kind, e.record_ref, "
                   "e.sha256 FROM credit_fact f JOIN credit_fact_evidence e "
                   "ON e.fact_id = f.fact_id AND e.version = f.version",
                   where, " ORDER BY e.fact_id, e.version, e.ordinal"),
      parameters, [&](const sql::Row& row) {
        const auto fact =
            index.find({std::string(row.Text(0)), row.Integer(1)});
        SUYUAN_CHECK(fact != index.end());
        fact->second->evidence.push_back({std::string(row.Text(2)),
                                          std::string(row.Text(3)),
                                          std::string(row.Text(4))});
        return absl::OkStatus();
      });
}

}  // namespace

sql::Phase CreditTables() {
  return {.name = "credit subjects and facts", .script = kTables};
}

absl::Status InsertSubject(sql::Transaction& transaction,
                           const StoredSubject& stored) {
  const CreditSubject& subject = stored.subject;
  SUYUAN_RETURN_IF_ERROR(transaction
                             .Execute("UPDATE credit_subject SET is_newest = 0 "
                                      "WHERE subject_id = $1 AND is_newest = 1",
                                      {subject.subject_id})
                             .status());
  return transaction
      .Execute(
          "INSERT INTO credit_subject (subject_id, version, position, "
          "is_newest, created_at, recorded_at, principal, name_zh, name_en, "
          "types, uscc, region_code, institution, is_natural_person, ended) "
          "VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
          "$14)",
          {subject.subject_id, stored.version, stored.position,
           stored.created_at, stored.recorded_at, stored.principal,
           subject.name_zh, subject.name_en,
           absl::StrJoin(subject.types, ",",
                         [](std::string* out, SubjectType type) {
                           absl::StrAppend(out, CodeOf(type));
                         }),
           subject.uscc, subject.region_code, subject.institution,
           subject.is_natural_person, subject.ended})
      .status();
}

absl::Status InsertFact(sql::Transaction& transaction,
                        const StoredFact& stored) {
  const Fact& fact = stored.fact;
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute(
              "INSERT INTO credit_fact (fact_id, version, position, "
              "subject_id, indicator_id, incident_id, variant, occurred_on, "
              "decided_on, recorded_at, rectify_due, rectified_on, "
              "verified_by, use_until, status, status_reason, source_system, "
              "source_authority, document_no, legal_basis, catalogue_item, "
              "is_public, regime_id, publicity_start, repair_earliest, "
              "publicity_end, recorder) VALUES ($1, $2, $3, $4, $5, $6, $7, "
              "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
              "$21, $22, $23, $24, $25, $26, $27)",
              {fact.fact_id,
               fact.version,
               stored.position,
               fact.subject_id,
               fact.indicator_id,
               fact.incident_id,
               fact.variant,
               fact.occurred_on,
               fact.decided_on,
               fact.recorded_at,
               fact.rectify_due,
               fact.rectified_on,
               fact.rectification_verified_by,
               fact.use_until,
               CodeOf(fact.status),
               fact.status_reason,
               fact.source_system,
               fact.source_authority,
               fact.document_no,
               fact.legal_basis,
               fact.catalogue_item,
               fact.is_public,
               fact.regime_id,
               fact.publicity_start,
               fact.repair_earliest,
               fact.publicity_end,
               fact.recorder})
          .status());
  for (const auto& [name, value] : fact.values) {
    SUYUAN_RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO credit_fact_value (fact_id, version, name, "
                     "value) VALUES ($1, $2, $3, $4)",
                     {fact.fact_id, fact.version, name, value})
            .status());
  }
  for (size_t i = 0; i < fact.evidence.size(); ++i) {
    const Evidence& evidence = fact.evidence[i];
    SUYUAN_RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO credit_fact_evidence (fact_id, version, "
                     "ordinal, kind, record_ref, sha256) "
                     "VALUES ($1, $2, $3, $4, $5, $6)",
                     {fact.fact_id, fact.version, i, evidence.kind,
                      evidence.record_ref, evidence.sha256})
            .status());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<StoredSubject>> SelectSubjects(
    sql::Transaction& transaction, absl::string_view where,
    absl::Span<const sql::Value> parameters) {
  std::vector<StoredSubject> subjects;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      absl::StrCat("SELECT ", kSubjectColumns, "FROM credit_subject s", where),
      parameters, [&](const sql::Row& row) {
        subjects.push_back(ReadSubject(row));
        return absl::OkStatus();
      }));
  return subjects;
}

absl::StatusOr<std::vector<StoredFact>> SelectFacts(
    sql::Transaction& transaction, absl::string_view where,
    absl::Span<const sql::Value> parameters) {
  std::vector<StoredFact> facts;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      absl::StrCat("SELECT ", kFactColumns, "FROM credit_fact f", where,
                   " ORDER BY f.position"),
      parameters, [&](const sql::Row& row) {
        facts.push_back(ReadFact(row));
        return absl::OkStatus();
      }));
  if (facts.empty()) return facts;
  FactIndex index;
  for (StoredFact& stored : facts) {
    index[{stored.fact.fact_id, stored.fact.version}] = &stored.fact;
  }
  SUYUAN_RETURN_IF_ERROR(ReadValues(transaction, where, parameters, index));
  SUYUAN_RETURN_IF_ERROR(ReadEvidence(transaction, where, parameters, index));
  return facts;
}

}  // namespace suyuan::credit
