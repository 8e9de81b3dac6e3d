#ifndef SERVICES_REGISTRY_FILES_IMPORT_JOB_H_
#define SERVICES_REGISTRY_FILES_IMPORT_JOB_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/reply.h"
#include "services/registry/convert/messages.h"
#include "services/registry/files/file_rows.h"
#include "services/registry/records/record_book.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::registry {

// One call of ImportRecords: rows are read and checked here while the writer
// writes those before them, some hundreds in a transaction. Each row is kept or
// refused by itself, in the order of the file.
class ImportJob : public std::enable_shared_from_this<ImportJob> {
 public:
  struct Options {
    RecordKind kind = RecordKind::kInstitution;
    // Of the row before the first.
    int64_t rows_before = 0;
    bool skip_unchanged = false;
    RecordBook::Writing writing;
    Deadline deadline;
  };

  // Borrows all but the rows until `done` is called.
  ImportJob(Options options, std::unique_ptr<FileRows> rows, RecordBook& book,
            rpc::Executor& executor, proto::ImportRecordsResponse& response,
            rpc::Done done);

  // Begins here and goes on on the executor; `done` is called when the last row
  // is settled, perhaps before this returns. An error of the store or a
  // deadline ends the job: rows that were kept before stay, and a repeat finds
  // them unchanged. Holds no thread while it waits for the writer.
  void Run();

 private:
  // Rows of one transaction.
  struct Batch {
    std::vector<size_t> rows;
    std::vector<RecordBook::Entry> entries;
  };

  // False where nothing is left to read.
  bool ReadBatch(Batch& batch);
  void ReadInto(size_t row, Batch& batch);
  // The revision that a row may have to be made of, as far as it is there.
  std::optional<Record> SeenOf(const std::string& name) const;
  RecordBook::Entry EntryOf(size_t row, FileRows::Head head);
  // The first failure, or the deadline's.
  absl::Status SoFar();
  // False where reading pauses, because enough waits for the writer: nothing of
  // the reader's may be touched after it.
  bool Submit(Batch batch, bool has_more);
  void Settle(const std::vector<size_t>& rows,
              const std::vector<absl::StatusOr<Record>>& results);
  void SettleRow(size_t row, const absl::StatusOr<Record>& result);
  void Refuse(size_t row, const absl::Status& status);
  // Nothing more is read.
  void EndReading(const absl::Status& status);
  void Finish(const absl::Status& status);
  void Answer();

  const Options options_;
  const std::unique_ptr<FileRows> rows_;
  RecordBook& book_;
  rpc::Executor& executor_;
  proto::ImportRecordsResponse& response_;
  const rpc::Done done_;
  size_t next_row_ = 0;  // the reader's alone
  // By row; each is written by one thread at a time.
  std::vector<proto::ImportedRow> outcomes_;
  std::vector<int64_t> seen_revisions_;
  int64_t last_position_ = 0;  // the writer's alone

  Mutex mutex_;
  int in_flight_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_paused_ ABSL_GUARDED_BY(mutex_) = false;
  bool has_read_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failed_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_IMPORT_JOB_H_
