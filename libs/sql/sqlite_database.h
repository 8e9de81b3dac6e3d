#ifndef LIBS_SQL_SQLITE_DATABASE_H_
#define LIBS_SQL_SQLITE_DATABASE_H_

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "libs/sql/database.h"
#include "libs/sql/group_writer.h"
#include "libs/sql/sqlite_connection.h"

namespace suyuan::sql {

// Held as long as it lives; the system lets it go with the process.
class FileLock {
 public:
  // FailedPrecondition STORE_LOCKED where another holds it.
  static absl::StatusOr<FileLock> Take(const std::string& path);
  FileLock() = default;
  FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~FileLock();

 private:
  int file_ = -1;
};

// The file and what SQLite keeps beside it.
void RemoveDatabaseFiles(const std::string& path);

// See Database.
class SqliteDatabase : public Database {
 public:
  static absl::StatusOr<std::unique_ptr<Database>> Open(Options options);
  ~SqliteDatabase() override;

  using Database::Read;
  using Database::Write;
  absl::Status Write(Work work, const Deadline& deadline) override;
  void WriteAsync(AsyncWork work, Done done) override;
  void WriteNextAsync(AsyncWork work, Done done) override;
  absl::Status Read(Work work, const Deadline& deadline) override;
  absl::Status CopyTo(absl::string_view path) override;
  std::string path() const override { return path_; }
  absl::Status Health() const override { return writer_->Health(); }
  DatabaseStats stats() const override;

 private:
  SqliteDatabase() = default;
  absl::StatusOr<std::unique_ptr<SqliteConnection>> TakeReader(
      const Deadline& deadline);

  std::string path_;
  std::string private_file_;
  FileLock lock_;
  std::optional<GroupWriter> writer_;
  Mutex mutex_;
  CondVar returned_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_readers_
      ABSL_GUARDED_BY(mutex_);
  std::atomic<int64_t> reads_{0};
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_SQLITE_DATABASE_H_
