// Any text as the path of a tile, any bytes as a tile and as a bundle of
// entries: each has one spelling, which comes back.

#include <cstddef>
#include <cstdint>
#include <string>

#include "libs/tlog/tile.h"
#include "tests/fuzz/input.h"

namespace suyuan::tlog {
namespace {

using suyuan::fuzz::CheckRefusal;

void CheckPath(absl::string_view text) {
  const auto tile = ParseTilePath(text);
  if (!tile.ok()) {
    return CheckRefusal(tile.status(), {"LOG_TILE_PATH_INVALID"});
  }
  SUYUAN_CHECK(TilePath(*tile) == text);
  SUYUAN_CHECK(tile->width >= 1 && tile->width <= kTileWidth);
  const int level = tile->level.value_or(0);
  // The least tree that has the tile as it is.
  if (level > 6 || tile->index >= kMaxTreeSize >> (8 * level + 8)) return;
  const uint64_t hashes = tile->index * kTileWidth + tile->width;
  const uint64_t size = hashes << (kTileHeight * level);
  SUYUAN_CHECK(TileWidthAt(level, tile->index, size) == tile->width);
  SUYUAN_CHECK(TileWidthAt(level, tile->index, size - 1) == tile->width - 1);
}

void CheckTile(absl::string_view bytes) {
  const auto hashes = DecodeTile(bytes);
  if (!hashes.ok()) {
    return CheckRefusal(hashes.status(), {"LOG_BUNDLE_INVALID"});
  }
  SUYUAN_CHECK(EncodeTile(*hashes) == bytes);
}

void CheckBundle(absl::string_view bytes) {
  const auto entries = DecodeBundle(bytes);
  if (!entries.ok()) {
    return CheckRefusal(entries.status(), {"LOG_BUNDLE_INVALID"});
  }
  SUYUAN_CHECK(entries->size() <= kTileWidth);
  std::string again;
  for (const absl::string_view entry : *entries) {
    SUYUAN_CHECK(AppendEntry(entry, again).ok());
  }
  SUYUAN_CHECK(again == bytes);
}

}  // namespace
}  // namespace suyuan::tlog

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace suyuan::tlog;
  const absl::string_view text = suyuan::fuzz::Text(data, size);
  CheckPath(text);
  CheckTile(text);
  CheckBundle(text);
  return 0;
}
