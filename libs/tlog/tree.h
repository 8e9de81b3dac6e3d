#ifndef LIBS_TLOG_TREE_H_
#define LIBS_TLOG_TREE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "libs/tlog/hash.h"

namespace suyuan::tlog {

// A log's tree is stored as the hashes of its tile levels (tlog-tiles): hash i
// of level l is that of the leaves [i * 256^l, (i + 1) * 256^l), and is stored
// once all of them are there. Level 0 holds the leaves' hashes. Together they
// are 1/255 more than the leaves alone; everything between is computed from at
// most 256 of them.
inline constexpr int kTileHeight = 8;
inline constexpr int kTileWidth = 256;
// Leaves a tree may have; no log gets there.
inline constexpr uint64_t kMaxTreeSize = uint64_t{1} << 62;

struct StoredHash {
  int level = 0;
  uint64_t index = 0;
  Hash hash;

  friend bool operator==(const StoredHash&, const StoredHash&) = default;
};

// Returns the stored hashes [first, first + count) of a level, count 1 to 256
// and all in one tile. Its errors are passed on.
using ReadHashes = absl::FunctionRef<absl::StatusOr<std::vector<Hash>>(
    int level, uint64_t first, int count)>;

// The root of the first `size` leaves of a tree with at least so many.
// O(log size) reads.
absl::StatusOr<Hash> RootAt(uint64_t size, ReadHashes read);

// The hash of the leaves [begin, end) as RFC 6962 names it, where they are a
// subtree of a tree: begin is a multiple of the least power of two that is not
// less than end - begin.
absl::StatusOr<Hash> SubtreeHash(uint64_t begin, uint64_t end, ReadHashes read);

// The right edge of a tree: what is needed to append and to state the root.
// At most 62 hashes, whatever the size. A value; not thread-safe.
class Frontier {
 public:
  Frontier() = default;
  // Of the first `size` leaves that are stored. O(log size) reads.
  static absl::StatusOr<Frontier> Load(uint64_t size, ReadHashes read);

  // Adds a leaf and appends to `stored` the hashes that are to be stored now:
  // the leaf's, and one of each level that it completes. Amortised O(1)
  // hashes, O(log size) at most.
  void Append(const Hash& leaf, std::vector<StoredHash>& stored);

  uint64_t size() const { return size_; }
  // O(log size) hashes.
  Hash Root() const;

 private:
  uint64_t size_ = 0;
  // Of the complete subtree of 2^height leaves that bit `height` of the size
  // stands for.
  std::array<Hash, 64> subtrees_;
};

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_TREE_H_
