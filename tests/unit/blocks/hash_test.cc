#include "libs/hash/hash.h"

#include "catch2/catch.hpp"

namespace suyuan::hash {
namespace {

TEST_CASE("A hash is that of XXH3 on every machine and in every process") {
  // XXH3_64bits("") without a seed, and XXH3_128bits(""), as published.
  CHECK(Hash64("", 0) == 0x2d06800538d394c2);
  CHECK(Hasher128().Get() == Hash128{0x6001c324468d497f, 0x99aa06d3014798d8});
}

TEST_CASE("Another seed gives another hash") {
  CHECK(Hash64("JJG 99-2022", 1) != Hash64("JJG 99-2022", 2));
}

TEST_CASE("Pieces hash as the whole does") {
  Hasher128 whole;
  whole.Update("one and two");
  Hasher128 pieces;
  pieces.Update("one ");
  pieces.Update("");
  pieces.Update("and two");
  CHECK(pieces.Get() == whole.Get());
  pieces.Update("!");
  CHECK(pieces.Get() != whole.Get());
}

}  // namespace
}  // namespace suyuan::hash
