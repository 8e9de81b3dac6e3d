#ifndef LIBS_TLOG_TILE_READER_H_
#define LIBS_TLOG_TILE_READER_H_

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/tile.h"

namespace suyuan::tlog {

// A log as c2sp.org/tlog-tiles publishes it, read by whoever trusts none of
// it: what is read here is to be held against a signed root.

// The bytes at a path below the log's prefix, such as "tile/0/000". NotFound
// where there is nothing.
using FetchPath =
    absl::FunctionRef<absl::StatusOr<std::string>(absl::string_view path)>;

// The hashes of a tile: `tile.width` of them, from the full tile where a
// partial one is not kept any more. LOG_BUNDLE_INVALID where there are fewer
// or others.
absl::StatusOr<std::vector<Hash>> ReadTile(const Tile& tile, FetchPath fetch);
// The same for a bundle's entries.
absl::StatusOr<std::vector<std::string>> ReadBundle(const Tile& tile,
                                                    FetchPath fetch);

// The stored hashes of a tree of `size` leaves from its tiles. Keeps the last
// 64 tiles (half a MB). Borrows `fetch`. Not thread-safe.
class TileHashes {
 public:
  TileHashes(uint64_t size, FetchPath fetch) : size_(size), fetch_(fetch) {}

  absl::StatusOr<std::vector<Hash>> Read(int level, uint64_t first, int count);
  // Read() as ReadHashes.
  auto Reader() {
    return [this](int level, uint64_t first, int count) {
      return Read(level, first, count);
    };
  }

 private:
  absl::StatusOr<const std::vector<Hash>*> Find(const Tile& tile);

  const uint64_t size_;
  const FetchPath fetch_;
  std::deque<std::pair<Tile, std::vector<Hash>>> kept_;
};

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_TILE_READER_H_
