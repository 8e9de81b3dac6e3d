#ifndef LIBS_BLOCKS_FORMAT_H_
#define LIBS_BLOCKS_FORMAT_H_

#include <array>
#include <cstdint>

#include "libs/hash/hash.h"

// A file of named blocks, as block_writer.h writes and block_reader.h reads it:
//
//   kMagic, the length of the format's text (u64) and that text
//   the blocks, one after the other
//   the directory: an Entry for each block
//   a Trailer
//
// Every byte is under a digest: of the head and the blocks in the directory, of
// that in the trailer. Numbers are the machine's own: whoever reads on another
// one does not find the magic.

namespace suyuan::blocks {

inline constexpr uint64_t kMagic = 0x31736b636f6c4273;  // "sBlocks1"

struct Entry {
  std::array<char, 32> name;  // filled up with zero bytes
  uint64_t at;
  uint64_t size;
  hash::Hash128 digest;
};

struct Trailer {
  uint64_t at;  // of the directory
  uint64_t entries;
  uint64_t magic;
  hash::Hash128 head;    // digest of all before the first block
  hash::Hash128 digest;  // of the directory and the fields above
};

}  // namespace suyuan::blocks

#endif  // LIBS_BLOCKS_FORMAT_H_
