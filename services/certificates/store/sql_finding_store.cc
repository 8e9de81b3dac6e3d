#include "services/certificates/store/sql_finding_store.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/errors.h"
#include "libs/sql/idempotency.h"
#include "services/certificates/checks/finding_errors.h"
#include "services/certificates/store/sql_fact_uses.h"

namespace suyuan::certificates {
namespace {

using checks::CheckBatch;
using checks::Finding;
using checks::FindingEvent;
using checks::FindingRecord;
using checks::FindingState;
using sql::Row;
using sql::Transaction;
using sql::Value;

// `until`: where a recomputation ends; 0: none is under way. A finding's newest
// revision is that at `position`; the others stay. Its rules_version is that of
// the rules that found it last, also where they found nothing new.
constexpr char kTables[] = R"sql(
CREATE TABLE check_progress (
  only INTEGER PRIMARY KEY,
  rules_version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  until INTEGER NOT NULL
);
CREATE TABLE check_memory (
  shelf INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (shelf, key)
) WITHOUT ROWID;
CREATE TABLE finding (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,
  state INTEGER NOT NULL,
  rules_version INTEGER NOT NULL,
  position INTEGER NOT NULL
);
CREATE INDEX finding_by_code ON finding (code, sequence);
CREATE TABLE finding_revision (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (id, revision)
);
CREATE TABLE finding_certificate (
  certificate TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (certificate, sequence)
) WITHOUT ROWID;
)sql";

struct Progress {
  int version = 0;
  int64_t position = 0;
  int64_t until = 0;
};

absl::StatusOr<Progress> LoadProgress(Transaction& transaction) {
  Progress progress;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT rules_version, position, until FROM check_progress WHERE only = "
      "1",
      {}, [&progress](const Row& row) {
        progress = {static_cast<int>(row.Integer(0)), row.Integer(1),
                    row.Integer(2)};
        return absl::OkStatus();
      }));
  return progress;
}

absl::Status StoreProgress(Transaction& transaction, const Progress& p) {
  return transaction
      .Execute(
          "INSERT INTO check_progress (only, rules_version, position, "
          "until) VALUES (1, $1, $2, $3) ON CONFLICT (only) DO UPDATE SET "
          "rules_version = $1, position = $2, until = $3",
          {p.version, p.position, p.until})
      .status();
}

absl::StatusOr<std::optional<FindingRecord>> Newest(Transaction& transaction,
                                                    const std::string& id) {
  std::optional<FindingRecord> found;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT r.record, f.rules_version FROM finding f JOIN finding_revision r "
      "ON r.position = f.position WHERE f.id = $1",
      {id}, [&found](const Row& row) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(found, checks::RecordFrom(row.Text(0)));
        found->rules_version = static_cast<int>(row.Integer(1));
        return absl::OkStatus();
      }));
  return found;
}

absl::StatusOr<std::optional<FindingRecord>> AtRevision(
    Transaction& transaction, const std::string& id, int revision) {
  std::optional<FindingRecord> found;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT record FROM finding_revision WHERE id = $1 AND revision = $2",
      {id, revision}, [&found](const Row& row) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(found, checks::RecordFrom(row.Text(0)));
        return absl::OkStatus();
      }));
  return found;
}

absl::Status KeepMemory(Transaction& transaction, const CheckBatch& batch) {
  for (const auto& [key, value] : batch.remembered) {
    const int shelf = static_cast<int>(key.first);
    if (value.empty()) {
      SUYUAN_RETURN_IF_ERROR(
          transaction
              .Execute("DELETE FROM check_memory WHERE shelf = $1 AND key = $2",
                       {shelf, key.second})
              .status());
      continue;
    }
    SUYUAN_RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO check_memory (shelf, key, value) VALUES "
                     "($1, $2, $3) ON CONFLICT (shelf, key) DO UPDATE SET "
                     "value = $3",
                     {shelf, key.second, value})
            .status());
  }
  return absl::OkStatus();
}

}  // namespace

sql::Phase FindingPhase() { return {.name = "findings", .script = kTables}; }

SqlFindingStore::SqlFindingStore(sql::Database& database,
                                 sql::KeyedHash keyed_hash,
                                 std::unique_ptr<sql::FeedPositions> positions)
    : database_(database),
      tokens_(std::move(keyed_hash)),
      positions_(std::move(positions)) {}

absl::StatusOr<std::unique_ptr<SqlFindingStore>> SqlFindingStore::Open(
    sql::Database& database, sql::KeyedHash keyed_hash) {
  SUYUAN_ASSIGN_OR_RETURN(
      std::unique_ptr<sql::FeedPositions> positions,
      sql::FeedPositions::Open(database, "finding_revision"));
  return std::unique_ptr<SqlFindingStore>(new SqlFindingStore(
      database, std::move(keyed_hash), std::move(positions)));
}

