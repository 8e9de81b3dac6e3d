#ifndef LIBS_BLOCKS_BLOCK_READER_H_
#define LIBS_BLOCKS_BLOCK_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/blocks/format.h"

namespace suyuan::blocks {

// Reads a file that BlockWriter wrote. Thread-safe.
class BlockReader {
 public:
  // The head and the directory are read and checked. BLOCK_FILE_MISSING, _IO,
  // _DAMAGED, or _FOREIGN where it was made in another format.
  static absl::StatusOr<std::unique_ptr<BlockReader>> Open(
      std::string path, absl::string_view format);
  ~BlockReader();
  BlockReader(const BlockReader&) = delete;
  BlockReader& operator=(const BlockReader&) = delete;

  // BLOCK_FILE_DAMAGED where there is no such block.
  absl::StatusOr<uint64_t> SizeOf(absl::string_view name) const;
  // The whole block into pieces of memory, which hold nothing that may be used
  // unless it is OK. BLOCK_FILE_DAMAGED where their sizes do not make up the
  // block's, or its digest is another.
  absl::Status Read(absl::string_view name,
                    absl::Span<const absl::Span<char>> pieces) const;
  absl::StatusOr<std::string> Read(absl::string_view name) const;
  // For who finds that a block holds something else than it should.
  absl::Status Damaged(absl::string_view name) const;

  uint64_t bytes() const { return bytes_; }

 private:
  BlockReader(std::string path, int file)
      : path_(std::move(path)), file_(file) {}

  absl::Status ReadDirectory(absl::string_view format);
  absl::Status CheckHead(const Trailer& trailer,
                         absl::string_view format) const;
  // Hashed while it is in the cache.
  absl::Status ReadPiece(uint64_t at, absl::Span<char> to,
                         hash::Hasher128& hasher) const;
  absl::Status ReadAt(uint64_t at, char* to, uint64_t size) const;

  const std::string path_;
  const int file_;
  uint64_t bytes_ = 0;
  absl::flat_hash_map<std::string, Entry> entries_;
};

}  // namespace suyuan::blocks

#endif  // LIBS_BLOCKS_BLOCK_READER_H_
