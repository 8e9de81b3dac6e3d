#ifndef LIBS_SQL_DATABASE_H_
#define LIBS_SQL_DATABASE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// What SQLite said about a failure, for the log: it may hold SQL.
struct ErrorDetail {
  int code = 0;  // the driver's own
  std::string message;
  std::string sql;
};

struct Options {
  // The file of the database, made if it is not there. Empty: a private
  // database in memory (a file in /dev/shm, else in the temporary folder,
  // without syncs), deleted with the Database.
  std::string path;
  // Connections for reading; a Read waits while all are in use. Not less
  // than 1.
  int readers = 4;
  // How long to wait for another process's lock.
  absl::Duration busy_timeout = absl::Seconds(5);
  // Refuse to open a file that another Database, here or in another process,
  // has open (reason STORE_LOCKED): two writers of one service would each
  // miss the other's notifications. The lock is the file `path`.lock.
  bool exclusive = true;
  // Units that wait for the writer; one more is refused (STORE_OVERLOADED).
  int max_queued_writes = 4096;
  // A group commits when it holds so many units, when its work has taken so
  // long, or when nothing waits any more.
  int max_group_size = 512;
  absl::Duration max_group_time = absl::Milliseconds(20);
  // Page cache of the writer and of each reader, and how much of the file
  // they map.
  int64_t writer_cache_bytes = 64 << 20;
  int64_t reader_cache_bytes = 16 << 20;
  int64_t mapped_bytes = 2047 << 20;  // SQLite maps no more
  // Called from any thread for each failure of the engine; must not block.
  std::function<void(const ErrorDetail&)> on_error;
  // SQLite's name of the file system layer; empty is the default one. For
  // tests that make I/O fail.
  std::string sqlite_vfs;
};

// Monotonic counters, for metrics.
struct DatabaseStats {
  int64_t groups_committed = 0;
  int64_t units_committed = 0;
  int64_t units_failed = 0;
  int64_t units_refused = 0;  // the queue was full
  int64_t reads = 0;
  int64_t queued_writes = 0;  // now; the only one that also falls
};

// A database that one service owns. Thread-safe.
//
// With SQLite: write-ahead log, synchronous=FULL (a commit is on the disk when
// it returns; in memory: OFF), foreign keys on. One writer thread, `readers`
// reading connections.
class Database {
 public:
  // FailedPrecondition STORE_LOCKED, DataLoss STORE_CORRUPT, or the errors of
  // transaction.h.
  static absl::StatusOr<std::unique_ptr<Database>> Open(Options options);

  // Carries out what is queued, then closes. Nobody may be calling.
  virtual ~Database() = default;

  // Runs `work` as one transaction and returns after its durable commit; on
  // any error nothing of it is kept. Writes of several threads share a commit,
  // each under its own savepoint, so one that fails rolls back alone: about
  // 10 us for a small unit and one sync (some 0.1 ms on a fast disk) for each
  // group. Where the commit of the group fails, every unit of the group gets
  // that error. `work` runs on the writer's thread and may be run again after
  // a serialisation failure: it sets its results, it does not add to them.
  // Not to be called from `work`, `done` or a hook.
  //   ResourceExhausted STORE_OVERLOADED: the queue is full; try again later
  //   DeadlineExceeded: the deadline passed before the work began
  //   Unavailable STORE_FAILED: a sync failed earlier, so that what the disk
  //     holds is unknown; only opening the database again helps
  virtual absl::Status Write(Work work, const Deadline& deadline) = 0;
  absl::Status Write(Work work) { return Write(work, Deadline::Infinite()); }

  // The same without waiting. `done` is called exactly once: on the writer's
  // thread after the commit, or, where the write is refused, before this
  // returns. It must not block.
  using AsyncWork = absl::AnyInvocable<absl::Status(Transaction&)>;
  using Done = absl::AnyInvocable<void(absl::Status)>;
  virtual void WriteAsync(AsyncWork work, Done done) = 0;
  // The same, before all that waits: for work that is short and rare.
  virtual void WriteNextAsync(AsyncWork work, Done done) = 0;

  // Runs `work` on one snapshot that includes every write that has returned.
  // Waits for a free reader until `deadline`, which also ends a long query.
  // Not to be nested: it could wait for itself.
  virtual absl::Status Read(Work work, const Deadline& deadline) = 0;
  absl::Status Read(Work work) { return Read(work, Deadline::Infinite()); }

  // Copies a consistent state into the file `path`, synced, replacing what is
  // there in one step. O(size of the database); writes may go on. An in-memory
  // database can be copied too.
  virtual absl::Status CopyTo(absl::string_view path) = 0;

  // The path of the file; "" of a database in memory.
  virtual std::string path() const = 0;
  // Not OK once writing has failed for good (STORE_FAILED).
  virtual absl::Status Health() const = 0;
  virtual DatabaseStats stats() const = 0;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_DATABASE_H_