absl::StatusOr<int64_t> SqlFindingStore::BeginRules(int version) {
  Progress progress;
  SUYUAN_RETURN_IF_ERROR(database_.Write([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(progress, LoadProgress(t));
    if (progress.version == version) return absl::OkStatus();
    SUYUAN_RETURN_IF_ERROR(t.Execute("DELETE FROM check_memory", {}).status());
    SUYUAN_RETURN_IF_ERROR(ForgetFactUses(t));
    // A recomputation that another version left half done goes as far.
    progress = {version, 0, std::max(progress.position, progress.until)};
    return StoreProgress(t, progress);
  }));
  return progress.position;
}

absl::Status SqlFindingStore::WithMemory(
    absl::FunctionRef<absl::Status(RecallFrom)> work) {
  return database_.Read([&work](Transaction& t) {
    return work([&t](checks::Shelf shelf,
                     absl::string_view key) -> absl::StatusOr<std::string> {
      std::string value;
      SUYUAN_RETURN_IF_ERROR(t.Query(
          "SELECT value FROM check_memory WHERE shelf = $1 AND key = $2",
          {static_cast<int>(shelf), key}, [&value](const Row& row) {
            value = std::string(row.Text(0));
            return absl::OkStatus();
          }));
      return value;
    });
  });
}

absl::StatusOr<std::optional<checks::HeldAgain>> SqlFindingStore::NextHeldAgain(
    int64_t known_at, int64_t max_count) {
  std::optional<checks::HeldAgain> again;
  SUYUAN_RETURN_IF_ERROR(database_.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(
        again, certificates::NextHeldAgain(t, known_at, max_count));
    return absl::OkStatus();
  }));
  return again;
}

absl::Status SqlFindingStore::Keep(const CheckBatch& batch) {
  return database_.Write([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(Progress progress, LoadProgress(t));
    if (progress.position != batch.after) {
      return sql::PositionBackwards("checks", progress.position, batch.after);
    }
    SUYUAN_RETURN_IF_ERROR(KeepMemory(t, batch));
    for (const Finding& found : batch.found) {
      SUYUAN_RETURN_IF_ERROR(KeepFound(t, found, progress.version, batch.now));
    }
    for (const checks::PutRight& right : batch.put_right) {
      SUYUAN_RETURN_IF_ERROR(PutRight(t, right, batch.now));
    }
    for (const checks::HeldTo& use : batch.held_to) {
      SUYUAN_RETURN_IF_ERROR(KeepFactUse(t, use));
    }
    if (batch.held_again.has_value()) {
      SUYUAN_RETURN_IF_ERROR(HeldAgainDone(t, *batch.held_again));
    }
    progress.position = batch.position;
    if (progress.until > 0 && progress.position >= progress.until) {
      progress.until = 0;
      SUYUAN_RETURN_IF_ERROR(CloseOld(t, progress.version, batch.now));
    }
    return StoreProgress(t, progress);
  });
}

absl::Status SqlFindingStore::KeepRevision(Transaction& t,
                                           const FindingRecord& record) {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t position, positions_->Next(t));
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("INSERT INTO finding_revision (position, id, revision, record) "
                "VALUES ($1, $2, $3, $4)",
                {position, record.id, record.revision, checks::ToText(record)})
          .status());
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("INSERT INTO finding (id, code, state, rules_version, "
                "position) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO "
                "UPDATE SET state = $3, rules_version = $4, position = $5",
                {record.id, record.finding.code, static_cast<int>(record.state),
                 record.rules_version, position})
          .status());
  for (const CertificateId& certificate : record.finding.certificates) {
    SUYUAN_RETURN_IF_ERROR(
        t.Execute("INSERT INTO finding_certificate (certificate, sequence) "
                  "SELECT $1, sequence FROM finding WHERE id = $2 "
                  "ON CONFLICT (certificate, sequence) DO NOTHING",
                  {certificate.text(), record.id})
            .status());
  }
  return absl::OkStatus();
}

absl::Status SqlFindingStore::KeepFound(Transaction& t, const Finding& found,
                                        int version, absl::Time now) {
  const std::string id = found.Id();
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<FindingRecord> held,
                          Newest(t, id));
  if (!held.has_value()) {
    return KeepRevision(t, {.id = id,
                            .finding = found,
                            .rules_version = version,
                            .found_at = now,
                            .recorded_at = now});
  }
  const std::optional<FindingRecord> next =
      checks::FoundAgain(*held, found, version, now);
  if (next.has_value()) return KeepRevision(t, *next);
  return t
      .Execute(
          "UPDATE finding SET rules_version = $2 WHERE id = $1 AND "
          "rules_version < $2",
          {id, version})
      .status();
}

