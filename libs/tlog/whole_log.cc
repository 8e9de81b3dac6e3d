#include "libs/tlog/whole_log.h"

#include <array>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/tlog/errors.h"
#include "libs/tlog/tree.h"

namespace suyuan::tlog {
namespace {

// The tiles of a growing tree, each held against the published one as soon as
// it is full, or at the end.
class TileCheck {
 public:
  explicit TileCheck(FetchPath fetch) : fetch_(fetch) {}

  absl::Status Add(const StoredHash& stored) {
    Level& level = levels_[static_cast<size_t>(stored.level)];
    level.index = stored.index / kTileWidth;
    level.hashes.push_back(stored.hash);
    if (level.hashes.size() < kTileWidth) return absl::OkStatus();
    return Compare(stored.level);
  }

  absl::Status End() {
    for (size_t level = 0; level < levels_.size(); ++level) {
      if (levels_[level].hashes.empty()) continue;
      SUYUAN_RETURN_IF_ERROR(Compare(static_cast<int>(level)));
    }
    return absl::OkStatus();
  }

 private:
  struct Level {
    uint64_t index = 0;  // of the tile
    std::vector<Hash> hashes;
  };

  absl::Status Compare(int number) {
    Level& level = levels_[static_cast<size_t>(number)];
    const Tile tile{number, level.index, static_cast<int>(level.hashes.size())};
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<Hash> published,
                            ReadTile(tile, fetch_));
    if (published != level.hashes) {
      return TreeDamaged(absl::StrCat(
          TilePath(tile), " does not follow from the entries before it"));
    }
    level.hashes.clear();
    return absl::OkStatus();
  }

  const FetchPath fetch_;
  // As many as kMaxTreeSize fills.
  std::array<Level, 8> levels_;
};

}  // namespace

absl::Status ReadEntries(uint64_t size, FetchPath fetch, VisitEntry visit) {
  for (uint64_t index = 0; index * kTileWidth < size; ++index) {
    const Tile bundle{std::nullopt, index, TileWidthAt(0, index, size)};
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<std::string> entries,
                            ReadBundle(bundle, fetch));
    for (size_t i = 0; i < entries.size(); ++i) {
      SUYUAN_RETURN_IF_ERROR(visit(index * kTileWidth + i, entries[i]));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWholeLog(const Checkpoint& checkpoint, FetchPath fetch,
                           VisitEntry visit) {
  if (checkpoint.size > kMaxTreeSize) return TreeDamaged("too large to be");
  Frontier frontier;
  TileCheck tiles(fetch);
  std::vector<StoredHash> stored;
  const auto add = [&](uint64_t index, absl::string_view entry) {
    stored.clear();
    frontier.Append(HashLeaf(entry), stored);
    for (const StoredHash& hash : stored) {
      SUYUAN_RETURN_IF_ERROR(tiles.Add(hash));
    }
    return visit(index, entry);
  };
  SUYUAN_RETURN_IF_ERROR(ReadEntries(checkpoint.size, fetch, add));
  SUYUAN_RETURN_IF_ERROR(tiles.End());
  if (frontier.Root() == checkpoint.root) return absl::OkStatus();
  return TreeDamaged(absl::StrCat("the ", checkpoint.size,
                                  " entries do not give the signed root"));
}

}  // namespace suyuan::tlog
