#include "libs/tlog/tile.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/tlog/errors.h"

namespace suyuan::tlog {
namespace {

constexpr int kMaxLevel = 63;
// 18 digits: under 2^63.
constexpr size_t kMaxIndexParts = 6;

std::string IndexPath(uint64_t index) {
  std::string out = absl::StrFormat("%03d", index % 1000);
  while (index >= 1000) {
    index /= 1000;
    out = absl::StrFormat("x%03d/%s", index % 1000, out);
  }
  return out;
}

// Decimal digits without a needless zero in front.
std::optional<int> ParseSmall(absl::string_view text, int max) {
  int value = 0;
  const bool is_number =
      !text.empty() && text.size() <= 3 &&
      std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
      (text.size() == 1 || text[0] != '0') && absl::SimpleAtoi(text, &value);
  if (!is_number || value > max) return std::nullopt;
  return value;
}

bool IsThreeDigits(absl::string_view part) {
  return part.size() == 3 &&
         std::all_of(part.begin(), part.end(), absl::ascii_isdigit);
}

std::optional<uint64_t> ParseIndex(absl::Span<const absl::string_view> parts) {
  if (parts.empty() || parts.size() > kMaxIndexParts) return std::nullopt;
  uint64_t index = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    absl::string_view part = parts[i];
    const bool is_last = i + 1 == parts.size();
    if (!is_last && !absl::ConsumePrefix(&part, "x")) return std::nullopt;
    if (!IsThreeDigits(part)) return std::nullopt;
    if (i == 0 && !is_last && part == "000") return std::nullopt;
    int value = 0;
    (void)absl::SimpleAtoi(part, &value);
    index = index * 1000 + static_cast<uint64_t>(value);
  }
  return index;
}

}  // namespace

std::string TilePath(const Tile& tile) {
  SUYUAN_CHECK(tile.width >= 1 && tile.width <= kTileWidth);
  std::string path =
      absl::StrCat("tile/", tile.level ? absl::StrCat(*tile.level) : "entries",
                   "/", IndexPath(tile.index));
  if (tile.width < kTileWidth) absl::StrAppend(&path, ".p/", tile.width);
  return path;
}

absl::StatusOr<Tile> ParseTilePath(absl::string_view path) {
  Tile tile;
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(path, absl::MaxSplits(".p/", 1));
  if (halves.first.size() != path.size()) {
    const std::optional<int> width = ParseSmall(halves.second, kTileWidth - 1);
    if (!width || *width == 0) return TilePathInvalid("its width");
    tile.width = *width;
  }
  const std::vector<absl::string_view> parts =
      absl::StrSplit(halves.first, '/');
  if (parts.size() < 3 || parts[0] != "tile") {
    return TilePathInvalid("tile/<level>/<index> is wanted");
  }
  if (parts[1] != "entries") {
    tile.level = ParseSmall(parts[1], kMaxLevel);
    if (!tile.level) return TilePathInvalid("its level");
  }
  const std::optional<uint64_t> index =
      ParseIndex(absl::MakeConstSpan(parts).subspan(2));
  if (!index) return TilePathInvalid("its index");
  tile.index = *index;
  return tile;
}

int TileWidthAt(int level, uint64_t index, uint64_t size) {
  const int shift = level * kTileHeight;
  const uint64_t hashes = shift < 64 ? size >> shift : 0;
  const uint64_t before = index * kTileWidth;
  if (index > hashes / kTileWidth || hashes <= before) return 0;
  return static_cast<int>(std::min<uint64_t>(hashes - before, kTileWidth));
}

std::string EncodeTile(absl::Span<const Hash> hashes) {
  std::string out;
  out.reserve(hashes.size() * Hash::kSize);
  for (const Hash& hash : hashes) absl::StrAppend(&out, hash.view());
  return out;
}

absl::StatusOr<std::vector<Hash>> DecodeTile(absl::string_view bytes) {
  if (bytes.empty() || bytes.size() % Hash::kSize != 0 ||
      bytes.size() > kTileWidth * Hash::kSize) {
    return BundleInvalid(absl::StrCat(bytes.size(), " bytes of hashes"));
  }
  std::vector<Hash> out;
  for (size_t at = 0; at < bytes.size(); at += Hash::kSize) {
    out.push_back(*Hash::From(bytes.substr(at, Hash::kSize)));
  }
  return out;
}

absl::Status AppendEntry(absl::string_view entry, std::string& bundle) {
  if (entry.size() > kMaxEntryBytes) {
    return BundleInvalid(absl::StrCat("an entry of ", entry.size(),
                                      " bytes, at most ", kMaxEntryBytes));
  }
  bundle.push_back(static_cast<char>(entry.size() >> 8));
  bundle.push_back(static_cast<char>(entry.size()));
  absl::StrAppend(&bundle, entry);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::string_view>> DecodeBundle(
    absl::string_view bundle) {
  std::vector<absl::string_view> out;
  while (!bundle.empty()) {
    if (out.size() == kTileWidth) return BundleInvalid("over 256 entries");
    if (bundle.size() < 2) return BundleInvalid("it is cut short");
    const size_t size = static_cast<unsigned char>(bundle[0]) << 8 |
                        static_cast<unsigned char>(bundle[1]);
    bundle.remove_prefix(2);
    if (bundle.size() < size) return BundleInvalid("it is cut short");
    out.push_back(bundle.substr(0, size));
    bundle.remove_prefix(size);
  }
  return out;
}

}  // namespace suyuan::tlog