absl::Status SqlFindingStore::PutRight(Transaction& t,
                                       const checks::PutRight& right,
                                       absl::Time now) {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<FindingRecord> held,
                          Newest(t, right.finding));
  if (!held.has_value() || held->state != FindingState::kOpen) {
    return absl::OkStatus();
  }
  return KeepRevision(
      t, checks::Reviewed(*held, {FindingState::kClosed, checks::kChecksActor,
                                  right.reason, now}));
}

absl::Status SqlFindingStore::CloseOld(Transaction& t, int version,
                                       absl::Time now) {
  std::vector<std::string> ids;
  SUYUAN_RETURN_IF_ERROR(t.Query(
      "SELECT id FROM finding WHERE rules_version < $1 AND state = $2 "
      "ORDER BY sequence",
      {version, static_cast<int>(FindingState::kOpen)}, [&ids](const Row& row) {
        ids.emplace_back(row.Text(0));
        return absl::OkStatus();
      }));
  for (const std::string& id : ids) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<FindingRecord> held,
                            Newest(t, id));
    SUYUAN_CHECK(held.has_value());
    SUYUAN_RETURN_IF_ERROR(KeepRevision(
        t, checks::Reviewed(*held, {FindingState::kClosed, checks::kChecksActor,
                                    checks::kNotFoundAgain, now})));
  }
  return absl::OkStatus();
}

absl::StatusOr<FindingRecord> SqlFindingStore::Find(const std::string& id,
                                                    int revision,
                                                    const Deadline& deadline) {
  std::optional<FindingRecord> found;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](Transaction& t) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            found, revision == 0 ? Newest(t, id) : AtRevision(t, id, revision));
        return absl::OkStatus();
      },
      deadline));
  if (!found.has_value()) return FindingNotFound(id);
  return *std::move(found);
}

// A repeat is answered with the revision that the first request made.
absl::StatusOr<FindingRecord> SqlFindingStore::Review(
    Transaction& t, const checks::ReviewOrder& order, absl::Time now) {
  const sql::RequestKey key{order.request.request_id, order.request.method,
                            order.request.digest};
  if (!key.request_id.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<std::string> first,
                            sql::FindResponse(t, key));
    if (first.has_value()) return checks::RecordFrom(*first);
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<FindingRecord> held,
                          Newest(t, order.finding));
  if (!held.has_value()) return FindingNotFound(order.finding);
  if (!order.etag.empty() && order.etag != held->Etag()) {
    return FindingEtagMismatch(order.etag, held->Etag());
  }
  if (!checks::IsStep(held->state, order.state)) {
    return FindingStateWrong(checks::StateWord(held->state),
                             checks::StateWord(order.state));
  }
  FindingRecord next =
      checks::Reviewed(*held, {order.state, order.actor, order.reason, now});
  SUYUAN_RETURN_IF_ERROR(KeepRevision(t, next));
  if (!key.request_id.empty()) {
    SUYUAN_RETURN_IF_ERROR(
        sql::StoreResponse(t, key, checks::ToText(next), now));
  }
  return next;
}

void SqlFindingStore::ReviewAsync(checks::ReviewOrder order, absl::Time now,
                                  Done done) {
  struct Unit {
    checks::ReviewOrder order;
    Done done;
    std::optional<FindingRecord> record;
  };
  // Shared by the work and by what follows it.
  auto unit = std::make_shared<Unit>(
      Unit{std::move(order), std::move(done), std::nullopt});
  // As finely as it is kept, so that a repeat is answered alike.
  now = absl::FromUnixMicros(absl::ToUnixMicros(now));
  database_.WriteAsync(
      [this, unit, now](Transaction& t) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(unit->record, Review(t, unit->order, now));
        return absl::OkStatus();
      },
      [unit](absl::Status status) {
        if (status.ok()) {
          unit->done(*std::move(unit->record));
        } else {
          unit->done(std::move(status));
        }
      });
}

absl::StatusOr<std::vector<FindingEvent>> SqlFindingStore::EventsAfter(
    int64_t after, int64_t max_count) {
  std::vector<FindingEvent> events;
  SUYUAN_RETURN_IF_ERROR(database_.Read([&](Transaction& t) {
    events.clear();
    return t.Query(
        "SELECT position, record FROM finding_revision WHERE position > $1 "
        "ORDER BY position LIMIT $2",
        {after, max_count}, [&events](const Row& row) -> absl::Status {
          SUYUAN_ASSIGN_OR_RETURN(FindingRecord record,
                                  checks::RecordFrom(row.Text(1)));
          events.push_back({row.Integer(0), std::move(record)});
          return absl::OkStatus();
        });
  }));
  return events;
}

}  // namespace suyuan::certificates
