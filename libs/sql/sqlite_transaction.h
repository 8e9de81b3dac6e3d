#ifndef LIBS_SQL_SQLITE_TRANSACTION_H_
#define LIBS_SQL_SQLITE_TRANSACTION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libs/sql/sqlite_connection.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// What units of SQLite do alike, reads and writes. Borrows the connection.
class SqliteTransaction : public Transaction {
 public:
  explicit SqliteTransaction(SqliteConnection& connection)
      : connection_(connection) {}

  absl::StatusOr<int64_t> Execute(absl::string_view sql,
                                  absl::Span<const Value> parameters) override {
    return connection_.Execute(sql, parameters);
  }
  absl::Status Query(absl::string_view sql, absl::Span<const Value> parameters,
                     OnRow on_row) override {
    return connection_.Query(sql, parameters, on_row);
  }
  absl::Status ExecuteScript(absl::string_view sql) override {
    return connection_.Script(sql);
  }
  absl::StatusOr<std::vector<std::string>> TableNames() override {
    return ListTables(connection_);
  }

 private:
  SqliteConnection& connection_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_SQLITE_TRANSACTION_H_
