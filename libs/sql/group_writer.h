#ifndef LIBS_SQL_GROUP_WRITER_H_
#define LIBS_SQL_GROUP_WRITER_H_

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "libs/sql/database.h"
#include "libs/sql/sqlite_connection.h"

namespace suyuan::sql {

// The thread that owns the writing connection: takes units from a bounded
// queue and commits as many as it can under one sync. A unit is told only
// after the commit of its group; a unit that fails too, since its failure may
// rest on a unit before it in the group.
class GroupWriter {
 public:
  // Borrows nothing; the thread runs until destruction.
  GroupWriter(std::unique_ptr<SqliteConnection> connection,
              const Options& options);
  // Carries out what is queued.
  ~GroupWriter();

  enum class Turn { kLast, kNext };
  // `done` is called exactly once, here where the unit is refused.
  void Submit(Database::AsyncWork work, Deadline deadline, Database::Done done,
              Turn turn = Turn::kLast);
  bool IsWriterThread() const;
  absl::Status Health() const;
  void AddTo(DatabaseStats& stats) const;

 private:
  struct Unit {
    Database::AsyncWork work;
    Deadline deadline;
    Database::Done done;
  };
  struct Hook {
    const void* key;
    std::function<void()> run;
  };
  using CommitHook = std::function<absl::Status(Transaction&)>;
  class WriteTransaction;
  struct Group;

  void Loop();
  std::optional<Unit> Next(bool wait);
  absl::Status Refusal() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void RunGroup(Unit first);
  absl::Status RunUnit(Unit& unit, Group& group);
  absl::Status RunSavepoint(Unit& unit, WriteTransaction& transaction);
  absl::Status RunCommitHooks(Group& group);
  absl::Status Finish(Group& group);
  void Tell(Group& group, const absl::Status& committed);

  const std::unique_ptr<SqliteConnection> connection_;
  const size_t max_queued_;
  const size_t max_group_size_;
  const absl::Duration max_group_time_;

  mutable Mutex mutex_;
  CondVar arrived_;
  std::deque<Unit> queue_ ABSL_GUARDED_BY(mutex_);
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;

  std::atomic<bool> failed_{false};
  std::atomic<int64_t> groups_{0};
  std::atomic<int64_t> committed_{0};
  std::atomic<int64_t> failed_units_{0};
  std::atomic<int64_t> refused_{0};
  std::thread thread_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_GROUP_WRITER_H_
