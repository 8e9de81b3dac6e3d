#include "services/certificates/store/sql_certificate_store.h"

#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/idempotency.h"
#include "services/certificates/errors.h"
#include "services/certificates/store/sql_certificate_rows.h"

namespace suyuan::certificates {
namespace {

constexpr char kService[] = "certificates";
constexpr char kImportEntry[] = "certificate";
constexpr char kStatusEntry[] = "status";

using sql::Row;
using sql::Transaction;
using sql::Value;

std::string InsertSql(absl::string_view table, absl::string_view columns,
                      int count) {
  std::string sql =
      absl::StrCat("INSERT INTO ", table, " (", columns, ") VALUES (");
  for (int i = 1; i <= count; ++i) {
    absl::StrAppend(&sql, i == 1 ? "$" : ", $", i);
  }
  return absl::StrCat(sql, ")");
}

sql::RequestKey KeyOf(const RememberedRequest& request) {
  return {request.request_id, request.method, request.digest};
}

}  // namespace

class SqlCertificateStore::Unit : public CertificateWriter {
 public:
  Unit(Transaction& transaction, sql::Journal& journal)
      : transaction_(transaction), journal_(journal) {}

  absl::StatusOr<std::optional<KeptCertificate>> Find(
      const CertificateId& id) override {
    static const std::string sql = absl::StrCat(
        "SELECT ", kCertificateColumns, " FROM certificate WHERE id = $1");
    std::optional<KeptCertificate> kept;
    SUYUAN_RETURN_IF_ERROR(
        transaction_.Query(sql, {id.text()}, [&kept](const Row& row) {
          kept = CertificateFromRow(row);
          return absl::OkStatus();
        }));
    return kept;
  }

  absl::StatusOr<std::vector<KeptCertificate>> Scan(
      const std::optional<TermValue>& term, int64_t before,
      int64_t limit) override {
    static const std::string all = absl::StrCat(
        "SELECT ", kCertificateColumns,
        " FROM certificate WHERE position < $1 ORDER BY position DESC "
        "LIMIT $2");
    static const std::string at =
        absl::StrCat("SELECT ", kCertificateColumns,
                     " FROM certificate WHERE position = $1");
    std::vector<KeptCertificate> found;
    const auto add = [&found](const Row& row) {
      found.push_back(CertificateFromRow(row));
      return absl::OkStatus();
    };
    if (!term.has_value()) {
      SUYUAN_RETURN_IF_ERROR(transaction_.Query(all, {before, limit}, add));
      return found;
    }
    // Most imports look for what is not there: the index alone tells.
    std::vector<int64_t> positions;
    SUYUAN_RETURN_IF_ERROR(transaction_.Query(
        "SELECT position FROM certificate_term WHERE term = $1 AND value = $2 "
        "AND position < $3 ORDER BY position DESC LIMIT $4",
        {static_cast<int>(term->term), term->value, before, limit},
        [&positions](const Row& row) {
          positions.push_back(row.Integer(0));
          return absl::OkStatus();
        }));
    for (const int64_t position : positions) {
      SUYUAN_RETURN_IF_ERROR(transaction_.Query(at, {position}, add));
    }
    return found;
  }

  absl::StatusOr<std::vector<StatusChange>> Changes(
      const CertificateId& id) override {
    static const std::string sql =
        absl::StrCat("SELECT ", kStatusColumns,
                     " FROM certificate_status WHERE id = $1 ORDER BY "
                     "position");
    std::vector<StatusChange> changes;
    SUYUAN_RETURN_IF_ERROR(
        transaction_.Query(sql, {id.text()}, [&changes](const Row& row) {
          changes.push_back(StatusFromRow(row));
          return absl::OkStatus();
        }));
    for (StatusChange& change : changes) {
      if (change.kind != StatusKind::kSigned &&
          change.kind != StatusKind::kSignatureJudged) {
        continue;
      }
      SUYUAN_RETURN_IF_ERROR(AddSignature(id, change));
    }
    return changes;
  }

  absl::StatusOr<std::string> Document(const KeptCertificate& kept) override {
    return BytesOf("SELECT payload FROM suyuan_change WHERE position = $1",
                   {kept.position});
  }

