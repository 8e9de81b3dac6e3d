#include "libs/sql/group_writer.h"

#include <chrono>
#include <string>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/errors.h"
#include "libs/sql/sqlite_transaction.h"

namespace suyuan::sql {

// What a unit writes to. Collects the hooks of the unit.
class GroupWriter::WriteTransaction : public SqliteTransaction {
 public:
  using SqliteTransaction::SqliteTransaction;

  void AfterCommit(const void* key, std::function<void()> hook) override {
    hooks_.push_back({key, std::move(hook)});
  }
  void BeforeCommit(CommitHook hook) override {
    commit_hooks_.push_back(std::move(hook));
  }
  std::vector<Hook> TakeHooks() { return std::move(hooks_); }
  std::vector<CommitHook> TakeCommitHooks() { return std::move(commit_hooks_); }

 private:
  std::vector<Hook> hooks_;
  std::vector<CommitHook> commit_hooks_;
};

struct GroupWriter::Group {
  struct Outcome {
    Database::Done done;
    absl::Status status;
  };
  std::vector<Outcome> outcomes;
  std::vector<Hook> hooks;
  std::vector<CommitHook> commit_hooks;
  bool has_success = false;
  // The engine rolled everything back under a unit.
  absl::Status lost;

  void Keep(std::vector<Hook> added) {
    for (Hook& hook : added) {
      for (Hook& kept : hooks) {
        if (kept.key == hook.key) kept.run = nullptr;
      }
      std::erase_if(hooks, [](const Hook& h) { return h.run == nullptr; });
      hooks.push_back(std::move(hook));
    }
  }
};

GroupWriter::GroupWriter(std::unique_ptr<SqliteConnection> connection,
                         const Options& options)
    : connection_(std::move(connection)),
      max_queued_(options.max_queued_writes),
      max_group_size_(options.max_group_size),
      max_group_time_(options.max_group_time),
      thread_([this] { Loop(); }) {}

GroupWriter::~GroupWriter() {
  {
    const MutexLock lock(mutex_);
    closing_ = true;
  }
  arrived_.NotifyAll();
  thread_.join();
}

bool GroupWriter::IsWriterThread() const {
  return std::this_thread::get_id() == thread_.get_id();
}

absl::Status GroupWriter::Health() const {
  return failed_ ? StoreFailed() : absl::OkStatus();
}

void GroupWriter::AddTo(DatabaseStats& stats) const {
  stats.groups_committed = groups_;
  stats.units_committed = committed_;
  stats.units_failed = failed_units_;
  stats.units_refused = refused_;
  const MutexLock lock(mutex_);
  stats.queued_writes = static_cast<int64_t>(queue_.size());
}

absl::Status GroupWriter::Refusal() {
  if (closing_) return StoreClosed();
  if (queue_.size() >= max_queued_) {
    return StoreOverloaded(static_cast<int64_t>(queue_.size()));
  }
  return Health();
}

void GroupWriter::Submit(Database::AsyncWork work, Deadline deadline,
                         Database::Done done, Turn turn) {
  Unit unit{std::move(work), std::move(deadline), std::move(done)};
  absl::Status refusal;
  {
    const MutexLock lock(mutex_);
    refusal = Refusal();
    if (refusal.ok()) {
      queue_.insert(turn == Turn::kNext ? queue_.begin() : queue_.end(),
                    std::move(unit));
    }
  }
  if (refusal.ok()) {
    arrived_.NotifyOne();
    return;
  }
  ++refused_;
  unit.done(std::move(refusal));
}

std::optional<GroupWriter::Unit> GroupWriter::Next(bool wait) {
  const MutexLock lock(mutex_);
  while (wait && queue_.empty() && !closing_) arrived_.Wait(mutex_);
  if (queue_.empty()) return std::nullopt;
  Unit unit = std::move(queue_.front());
  queue_.pop_front();
  return unit;
}

void GroupWriter::Loop() {
  while (std::optional<Unit> first = Next(/*wait=*/true)) {
    RunGroup(*std::move(first));
  }
}

void GroupWriter::RunGroup(Unit first) {
  Group group;
  const absl::Status begun =
      failed_ ? StoreFailed()
              : connection_->Execute("BEGIN IMMEDIATE", {}).status();
  if (!begun.ok()) {
    ++failed_units_;
    first.done(begun);
    return;
  }
  const auto start = std::chrono::steady_clock::now();
  std::optional<Unit> unit = std::move(first);
  while (unit.has_value()) {
    absl::Status status = RunUnit(*unit, group);
    group.outcomes.push_back({std::move(unit->done), std::move(status)});
    if (!group.lost.ok() || group.outcomes.size() >= max_group_size_ ||
        absl::FromChrono(std::chrono::steady_clock::now() - start) >=
            max_group_time_) {
      break;
    }
    unit = Next(/*wait=*/false);
  }
  const absl::Status committed = Finish(group);
  Tell(group, committed);
}

absl::Status GroupWriter::RunUnit(Unit& unit, Group& group) {
  SUYUAN_RETURN_IF_ERROR(unit.deadline.Check());
  WriteTransaction transaction(*connection_);
  absl::Status status = RunSavepoint(unit, transaction);
  // The work is destroyed here, before its caller is told.
  unit.work = nullptr;
  if (!connection_->InTransaction()) {
    group.lost = status.ok() ? StoreInternal() : status;
    return group.lost;
  }
  if (status.ok()) {
    group.has_success = true;
    group.Keep(transaction.TakeHooks());
    for (CommitHook& hook : transaction.TakeCommitHooks()) {
      group.commit_hooks.push_back(std::move(hook));
    }
  }
  return status;
}

absl::Status GroupWriter::RunSavepoint(Unit& unit,
                                       WriteTransaction& transaction) {
  SUYUAN_RETURN_IF_ERROR(connection_->Execute("SAVEPOINT unit", {}).status());
  absl::Status status = unit.work(transaction);
  if (!connection_->InTransaction()) return status;
  // Found now, it fails this unit; left to the commit, it would fail them all.
  if (status.ok() && connection_->HasDeferredViolations()) {
    status = StoreConstraint();
  }
  if (status.ok()) {
    return connection_->Execute("RELEASE unit", {}).status();
  }
  const absl::Status undone =
      connection_->Execute("ROLLBACK TO unit", {}).status();
  const absl::Status released =
      connection_->Execute("RELEASE unit", {}).status();
  if (!undone.ok() || !released.ok()) {
    // Half of a unit must not reach the commit.
    (void)connection_->Execute("ROLLBACK", {});
  }
  return status;
}

absl::Status GroupWriter::RunCommitHooks(Group& group) {
  WriteTransaction transaction(*connection_);
  for (CommitHook& hook : group.commit_hooks) {
    SUYUAN_RETURN_IF_ERROR(hook(transaction));
  }
  group.Keep(transaction.TakeHooks());
  return connection_->HasDeferredViolations() ? StoreConstraint()
                                              : absl::OkStatus();
}

absl::Status GroupWriter::Finish(Group& group) {
  absl::Status status = group.lost;
  if (status.ok()) status = RunCommitHooks(group);
  if (status.ok()) {
    status = connection_->Execute(group.has_success ? "COMMIT" : "ROLLBACK", {})
                 .status();
  }
  if (!status.ok() && connection_->InTransaction()) {
    (void)connection_->Execute("ROLLBACK", {});
  }
  // After a failed sync the system may have dropped the pages and report the
  // next sync as good. Only a new start, which reads the disk, knows.
  if (connection_->sync_failed() || connection_->InTransaction()) {
    failed_ = true;
  }
  return status;
}

void GroupWriter::Tell(Group& group, const absl::Status& committed) {
  if (committed.ok()) {
    if (group.has_success) ++groups_;
    for (Hook& hook : group.hooks) hook.run();
  }
  for (Group::Outcome& outcome : group.outcomes) {
    absl::Status status = committed.ok() ? outcome.status : committed;
    ++(status.ok() ? committed_ : failed_units_);
    outcome.done(std::move(status));
    outcome.done = nullptr;
  }
}

}  // namespace suyuan::sql
