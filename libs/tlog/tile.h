#ifndef LIBS_TLOG_TILE_H_
#define LIBS_TLOG_TILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/tree.h"

namespace suyuan::tlog {

// What a log publishes under its prefix, by c2sp.org/tlog-tiles.
struct Tile {
  // 0 to 63; absent for a bundle of entries, which counts like level 0.
  std::optional<int> level;
  uint64_t index = 0;
  int width = kTileWidth;  // 256: full; 1 to 255: partial

  friend bool operator==(const Tile&, const Tile&) = default;
};

// "tile/<L>/<N>[.p/<W>]" and "tile/entries/<N>[.p/<W>]"; index 1234067 is
// "x001/x234/067".
std::string TilePath(const Tile& tile);
// Of exactly what TilePath() gives. InvalidArgument LOG_TILE_PATH_INVALID.
absl::StatusOr<Tile> ParseTilePath(absl::string_view path);

// The hashes that the tile `level`, `index` has in a tree of `size` leaves: 0
// (there is none) to 256.
int TileWidthAt(int level, uint64_t index, uint64_t size);

// The hashes of a tile one after another.
std::string EncodeTile(absl::Span<const Hash> hashes);
// InvalidArgument LOG_BUNDLE_INVALID unless 1 to 256 whole hashes.
absl::StatusOr<std::vector<Hash>> DecodeTile(absl::string_view bytes);

// A bundle is a row of entries, each after its length in two bytes.
inline constexpr size_t kMaxEntryBytes = 65535;
// InvalidArgument LOG_BUNDLE_INVALID for an entry over kMaxEntryBytes.
absl::Status AppendEntry(absl::string_view entry, std::string& bundle);
// Borrowed from `bundle`. InvalidArgument LOG_BUNDLE_INVALID where it is cut
// short or holds more than 256.
absl::StatusOr<std::vector<absl::string_view>> DecodeBundle(
    absl::string_view bundle);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_TILE_H_
