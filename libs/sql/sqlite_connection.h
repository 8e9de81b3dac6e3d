#ifndef LIBS_SQL_SQLITE_CONNECTION_H_
#define LIBS_SQL_SQLITE_CONNECTION_H_

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/deadline.h"
#include "libs/sql/database.h"
#include "libs/sql/transaction.h"
#include "libs/sql/value.h"

namespace suyuan::sql {

// A prepared statement with the number of the parameter that each of SQLite's
// slots takes.
struct SqliteStatement {
  struct Finalize {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement;
  std::vector<int> parameter_of_slot;
  int parameter_count = 0;
};

// One connection, used by one thread at a time. Keeps prepared statements by
// their text: one in use more than once is prepared again for the second.
class SqliteConnection {
 public:
  enum class Role { kWriter, kReader };
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(
      const std::string& path, const Options& options, Role role, bool durable);

  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  absl::StatusOr<int64_t> Execute(absl::string_view sql,
                                  absl::Span<const Value> parameters);
  absl::Status Query(absl::string_view sql, absl::Span<const Value> parameters,
                     OnRow on_row);
  absl::Status Script(absl::string_view sql);

  // False also after the engine gave the transaction up by itself.
  bool InTransaction() const { return sqlite3_get_autocommit(db()) == 0; }
  // Deferred foreign keys that do not hold now.
  bool HasDeferredViolations() const;
  // A sync of this connection has failed.
  bool sync_failed() const { return sync_failed_; }
  // Ends queries whose deadline has passed; nullptr: none does.
  void set_deadline(const Deadline* deadline);

  absl::Status CopyTo(const std::string& path) const;
  sqlite3* db() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };

  explicit SqliteConnection(const Options& options)
      : on_error_(options.on_error) {}
  absl::Status Configure(const Options& options, Role role, bool durable);
  absl::StatusOr<SqliteStatement> Prepare(absl::string_view sql);
  absl::StatusOr<SqliteStatement> Take(absl::string_view sql);
  void GiveBack(absl::string_view sql, SqliteStatement statement);
  absl::Status Bind(SqliteStatement& statement, absl::string_view sql,
                    absl::Span<const Value> parameters);
  absl::Status Fail(int code, absl::string_view sql);

  std::function<void(const ErrorDetail&)> on_error_;
  std::unique_ptr<sqlite3, Close> db_;
  absl::flat_hash_map<std::string, SqliteStatement> idle_;
  const Deadline* deadline_ = nullptr;
  bool sync_failed_ = false;
};

// The tables that users made, in the order of their names.
absl::StatusOr<std::vector<std::string>> ListTables(
    SqliteConnection& connection);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_SQLITE_CONNECTION_H_
