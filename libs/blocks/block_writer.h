#ifndef LIBS_BLOCKS_BLOCK_WRITER_H_
#define LIBS_BLOCKS_BLOCK_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/blocks/format.h"

namespace suyuan::blocks {

// Writes a file of blocks beside the one that is there, and puts it in its
// place once it is whole and on the disk: at every instant, and after any
// crash, the path holds the old file or the new one. What a crash left of
// PATH.new is written over by the next. Not thread-safe.
class BlockWriter {
 public:
  // `format` says what the blocks hold and how. BLOCK_FILE_IO, BLOCK_FILE_BUSY
  // where another writer is at work on it.
  static absl::StatusOr<std::unique_ptr<BlockWriter>> Create(
      std::string path, absl::string_view format);
  // Without Commit() nothing is left behind.
  ~BlockWriter();
  BlockWriter(const BlockWriter&) = delete;
  BlockWriter& operator=(const BlockWriter&) = delete;

  // One block, given in pieces. A name has 1 to 32 bytes and comes once. After
  // a failure, which is BLOCK_FILE_IO, the file cannot be committed.
  absl::Status Add(absl::string_view name,
                   absl::Span<const absl::string_view> pieces);
  absl::Status Add(absl::string_view name, absl::string_view bytes) {
    return Add(name, absl::MakeConstSpan(&bytes, 1));
  }

  // Ends the file, waits for the disk and gives it its name. Once.
  absl::Status Commit();

  // Written so far.
  uint64_t bytes() const { return at_; }

 private:
  BlockWriter(std::string path, int file);

  absl::Status Write(absl::string_view bytes);

  const std::string path_;
  const std::string beside_;
  int file_;
  uint64_t at_ = 0;
  hash::Hash128 head_{};
  std::vector<Entry> entries_;
  absl::Status failed_;
};

}  // namespace suyuan::blocks

#endif  // LIBS_BLOCKS_BLOCK_WRITER_H_
