#include "libs/sql/sqlite_database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/errors.h"
#include "libs/sql/sqlite_transaction.h"

namespace suyuan::sql {
namespace {

// What a Read sees.
class ReadTransaction : public SqliteTransaction {
 public:
  using SqliteTransaction::SqliteTransaction;

  void AfterCommit(const void*, std::function<void()>) override {
    SUYUAN_CHECK(false && "AfterCommit in a Read");
  }
  void BeforeCommit(std::function<absl::Status(Transaction&)>) override {
    SUYUAN_CHECK(false && "BeforeCommit in a Read");
  }
};

absl::StatusOr<std::string> PrivateFile() {
  const char* temporary = std::getenv("TMPDIR");
  for (const char* folder :
       {"/dev/shm", temporary == nullptr ? "/tmp" : temporary}) {
    std::string path = absl::StrCat(folder, "/suyuan-memory-XXXXXX");
    const int file = mkstemp(path.data());
    if (file < 0) continue;
    close(file);
    return path;
  }
  return StoreUnwritable();
}

absl::Status SyncFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return StoreIo();
  const bool synced = fsync(file) == 0;
  close(file);
  return synced ? absl::OkStatus() : StoreIo();
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

absl::StatusOr<FileLock> FileLock::Take(const std::string& path) {
  FileLock lock;
  lock.file_ = open(absl::StrCat(path, ".lock").c_str(),
                    O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock.file_ < 0) return StoreUnwritable();
  if (flock(lock.file_, LOCK_EX | LOCK_NB) != 0) return StoreLocked(path);
  return lock;
}

FileLock::~FileLock() {
  if (file_ >= 0) close(file_);
}

void RemoveDatabaseFiles(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    (void)std::remove(absl::StrCat(path, suffix).c_str());
  }
}

absl::StatusOr<std::unique_ptr<Database>> SqliteDatabase::Open(
    Options options) {
  SUYUAN_CHECK(options.readers >= 1 && options.max_queued_writes >= 1 &&
               options.max_group_size >= 1);
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase());
  const bool in_memory = options.path.empty();
  if (in_memory) {
    SUYUAN_ASSIGN_OR_RETURN(database->private_file_, PrivateFile());
  }
  const std::string& file = in_memory ? database->private_file_ : options.path;
  if (options.exclusive && !in_memory) {
    SUYUAN_ASSIGN_OR_RETURN(database->lock_, FileLock::Take(file));
  }
  SUYUAN_ASSIGN_OR_RETURN(
      auto writer,
      SqliteConnection::Open(file, options, SqliteConnection::Role::kWriter,
                             /*durable=*/!in_memory));
  for (int i = 0; i < options.readers; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(
        auto reader,
        SqliteConnection::Open(file, options, SqliteConnection::Role::kReader,
                               /*durable=*/!in_memory));
    const MutexLock lock(database->mutex_);
    database->idle_readers_.push_back(std::move(reader));
  }
  database->path_ = options.path;
  database->writer_.emplace(std::move(writer), options);
  return database;
}

SqliteDatabase::~SqliteDatabase() {
  writer_.reset();
  {
    const MutexLock lock(mutex_);
    idle_readers_.clear();
  }
  if (!private_file_.empty()) RemoveDatabaseFiles(private_file_);
}

absl::Status SqliteDatabase::Write(Work work, const Deadline& deadline) {
  SUYUAN_CHECK(!writer_->IsWriterThread());
  Mutex mutex;
  CondVar told;
  bool is_done = false;
  absl::Status out;
  writer_->Submit([work](Transaction& t) { return work(t); }, deadline,
                  [&](absl::Status status) {
                    const MutexLock lock(mutex);
                    out = std::move(status);
                    is_done = true;
                    // Under the lock: the waiter owns `told` and may leave as
                    // soon as it can lock.
                    told.NotifyOne();
                  });
  const MutexLock lock(mutex);
  while (!is_done) told.Wait(mutex);
  return out;
}

void SqliteDatabase::WriteAsync(AsyncWork work, Done done) {
  writer_->Submit(std::move(work), Deadline::Infinite(), std::move(done));
}

void SqliteDatabase::WriteNextAsync(AsyncWork work, Done done) {
  writer_->Submit(std::move(work), Deadline::Infinite(), std::move(done),
                  GroupWriter::Turn::kNext);
}

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteDatabase::TakeReader(
    const Deadline& deadline) {
  const MutexLock lock(mutex_);
  while (idle_readers_.empty()) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    const absl::Duration left = deadline.Left();
    // A clock of a test stands still, and a caller may leave: look again.
    returned_.WaitFor(mutex_, std::min(left, absl::Milliseconds(50)));
  }
  std::unique_ptr<SqliteConnection> reader = std::move(idle_readers_.back());
  idle_readers_.pop_back();
  return reader;
}

absl::Status SqliteDatabase::Read(Work work, const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> reader,
                          TakeReader(deadline));
  const absl::Cleanup give_back = [&] {
    {
      const MutexLock lock(mutex_);
      idle_readers_.push_back(std::move(reader));
    }
    returned_.NotifyOne();
  };
  ++reads_;
  reader->set_deadline(&deadline);
  const absl::Cleanup forget = [&] { reader->set_deadline(nullptr); };
  SUYUAN_RETURN_IF_ERROR(reader->Execute("BEGIN", {}).status());
  ReadTransaction transaction(*reader);
  absl::Status status = work(transaction);
  reader->set_deadline(nullptr);
  // A read has nothing to keep, so its end cannot fail it.
  (void)reader->Execute("ROLLBACK", {});
  return status;
}

absl::Status SqliteDatabase::CopyTo(absl::string_view path) {
  const std::string target(path);
  const std::string unfinished = absl::StrCat(path, ".unfinished");
  RemoveDatabaseFiles(unfinished);
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> reader,
                          TakeReader(Deadline::Infinite()));
  absl::Status status = reader->CopyTo(unfinished);
  {
    const MutexLock lock(mutex_);
    idle_readers_.push_back(std::move(reader));
  }
  returned_.NotifyOne();
  if (status.ok()) status = SyncFile(unfinished);
  if (status.ok() && std::rename(unfinished.c_str(), target.c_str()) != 0) {
    status = StoreIo();
  }
  if (!status.ok()) {
    RemoveDatabaseFiles(unfinished);
    return status;
  }
  return SyncFile(FolderOf(target));
}

DatabaseStats SqliteDatabase::stats() const {
  DatabaseStats stats;
  writer_->AddTo(stats);
  stats.reads = reads_;
  return stats;
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(Options options) {
  return SqliteDatabase::Open(std::move(options));
}

}  // namespace suyuan::sql
