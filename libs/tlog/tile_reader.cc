#include "libs/tlog/tile_reader.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/tlog/errors.h"
#include "libs/tlog/tree.h"

namespace suyuan::tlog {
namespace {

constexpr size_t kKeptTiles = 64;

// What is at the tile's path, or at that of the full tile which has taken its
// place.
absl::StatusOr<std::string> FetchTile(const Tile& tile, FetchPath fetch) {
  absl::StatusOr<std::string> bytes = fetch(TilePath(tile));
  if (!absl::IsNotFound(bytes.status()) || tile.width == kTileWidth) {
    return bytes;
  }
  Tile full = tile;
  full.width = kTileWidth;
  absl::StatusOr<std::string> grown = fetch(TilePath(full));
  return grown.ok() ? grown : bytes;
}

// What is there may be the full tile.
absl::Status CheckCount(const Tile& tile, size_t found) {
  const auto wanted = static_cast<size_t>(tile.width);
  if (found == wanted || found == kTileWidth) return absl::OkStatus();
  return BundleInvalid(
      absl::StrCat(TilePath(tile), " holds ", found, ", not ", wanted));
}

}  // namespace

absl::StatusOr<std::vector<Hash>> ReadTile(const Tile& tile, FetchPath fetch) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string bytes, FetchTile(tile, fetch));
  SUYUAN_ASSIGN_OR_RETURN(std::vector<Hash> hashes, DecodeTile(bytes));
  SUYUAN_RETURN_IF_ERROR(CheckCount(tile, hashes.size()));
  hashes.resize(static_cast<size_t>(tile.width));
  return hashes;
}

absl::StatusOr<std::vector<std::string>> ReadBundle(const Tile& tile,
                                                    FetchPath fetch) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string bytes, FetchTile(tile, fetch));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<absl::string_view> entries,
                          DecodeBundle(bytes));
  SUYUAN_RETURN_IF_ERROR(CheckCount(tile, entries.size()));
  return std::vector<std::string>(entries.begin(),
                                  entries.begin() + tile.width);
}

absl::StatusOr<const std::vector<Hash>*> TileHashes::Find(const Tile& tile) {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(),
                   [&tile](const auto& kept) { return kept.first == tile; });
  if (found != kept_.end()) return &found->second;
  SUYUAN_ASSIGN_OR_RETURN(std::vector<Hash> hashes, ReadTile(tile, fetch_));
  if (kept_.size() == kKeptTiles) kept_.pop_front();
  kept_.emplace_back(tile, std::move(hashes));
  return &kept_.back().second;
}

absl::StatusOr<std::vector<Hash>> TileHashes::Read(int level, uint64_t first,
                                                   int count) {
  const uint64_t index = first / kTileWidth;
  const auto begin = static_cast<int>(first % kTileWidth);
  const int width = TileWidthAt(level, index, size_);
  if (begin + count > width) {
    return TreeDamaged(absl::StrCat("no hash ", first + count - 1, " of level ",
                                    level, " in a tree of ", size_, " leaves"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Hash>* tile,
                          Find({level, index, width}));
  return std::vector<Hash>(tile->begin() + begin,
                           tile->begin() + begin + count);
}

}  // namespace suyuan::tlog
