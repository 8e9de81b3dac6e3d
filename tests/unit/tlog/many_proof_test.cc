#include "libs/tlog/many_proof.h"

#include <algorithm>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/tlog/memory_tree.h"

namespace suyuan::tlog {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::MemoryTree;

std::string EntryAt(uint64_t index) { return "entry " + std::to_string(index); }

MemoryTree TreeOf(uint64_t size) {
  MemoryTree tree;
  for (uint64_t i = 0; i < size; ++i) tree.Append(EntryAt(i));
  return tree;
}

LeafHashes LeavesAt(const std::vector<uint64_t>& indexes) {
  LeafHashes out;
  for (const uint64_t i : indexes) out.emplace(i, HashLeaf(EntryAt(i)));
  return out;
}

// The bits of `chosen` say which.
std::vector<uint64_t> Chosen(uint64_t size, uint64_t chosen) {
  std::vector<uint64_t> out;
  for (uint64_t i = 0; i < size; ++i) {
    if ((chosen >> i & 1) != 0) out.push_back(i);
  }
  return out;
}

TEST_CASE("Any leaves of a small tree give its root with their proof") {
  for (uint64_t size = 1; size <= 9; ++size) {
    MemoryTree tree = TreeOf(size);
    const Hash root = tree.frontier().Root();
    for (uint64_t chosen = 0; chosen < uint64_t{1} << size; ++chosen) {
      const std::vector<uint64_t> indexes = Chosen(size, chosen);
      const auto proof = ProveMany(indexes, size, tree.Reader());
      REQUIRE_THAT(proof.status(), IsOk());
      const auto found = RootOfMany(LeavesAt(indexes), size, *proof);
      REQUIRE_THAT(found.status(), IsOk());
      CHECK(*found == root);
    }
  }
}

TEST_CASE("One leaf needs the hashes of its inclusion proof") {
  MemoryTree tree = TreeOf(1000);
  for (const uint64_t index : {0, 255, 256, 999}) {
    const auto many =
        ProveMany(std::vector<uint64_t>{index}, 1000, tree.Reader());
    const auto one = ProveInclusion(index, 1000, tree.Reader());
    REQUIRE_THAT(many.status(), IsOk());
    REQUIRE_THAT(one.status(), IsOk());
    Proof sorted_many = *many;
    Proof sorted_one = *one;
    std::sort(sorted_many.begin(), sorted_many.end());
    std::sort(sorted_one.begin(), sorted_one.end());
    CHECK(sorted_many == sorted_one);
  }
}

TEST_CASE("Neighbours share the hashes of their proofs") {
  MemoryTree tree = TreeOf(1024);
  const auto proof =
      ProveMany(std::vector<uint64_t>{512, 513, 514, 515}, 1024, tree.Reader());
  REQUIRE_THAT(proof.status(), IsOk());
  CHECK(proof->size() == 8);
}

TEST_CASE("Another leaf, place, hash or size gives another root, or none") {
  constexpr uint64_t kSize = 700;
  const std::vector<uint64_t> indexes = {3, 4, 300, 699};
  MemoryTree tree = TreeOf(kSize);
  const Hash root = tree.frontier().Root();
  const auto proof = ProveMany(indexes, kSize, tree.Reader());
  REQUIRE_THAT(proof.status(), IsOk());
  const auto gives_root = [&](const LeafHashes& leaves, uint64_t size,
                              const Proof& with) {
    const auto found = RootOfMany(leaves, size, with);
    return found.ok() && *found == root;
  };
  REQUIRE(gives_root(LeavesAt(indexes), kSize, *proof));
  CHECK_FALSE(gives_root(LeavesAt(indexes), kSize + 1, *proof));
  CHECK_FALSE(gives_root(LeavesAt({3, 4, 300}), kSize, *proof));
  CHECK_FALSE(gives_root(LeavesAt({3, 4, 300, 301, 699}), kSize, *proof));
  LeafHashes moved = LeavesAt({3, 4, 699});
  moved.emplace(301, HashLeaf(EntryAt(300)));
  CHECK_FALSE(gives_root(moved, kSize, *proof));
  LeafHashes altered = LeavesAt(indexes);
  altered[300] = HashLeaf("another entry");
  CHECK_FALSE(gives_root(altered, kSize, *proof));
  for (size_t i = 0; i < proof->size(); ++i) {
    Proof other = *proof;
    other[i].bytes[i % Hash::kSize] ^= 1;
    CHECK_FALSE(gives_root(LeavesAt(indexes), kSize, other));
    other = *proof;
    other.erase(other.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_FALSE(gives_root(LeavesAt(indexes), kSize, other));
  }
}

TEST_CASE("A proof with a hash too many or too few does not hold") {
  MemoryTree tree = TreeOf(10);
  auto proof = ProveMany(std::vector<uint64_t>{7}, 10, tree.Reader());
  REQUIRE_THAT(proof.status(), IsOk());
  proof->push_back(HashLeaf("more"));
  CHECK_THAT(RootOfMany(LeavesAt({7}), 10, *proof).status(),
             HasReason("LOG_PROOF_INVALID"));
  CHECK_THAT(RootOfMany(LeavesAt({7}), 10, {}).status(),
             HasReason("LOG_PROOF_INVALID"));
  CHECK_THAT(RootOfMany(LeavesAt({7}), 7, {}).status(),
             HasReason("LOG_PROOF_INVALID"));
}

TEST_CASE("Leaves that are not in the tree, or not in order, have no proof") {
  MemoryTree tree = TreeOf(10);
  for (const std::vector<uint64_t>& indexes :
       {std::vector<uint64_t>{10}, {3, 3}, {4, 3}}) {
    CHECK_THAT(ProveMany(indexes, 10, tree.Reader()).status(),
               HasReason("LOG_PROOF_IMPOSSIBLE"));
  }
}

}  // namespace
}  // namespace suyuan::tlog