  absl::StatusOr<std::string> Original(const KeptCertificate& kept) override {
    return BytesOf("SELECT bytes FROM certificate_original WHERE position = $1",
                   {kept.position});
  }

  absl::StatusOr<int64_t> LastPosition() override {
    return sql::Journal::LastPosition(transaction_);
  }

  absl::StatusOr<std::vector<FeedEntry>> FeedAfter(int64_t after,
                                                   int64_t max_count,
                                                   int64_t max_bytes) override {
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<sql::Change> changes,
        sql::Journal::Read(transaction_, after, max_count, max_bytes));
    std::vector<FeedEntry> entries;
    for (sql::Change& change : changes) {
      entries.push_back({change.position,
                         change.kind == kImportEntry ? FeedEntry::Kind::kImport
                                                     : FeedEntry::Kind::kStatus,
                         CertificateId::FromText(change.name),
                         change.recorded_at, std::move(change.payload)});
    }
    return entries;
  }

  absl::StatusOr<std::optional<std::string>> FindAnswer(
      const RememberedRequest& request) override {
    return sql::FindResponse(transaction_, KeyOf(request));
  }

  absl::StatusOr<int64_t> LogSize() override {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::optional<int64_t> last,
        sql::QueryInteger(transaction_, "SELECT max(leaf_index) FROM log_leaf",
                          {}));
    return last.has_value() ? *last + 1 : 0;
  }

  absl::StatusOr<std::vector<std::string>> LogLeaves(int64_t start,
                                                     int64_t count) override {
    std::vector<std::string> leaves;
    SUYUAN_RETURN_IF_ERROR(transaction_.Query(
        "SELECT leaf FROM log_leaf WHERE leaf_index >= $1 ORDER BY leaf_index "
        "LIMIT $2",
        {start, count}, [&leaves](const Row& row) {
          leaves.emplace_back(row.Bytes(0));
          return absl::OkStatus();
        }));
    return leaves;
  }

  absl::StatusOr<std::vector<tlog::Hash>> LogHashes(int level, int64_t first,
                                                    int count) override {
    std::vector<tlog::Hash> hashes;
    SUYUAN_RETURN_IF_ERROR(transaction_.Query(
        "SELECT hash FROM log_hash WHERE level = $1 AND hash_index >= $2 AND "
        "hash_index < $3 ORDER BY hash_index",
        {level, first, first + count},
        [&hashes](const Row& row) -> absl::Status {
          SUYUAN_ASSIGN_OR_RETURN(const tlog::Hash hash,
                                  tlog::Hash::From(row.Bytes(0)));
          hashes.push_back(hash);
          return absl::OkStatus();
        }));
    if (static_cast<int>(hashes.size()) != count) return RowMissing();
    return hashes;
  }

  absl::StatusOr<std::optional<SignedHead>> Head() override {
    std::optional<SignedHead> head;
    SUYUAN_RETURN_IF_ERROR(transaction_.Query(
        "SELECT size, root, note FROM log_head WHERE only = 1", {},
        [&head](const Row& row) -> absl::Status {
          SUYUAN_ASSIGN_OR_RETURN(const tlog::Hash root,
                                  tlog::Hash::From(row.Bytes(1)));
          head = SignedHead{row.Integer(0), root, std::string(row.Text(2))};
          return absl::OkStatus();
        }));
    return head;
  }

  absl::StatusOr<std::optional<std::string>> WitnessNote(
      WitnessStage stage) override {
    std::optional<std::string> note;
    SUYUAN_RETURN_IF_ERROR(
        transaction_.Query("SELECT note FROM log_witness WHERE stage = $1",
                           {static_cast<int>(stage)}, [&note](const Row& row) {
                             note = std::string(row.Text(0));
                             return absl::OkStatus();
                           }));
    return note;
  }

  absl::Status Keep(const KeptCertificate& kept, absl::string_view original,
                    absl::string_view payload) override {
    static const std::string insert =
        InsertSql("certificate", kCertificateColumns, kCertificateColumnCount);
    SUYUAN_RETURN_IF_ERROR(Append(kImportEntry, kept.id, kept.position,
                                  kept.recorded_at, payload));
    SUYUAN_RETURN_IF_ERROR(Insert(insert, ToRow(kept)));
    SUYUAN_RETURN_IF_ERROR(Insert(
        "INSERT INTO certificate_original (position, bytes) VALUES ($1, $2)",
        {kept.position, Value::Bytes(original)}));
    for (const TermValue& term : TermsOf(kept.particulars)) {
      SUYUAN_RETURN_IF_ERROR(
          Insert("INSERT INTO certificate_term (term, value, position) VALUES "
                 "($1, $2, $3)",
                 {static_cast<int>(term.term), term.value, kept.position}));
    }
    return absl::OkStatus();
  }

  absl::Status KeepChange(const CertificateId& id, const StatusChange& change,
                          absl::string_view payload) override {
    static const std::string insert =
        InsertSql("certificate_status", kStatusColumns, 9);
    static const std::string insert_signature = InsertSql(
        "certificate_signature", kSignatureColumns, kSignatureColumnCount);
    SUYUAN_RETURN_IF_ERROR(
        Append(kStatusEntry, id, change.position, change.recorded_at, payload));
    SUYUAN_RETURN_IF_ERROR(Insert(insert, ToRow(id, change)));
    if (!change.signature.has_value()) return absl::OkStatus();
    return Insert(insert_signature, SignatureRow(id, change));
  }

  absl::Status KeepAnswer(const RememberedRequest& request,
                          absl::string_view answer, absl::Time now) override {
    return sql::StoreResponse(transaction_, KeyOf(request), answer, now);
  }

  absl::Status PutLogLeaf(int64_t index, absl::string_view leaf) override {
    return Insert("INSERT INTO log_leaf (leaf_index, leaf) VALUES ($1, $2)",
                  {index, Value::Bytes(leaf)});
  }

  absl::Status PutLogHash(const tlog::StoredHash& stored) override {
    return Insert(
        "INSERT INTO log_hash (level, hash_index, hash) VALUES ($1, $2, $3)",
        {stored.level, static_cast<int64_t>(stored.index),
         Value::Bytes(stored.hash.view())});
  }

  absl::StatusOr<bool> AdvanceHead(int64_t expected,
                                   const SignedHead& next) override {
    if (expected == 0) {
      SUYUAN_ASSIGN_OR_RETURN(
          const int64_t inserted,
          transaction_.Execute(
              "INSERT INTO log_head (only, size, root, note) VALUES (1, $1, "
              "$2, $3) ON CONFLICT (only) DO UPDATE SET size = $1, root = $2, "
              "note = $3 WHERE log_head.size = 0",
              {next.size, Value::Bytes(next.root.view()), next.note}));
      return inserted == 1;
    }
    SUYUAN_ASSIGN_OR_RETURN(
        const int64_t updated,
        transaction_.Execute(
            "UPDATE log_head SET size = $1, root = $2, note = $3 WHERE only = "
            "1 AND size = $4",
            {next.size, Value::Bytes(next.root.view()), next.note, expected}));
    return updated == 1;
  }

  absl::Status PutWitnessNote(WitnessStage stage,
                              absl::string_view note) override {
    const int number = static_cast<int>(stage);
    if (note.empty()) {
      return transaction_
          .Execute("DELETE FROM log_witness WHERE stage = $1", {number})
          .status();
    }
    return Insert(
        "INSERT INTO log_witness (stage, note) VALUES ($1, $2) ON CONFLICT "
        "(stage) DO UPDATE SET note = $2",
        {number, note});
  }

 private:
  absl::Status AddSignature(const CertificateId& id, StatusChange& change) {
    static const std::string sql =
        absl::StrCat("SELECT ", kSignatureColumns,
                     " FROM certificate_signature WHERE id = $1 AND position "
                     "= $2");
    SUYUAN_RETURN_IF_ERROR(transaction_.Query(sql, {id.text(), change.position},
                                              [&change](const Row& row) {
                                                SignatureFromRow(row, change);
                                                return absl::OkStatus();
                                              }));
    return change.signature.has_value() ? absl::OkStatus() : RowMissing();
  }

  absl::Status Insert(absl::string_view sql,
                      const std::vector<Value>& parameters) {
    return transaction_.Execute(sql, parameters).status();
  }

  absl::StatusOr<std::string> BytesOf(absl::string_view sql,
                                      const std::vector<Value>& parameters) {
    std::optional<std::string> bytes;
    SUYUAN_RETURN_IF_ERROR(
        transaction_.Query(sql, parameters, [&bytes](const Row& row) {
          bytes = std::string(row.Bytes(0));
          return absl::OkStatus();
        }));
    if (!bytes.has_value()) return RowMissing();
    return *std::move(bytes);
  }

  absl::Status Append(absl::string_view kind, const CertificateId& id,
                      int64_t position, absl::Time recorded_at,
                      absl::string_view payload) {
    SUYUAN_ASSIGN_OR_RETURN(
        const int64_t appended,
        journal_.Append(transaction_, kind, id.text(), recorded_at, payload));
    SUYUAN_CHECK(appended == position);
    return absl::OkStatus();
  }

  Transaction& transaction_;
  sql::Journal& journal_;
};

