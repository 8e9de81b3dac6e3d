#ifndef LIBS_SQL_TRANSACTION_H_
#define LIBS_SQL_TRANSACTION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/sql/value.h"

namespace suyuan::sql {

// One row of an answer. Columns count from 0; to ask for a column that is not
// there is our own bug and ends the process. What text() and bytes() return is
// borrowed until the row callback returns. A null reads as 0 or "".
class Row {
 public:
  virtual ~Row() = default;
  virtual int size() const = 0;
  virtual bool IsNull(int column) const = 0;
  virtual int64_t Integer(int column) const = 0;
  virtual double Real(int column) const = 0;
  virtual absl::string_view Text(int column) const = 0;
  virtual absl::string_view Bytes(int column) const = 0;

  // The stored forms of value.h.
  absl::CivilDay Day(int column) const {
    return FromDayNumber(Integer(column));
  }
  absl::Time Time(int column) const {
    return absl::FromUnixMicros(Integer(column));
  }
};

// An error that it returns ends the query and becomes the query's status.
using OnRow = absl::FunctionRef<absl::Status(const Row&)>;

// What a unit of work sees: one consistent state, changed by nobody else.
// Used by one thread at a time, and only until the unit returns.
//
// SQL: one text for every driver. Parameters are $1, $2, ...; each may be used
// more than once and all given must be used. Types are INTEGER (64 bits), REAL,
// TEXT and BLOB. ON CONFLICT, RETURNING and WITHOUT ROWID may be used; a driver
// rewrites what its engine spells in another way. Prepared statements are kept
// per connection by their text, so build texts from a bounded set: values go
// into parameters, never into the text.
//
// Errors never hold SQL or stored values (Options::on_error gets those):
//   AlreadyExists       STORE_DUPLICATE   a unique key is taken
//   FailedPrecondition  STORE_CONSTRAINT  any other constraint
//   Unavailable         STORE_BUSY        another process holds the database
//   ResourceExhausted   STORE_FULL        the disk is full
//   DataLoss            STORE_CORRUPT     the file is damaged or not a database
//   Unavailable         STORE_IO          the disk failed
//   DeadlineExceeded    DEADLINE_EXCEEDED the Deadline of a Read passed
//   Internal            STORE_INTERNAL    our own bug: bad SQL or parameters
class Transaction {
 public:
  virtual ~Transaction() = default;

  // The number of rows inserted, updated or deleted.
  virtual absl::StatusOr<int64_t> Execute(
      absl::string_view sql, absl::Span<const Value> parameters) = 0;
  // Calls `on_row` for each row in order. `on_row` may use this transaction.
  virtual absl::Status Query(absl::string_view sql,
                             absl::Span<const Value> parameters,
                             OnRow on_row) = 0;
  // `sql` may hold several statements without parameters. Not kept prepared:
  // for schemas.
  virtual absl::Status ExecuteScript(absl::string_view sql) = 0;
  // The tables that users made, in the order of their names.
  virtual absl::StatusOr<std::vector<std::string>> TableNames() = 0;
  // Of a write: `hook` runs once the work is durable, on the writer's thread,
  // before the caller is told; never if the unit or its commit fails. Of the
  // hooks with the same `key` in one group of units only the last runs. A hook
  // must not block. Of a read: our own bug.
  virtual void AfterCommit(const void* key, std::function<void()> hook) = 0;

  // Of a write: `hook` runs when all units of the group have run, in the same
  // transaction and on the writer's thread; never if the unit fails. For work
  // that costs less for a group than for each unit. An error of it fails the
  // group. Hooks run in the order in which they came. Of a read: our own bug.
  virtual void BeforeCommit(std::function<absl::Status(Transaction&)> hook) = 0;

  absl::StatusOr<int64_t> Execute(absl::string_view sql,
                                  std::initializer_list<Value> parameters) {
    return Execute(sql,
                   absl::MakeConstSpan(parameters.begin(), parameters.size()));
  }
  absl::Status Query(absl::string_view sql,
                     std::initializer_list<Value> parameters, OnRow on_row) {
    return Query(sql,
                 absl::MakeConstSpan(parameters.begin(), parameters.size()),
                 on_row);
  }
};

// The first column of the first row; nullopt where there is no row or it is
// null.
absl::StatusOr<std::optional<int64_t>> QueryInteger(
    Transaction& transaction, absl::string_view sql,
    absl::Span<const Value> parameters);

// What a unit of work is. Must not throw.
using Work = absl::FunctionRef<absl::Status(Transaction&)>;

}  // namespace suyuan::sql

#endif  // LIBS_SQL_TRANSACTION_H_
