#include "libs/tlog/tile.h"

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"

namespace suyuan::tlog {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

TEST_CASE("A tile's path is that of tlog-tiles, both ways") {
  const auto [tile, path] = GENERATE(table<Tile, std::string>({
      {{0, 1234067}, "tile/0/x001/x234/067"},
      {{0, 0}, "tile/0/000"},
      {{1, 999, 17}, "tile/1/999.p/17"},
      {{63, 1000, 255}, "tile/63/x001/000.p/255"},
      {{std::nullopt, 5, 1}, "tile/entries/005.p/1"},
      {{std::nullopt, 1000000}, "tile/entries/x001/x000/000"},
      {{2, 999999999999999999u}, "tile/2/x999/x999/x999/x999/x999/999"},
  }));
  CHECK(TilePath(tile) == path);
  const auto parsed = ParseTilePath(path);
  REQUIRE_THAT(StatusOf(parsed), IsOk());
  CHECK(*parsed == tile);
}

TEST_CASE("What is not exactly the path of a tile is refused") {
  const auto path = GENERATE(
      "", "tile", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/",
      "tile/64/000", "tile/00/000", "tile/-1/000", "tile/+1/000", "tile/0/0",
      "tile/0/0000", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001/x002",
      "tile/0/x001x/002", "tile/0/x1/002", "tile/0/ 01", "tile/0/+01",
      "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/",
      "tile/0/000.p/1/2", "tile/entry/000", "tile/Entries/000", "data/0/000",
      "tile/0/x001/x001/x001/x001/x001/x001/001");
  INFO(path);
  CHECK_THAT(StatusOf(ParseTilePath(path)), HasReason("LOG_TILE_PATH_INVALID"));
}

TEST_CASE("A tree of 70,000 leaves has the tiles that tlog-tiles counts") {
  constexpr uint64_t kSize = 70000;
  CHECK(TileWidthAt(0, 272, kSize) == 256);
  CHECK(TileWidthAt(0, 273, kSize) == 112);
  CHECK(TileWidthAt(0, 274, kSize) == 0);
  CHECK(TileWidthAt(1, 0, kSize) == 256);
  CHECK(TileWidthAt(1, 1, kSize) == 17);
  CHECK(TileWidthAt(2, 0, kSize) == 1);
  CHECK(TileWidthAt(3, 0, kSize) == 0);
  CHECK(TileWidthAt(63, 0, kSize) == 0);
  CHECK(TileWidthAt(0, ~uint64_t{0}, kSize) == 0);
  CHECK(TileWidthAt(0, 0, 256) == 256);
  CHECK(TileWidthAt(1, 0, 256) == 1);
  CHECK(TileWidthAt(0, 1, 256) == 0);
}

TEST_CASE("A tile's bytes are its hashes, 1 to 256 whole ones") {
  const std::vector<Hash> hashes = {HashLeaf("a"), HashLeaf("b")};
  CHECK(EncodeTile(hashes).size() == 64);
  CHECK(DecodeTile(EncodeTile(hashes)).value() == hashes);
  CHECK(DecodeTile(std::string(8192, 'x')).ok());
  for (const size_t size : {0, 1, 31, 33, 8192 + 32}) {
    CHECK_THAT(StatusOf(DecodeTile(std::string(size, 'x'))),
               HasReason("LOG_BUNDLE_INVALID"));
  }
}

TEST_CASE("A bundle gives its entries back, a broken one nothing") {
  std::string bundle;
  const std::vector<std::string> entries = {"", "a", std::string(65535, 'x')};
  for (const std::string& e : entries) {
    CHECK_THAT(AppendEntry(e, bundle), IsOk());
  }
  CHECK(bundle.substr(0, 5) == std::string("\0\0\0\1a", 5));
  const auto decoded = DecodeBundle(bundle);
  REQUIRE_THAT(StatusOf(decoded), IsOk());
  CHECK(std::vector<std::string>(decoded->begin(), decoded->end()) == entries);
  CHECK_THAT(StatusOf(DecodeBundle(
                 absl::string_view(bundle).substr(0, bundle.size() - 1))),
             HasReason("LOG_BUNDLE_INVALID"));
  CHECK_THAT(StatusOf(DecodeBundle(absl::string_view(bundle).substr(0, 3))),
             HasReason("LOG_BUNDLE_INVALID"));
  CHECK_THAT(AppendEntry(std::string(65536, 'x'), bundle),
             HasReason("LOG_BUNDLE_INVALID"));
  CHECK(DecodeBundle(std::string(2 * 256, '\0')).value().size() == 256);
  CHECK_FALSE(DecodeBundle(std::string(2 * 257, '\0')).ok());
}

}  // namespace
}  // namespace suyuan::tlog