SqlCertificateStore::SqlCertificateStore(
    std::unique_ptr<sql::Database> database,
    std::unique_ptr<sql::Journal> journal)
    : database_(std::move(database)), journal_(std::move(journal)) {}

// What is queued is carried out before the journal goes.
SqlCertificateStore::~SqlCertificateStore() { database_.reset(); }

absl::StatusOr<SqlCertificateStore::Opened> SqlCertificateStore::Open(
    std::unique_ptr<sql::Database> database, absl::Time now) {
  const std::vector<sql::Phase> schema = CertificateSchema();
  SUYUAN_ASSIGN_OR_RETURN(sql::Migration migration,
                          sql::Migrate(*database, kService, schema, now));
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<sql::Journal> journal,
                          sql::Journal::Open(*database));
  return Opened{std::unique_ptr<SqlCertificateStore>(new SqlCertificateStore(
                    std::move(database), std::move(journal))),
                std::move(migration)};
}

absl::Status SqlCertificateStore::Read(ReadWork work,
                                       const Deadline& deadline) {
  return database_->Read(
      [&](Transaction& transaction) {
        Unit unit(transaction, *journal_);
        return work(unit);
      },
      deadline);
}

sql::Database::AsyncWork SqlCertificateStore::Wrapped(WriteWork work) {
  return [this, work = std::move(work)](Transaction& transaction) mutable {
    Unit unit(transaction, *journal_);
    return work(unit);
  };
}

