#include "libs/sql/sqlite_connection.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/errors.h"

namespace suyuan::sql {
namespace {

// Texts come from a bounded set, so this is a net under a bug, not a tuning.
constexpr size_t kMaxIdleStatements = 512;
// Between two looks at the deadline: about a tenth of a millisecond.
constexpr int kStepsBetweenChecks = 4000;

absl::Status StatusOfConstraint(int code) {
  if (code == SQLITE_CONSTRAINT_UNIQUE ||
      code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID) {
    return StoreDuplicate();
  }
  return StoreConstraint();
}

absl::Status StatusOf(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return StatusOfConstraint(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return StoreBusy();
    case SQLITE_FULL:
      return StoreFull();
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return StoreCorrupt();
    case SQLITE_IOERR:
      return StoreIo();
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return StoreUnwritable();
    case SQLITE_INTERRUPT:
      return StoreInterrupted();
    default:
      return StoreInternal();
  }
}

bool IsFailedSync(int code) {
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

class SqliteRow : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement)
      : statement_(statement), size_(sqlite3_column_count(statement)) {}
  int size() const override { return size_; }
  bool IsNull(int column) const override {
    return sqlite3_column_type(statement_, Checked(column)) == SQLITE_NULL;
  }
  int64_t Integer(int column) const override {
    return sqlite3_column_int64(statement_, Checked(column));
  }
  double Real(int column) const override {
    return sqlite3_column_double(statement_, Checked(column));
  }
  absl::string_view Text(int column) const override {
    const auto* text = reinterpret_cast<const char*>(
        sqlite3_column_text(statement_, Checked(column)));
    return {text == nullptr ? "" : text,
            static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
  }
  absl::string_view Bytes(int column) const override {
    const auto* bytes = static_cast<const char*>(
        sqlite3_column_blob(statement_, Checked(column)));
    return {bytes == nullptr ? "" : bytes,
            static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  int Checked(int column) const {
    SUYUAN_CHECK(column >= 0 && column < size_);
    return column;
  }
  sqlite3_stmt* statement_;
  int size_;
};

int BindOne(sqlite3_stmt* statement, int slot, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return sqlite3_bind_null(statement, slot);
    case Value::Kind::kInteger:
      return sqlite3_bind_int64(statement, slot, value.integer());
    case Value::Kind::kReal:
      return sqlite3_bind_double(statement, slot, value.real());
    case Value::Kind::kText:
      return sqlite3_bind_text64(statement, slot, value.text().data(),
                                 value.text().size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    case Value::Kind::kBytes:
      return sqlite3_bind_blob64(statement, slot, value.text().data(),
                                 value.text().size(), SQLITE_STATIC);
  }
  return SQLITE_MISUSE;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const std::string& path, const Options& options, Role role, bool durable) {
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(options));
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &db,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
          SQLITE_OPEN_EXRESCODE,
      options.sqlite_vfs.empty() ? nullptr : options.sqlite_vfs.c_str());
  connection->db_.reset(db);
  if (code != SQLITE_OK) return connection->Fail(code, "(open)");
  SUYUAN_RETURN_IF_ERROR(connection->Configure(options, role, durable));
  return connection;
}

SqliteConnection::~SqliteConnection() { idle_.clear(); }

absl::Status SqliteConnection::Configure(const Options& options, Role role,
                                         bool durable) {
  sqlite3_busy_timeout(
      db(), static_cast<int>(absl::ToInt64Milliseconds(options.busy_timeout)));
  const int64_t cache = role == Role::kWriter ? options.writer_cache_bytes
                                              : options.reader_cache_bytes;
  // A checkpoint every 16,000 pages: a page that many transactions change is
  // written back once for all of them, and the log stays under some 64 MB when
  // readers are short. Nothing here is ever deleted for secrecy, so pages that
  // fall free are not overwritten (Debian's SQLite would).
  SUYUAN_RETURN_IF_ERROR(Script(absl::StrCat(
      "PRAGMA journal_mode=WAL;",
      durable ? "PRAGMA synchronous=FULL;" : "PRAGMA synchronous=OFF;",
      "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;",
      "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;",
      "PRAGMA wal_autocheckpoint=16000; PRAGMA journal_size_limit=67108864;",
      "PRAGMA secure_delete=OFF;", "PRAGMA cache_size=-", cache / 1024, ";",
      "PRAGMA mmap_size=", options.mapped_bytes, ";",
      role == Role::kReader ? "PRAGMA query_only=ON;" : "")));
  bool is_wal = false;
  SUYUAN_RETURN_IF_ERROR(
      Query("PRAGMA journal_mode", {}, [&is_wal](const Row& row) {
        is_wal = row.Text(0) == "wal";
        return absl::OkStatus();
      }));
  // A file system without shared memory has no WAL: not a place for a store.
  return is_wal ? absl::OkStatus() : StoreUnwritable();
}

absl::Status SqliteConnection::Fail(int code, absl::string_view sql) {
  if (IsFailedSync(code)) sync_failed_ = true;
  if (on_error_) {
    on_error_({code,
               absl::StrCat(sqlite3_errstr(code), ": ",
                            db_ == nullptr ? "" : sqlite3_errmsg(db())),
               std::string(sql)});
  }
  return StatusOf(code);
}

absl::StatusOr<SqliteStatement> SqliteConnection::Prepare(
    absl::string_view sql) {
  SqliteStatement out;
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(db(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  out.statement.reset(statement);
  if (code != SQLITE_OK) return Fail(code, sql);
  if (statement == nullptr) return Fail(SQLITE_MISUSE, sql);
  const int slots = sqlite3_bind_parameter_count(statement);
  for (int slot = 1; slot <= slots; ++slot) {
    const char* name = sqlite3_bind_parameter_name(statement, slot);
    int number = 0;
    if (name == nullptr || name[0] != '$' ||
        !absl::SimpleAtoi(name + 1, &number) || number < 1 || number > slots) {
      return Fail(SQLITE_MISUSE, sql);
    }
    out.parameter_of_slot.push_back(number);
    out.parameter_count = std::max(out.parameter_count, number);
  }
  return out;
}

absl::StatusOr<SqliteStatement> SqliteConnection::Take(absl::string_view sql) {
  const auto found = idle_.find(sql);
  if (found == idle_.end() || found->second.statement == nullptr) {
    return Prepare(sql);
  }
  return std::move(found->second);
}

void SqliteConnection::GiveBack(absl::string_view sql,
                                SqliteStatement statement) {
  sqlite3_reset(statement.statement.get());
  sqlite3_clear_bindings(statement.statement.get());
  const auto found = idle_.find(sql);
  if (found != idle_.end()) {
    found->second = std::move(statement);
    return;
  }
  if (idle_.size() >= kMaxIdleStatements) idle_.clear();
  idle_.emplace(std::string(sql), std::move(statement));
}

absl::Status SqliteConnection::Bind(SqliteStatement& statement,
                                    absl::string_view sql,
                                    absl::Span<const Value> parameters) {
  if (statement.parameter_count != static_cast<int>(parameters.size())) {
    return Fail(SQLITE_RANGE, sql);
  }
  int slot = 0;
  for (const int number : statement.parameter_of_slot) {
    const int code =
        BindOne(statement.statement.get(), ++slot, parameters[number - 1]);
    if (code != SQLITE_OK) return Fail(code, sql);
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> SqliteConnection::Execute(
    absl::string_view sql, absl::Span<const Value> parameters) {
  const int64_t before = sqlite3_total_changes64(db());
  SUYUAN_RETURN_IF_ERROR(
      Query(sql, parameters, [](const Row&) { return absl::OkStatus(); }));
  // The total also moves with foreign keys' actions; the other number is left
  // over from an earlier statement where this one changed nothing.
  return sqlite3_total_changes64(db()) == before ? 0 : sqlite3_changes64(db());
}

absl::Status SqliteConnection::Query(absl::string_view sql,
                                     absl::Span<const Value> parameters,
                                     OnRow on_row) {
  SUYUAN_ASSIGN_OR_RETURN(SqliteStatement statement, Take(sql));
  const absl::Cleanup give_back = [&] { GiveBack(sql, std::move(statement)); };
  SUYUAN_RETURN_IF_ERROR(Bind(statement, sql, parameters));
  const SqliteRow row(statement.statement.get());
  while (true) {
    const int code = sqlite3_step(statement.statement.get());
    if (code == SQLITE_DONE) return absl::OkStatus();
    if (code != SQLITE_ROW) {
      // Taken before the reset: which deadline it was, or that the caller left.
      absl::Status status = Fail(code, sql);
      if (code == SQLITE_INTERRUPT && deadline_ != nullptr) {
        absl::Status passed = deadline_->Check();
        if (!passed.ok()) return passed;
      }
      return status;
    }
    SUYUAN_RETURN_IF_ERROR(on_row(row));
  }
}

absl::Status SqliteConnection::Script(absl::string_view sql) {
  const std::string text(sql);
  const int code = sqlite3_exec(db(), text.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Fail(code, sql);
}

bool SqliteConnection::HasDeferredViolations() const {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(db(), SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  return current != 0;
}

void SqliteConnection::set_deadline(const Deadline* deadline) {
  deadline_ = deadline;
  const auto passed = [](void* connection) {
    const Deadline* d = static_cast<SqliteConnection*>(connection)->deadline_;
    return d != nullptr && !d->Check().ok() ? 1 : 0;
  };
  if (deadline == nullptr) {
    sqlite3_progress_handler(db(), 0, nullptr, nullptr);
  } else {
    sqlite3_progress_handler(db(), kStepsBetweenChecks, passed, this);
  }
}

absl::Status SqliteConnection::CopyTo(const std::string& path) const {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(
      path.c_str(), &raw,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE,
      nullptr);
  const std::unique_ptr<sqlite3, Close> target(raw);
  if (opened != SQLITE_OK) return StatusOf(opened);
  sqlite3_backup* backup =
      sqlite3_backup_init(target.get(), "main", db(), "main");
  if (backup == nullptr) return StatusOf(sqlite3_errcode(target.get()));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE) return StatusOf(stepped);
  if (finished != SQLITE_OK) return StatusOf(finished);
  // One file: a copy must not lean on a log beside it.
  const int code = sqlite3_exec(target.get(), "PRAGMA journal_mode=DELETE",
                                nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : StatusOf(code);
}

absl::StatusOr<std::vector<std::string>> ListTables(
    SqliteConnection& connection) {
  std::vector<std::string> names;
  SUYUAN_RETURN_IF_ERROR(connection.Query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
      "name NOT LIKE 'sqlite_%' ORDER BY name",
      {}, [&names](const Row& row) {
        names.emplace_back(row.Text(0));
        return absl::OkStatus();
      }));
  return names;
}

}  // namespace suyuan::sql