absl::Status SqlCertificateStore::WithWriter(
    Transaction& transaction,
    absl::FunctionRef<absl::Status(CertificateWriter&)> work) {
  Unit unit(transaction, *journal_);
  return work(unit);
}

void SqlCertificateStore::WriteAsync(WriteWork work, Done done) {
  database_->WriteAsync(Wrapped(std::move(work)), std::move(done));
}

void SqlCertificateStore::WriteNextAsync(WriteWork work, Done done) {
  database_->WriteNextAsync(Wrapped(std::move(work)), std::move(done));
}

absl::Status SqlCertificateStore::Write(WriteWork work,
                                        const Deadline& deadline) {
  return database_->Write(
      [&](Transaction& transaction) {
        Unit unit(transaction, *journal_);
        return work(unit);
      },
      deadline);
}

int64_t SqlCertificateStore::Subscribe(std::function<void(int64_t)> moved) {
  return journal_->Subscribe(std::move(moved));
}

void SqlCertificateStore::Unsubscribe(int64_t subscription) {
  journal_->Unsubscribe(subscription);
}

absl::Status SqlCertificateStore::WaitFor(int64_t position,
                                          const Deadline& deadline) {
  return journal_->WaitForChange(position - 1, deadline);
}

absl::StatusOr<int64_t> SqlCertificateStore::ForgetAnswers(absl::Time before,
                                                           int64_t max_count) {
  int64_t forgotten = 0;
  SUYUAN_RETURN_IF_ERROR(
      database_->Write([&](Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            forgotten, sql::ExpireResponses(transaction, before, max_count));
        return absl::OkStatus();
      }));
  return forgotten;
}

}  // namespace suyuan::certificates
