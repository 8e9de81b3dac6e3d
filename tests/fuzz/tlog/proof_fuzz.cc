// Any proof, of any leaf in a tree of any size: it holds for the root that the
// text of RFC 9162 computes of it and for no other. A proof of a tree that is
// there holds, and no longer once it was touched.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/tlog/proof.h"
#include "tests/fuzz/input.h"
#include "tests/unit/tlog/memory_tree.h"

namespace suyuan::tlog {
namespace {

using suyuan::fuzz::CheckRefusal;
using suyuan::fuzz::Choices;

// More than one tile.
constexpr uint64_t kLeaves = 300;

testing::MemoryTree& Tree() {
  static auto& tree = *[] {
    auto* made = new testing::MemoryTree;
    for (uint64_t i = 0; i < kLeaves; ++i) {
      made->Append(absl::StrCat("entry ", i));
    }
    return made;
  }();
  return tree;
}

Hash RootOf(uint64_t size) { return *RootAt(size, Tree().Reader()); }

Hash Other(Hash hash, uint64_t bit) {
  hash.bytes[bit / 8 % Hash::kSize] ^= 1 << bit % 8;
  return hash;
}

bool Includes(uint64_t index, uint64_t size, const Hash& leaf, const Hash& root,
              const Proof& proof) {
  const absl::Status status = VerifyInclusion(index, size, leaf, root, proof);
  if (!status.ok()) CheckRefusal(status, {"LOG_PROOF_INVALID"});
  return status.ok();
}

bool Continues(uint64_t old_size, uint64_t new_size, const Hash& old_root,
               const Hash& new_root, const Proof& proof) {
  const absl::Status status =
      VerifyConsistency(old_size, new_size, old_root, new_root, proof);
  if (!status.ok()) CheckRefusal(status, {"LOG_PROOF_INVALID"});
  return status.ok();
}

// RFC 9162 2.1.3.2, as it is written there.
std::optional<Hash> RootByInclusion(uint64_t index, uint64_t size,
                                    const Hash& leaf, const Proof& proof) {
  if (index >= size) return std::nullopt;
  uint64_t fn = index;
  uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return std::nullopt;
    if (fn % 2 == 1 || fn == sn) {
      r = HashNode(p, r);
      while (fn % 2 == 0 && fn != 0) {
        fn /= 2;
        sn /= 2;
      }
    } else {
      r = HashNode(r, p);
    }
    fn /= 2;
    sn /= 2;
  }
  if (sn != 0) return std::nullopt;
  return r;
}

// RFC 9162 2.1.4.2, as it is written there: the roots of both trees.
std::optional<std::pair<Hash, Hash>> RootsByConsistency(uint64_t first,
                                                        uint64_t second,
                                                        const Hash& first_root,
                                                        Proof path) {
  if (path.empty() || first == 0 || first >= second) return std::nullopt;
  if ((first & (first - 1)) == 0) path.insert(path.begin(), first_root);
  uint64_t fn = first - 1;
  uint64_t sn = second - 1;
  while (fn % 2 == 1) {
    fn /= 2;
    sn /= 2;
  }
  Hash fr = path[0];
  Hash sr = path[0];
  for (size_t i = 1; i < path.size(); ++i) {
    if (sn == 0) return std::nullopt;
    if (fn % 2 == 1 || fn == sn) {
      fr = HashNode(path[i], fr);
      sr = HashNode(path[i], sr);
      while (fn % 2 == 0 && fn != 0) {
        fn /= 2;
        sn /= 2;
      }
    } else {
      sr = HashNode(sr, path[i]);
    }
    fn /= 2;
    sn /= 2;
  }
  if (sn != 0) return std::nullopt;
  return std::make_pair(fr, sr);
}

// Hashes of what is left, none where it is used up.
Proof ProofOf(absl::string_view bytes, size_t most) {
  Proof proof;
  for (; !bytes.empty() && proof.size() < most; bytes.remove_prefix(1)) {
    proof.push_back(HashLeaf(bytes.substr(0, 1)));
  }
  return proof;
}

void CheckAnyInclusion(uint64_t index, uint64_t size, uint64_t bit,
                       const Proof& proof) {
  const Hash leaf = HashLeaf("leaf");
  const auto root = RootByInclusion(index, size, leaf, proof);
  SUYUAN_CHECK(Includes(index, size, leaf, root.value_or(leaf), proof) ==
               root.has_value());
  SUYUAN_CHECK(
      !Includes(index, size, leaf, Other(root.value_or(leaf), bit), proof));
}

void CheckAnyConsistency(uint64_t old_size, uint64_t new_size, uint64_t bit,
                         const Proof& proof) {
  const Hash old = HashLeaf("old root");
  const auto roots = RootsByConsistency(old_size, new_size, old, proof);
  if (!roots) {
    SUYUAN_CHECK(old_size == new_size ||
                 !Continues(old_size, new_size, old, old, proof));
    return;
  }
  const auto& [first, second] = *roots;
  SUYUAN_CHECK(Continues(old_size, new_size, first, second, proof));
  SUYUAN_CHECK(
      !Continues(old_size, new_size, first, Other(second, bit), proof));
  SUYUAN_CHECK(
      !Continues(old_size, new_size, Other(first, bit), second, proof));
}

// `proof`, that is not empty, touched in one of four ways.
Proof Touched(Proof proof, uint64_t how) {
  const size_t at = how / 4 % proof.size();
  switch (how % 4) {
    case 0:
      proof[at] = Other(proof[at], how / 4);
      break;
    case 1:
      proof.erase(proof.begin() + at);
      break;
    case 2:
      proof.insert(proof.begin() + at, proof[at]);
      break;
    default:
      proof.push_back(RootOf(1));
  }
  return proof;
}

void CheckTree(uint64_t index, uint64_t old_size, uint64_t size, uint64_t how) {
  const Hash leaf = HashLeaf(absl::StrCat("entry ", index));
  const Hash root = RootOf(size);
  const Proof inclusion = *ProveInclusion(index, size, Tree().Reader());
  SUYUAN_CHECK(Includes(index, size, leaf, root, inclusion));
  SUYUAN_CHECK(!Includes(index, size, leaf, Other(root, how), inclusion));
  SUYUAN_CHECK(!Includes(index, size, Other(leaf, how), root, inclusion));
  if (!inclusion.empty()) {
    SUYUAN_CHECK(!Includes(index, size, leaf, root, Touched(inclusion, how)));
  }
  const Hash old_root = RootOf(old_size);
  const Proof growth = *ProveConsistency(old_size, size, Tree().Reader());
  SUYUAN_CHECK(growth.empty() == (old_size == size));
  SUYUAN_CHECK(Continues(old_size, size, old_root, root, growth));
  SUYUAN_CHECK(!Continues(old_size, size, old_root, Other(root, how), growth));
  SUYUAN_CHECK(!Continues(old_size, size, Other(old_root, how), root, growth));
  if (!growth.empty()) {
    SUYUAN_CHECK(
        !Continues(old_size, size, old_root, root, Touched(growth, how)));
  }
}

void Check(absl::string_view input) {
  Choices choices(input);
  const int width = 1 + static_cast<int>(choices.Take(1) % 8);
  const uint64_t a = choices.Take(width);
  const uint64_t b = choices.Take(width);
  const uint64_t how = choices.Take(2);
  // One more than any proof has, too.
  const Proof proof = ProofOf(choices.rest(), 64);
  CheckAnyInclusion(a, b, how, proof);
  CheckAnyConsistency(a, b, how, proof);
  const uint64_t size = 1 + a % kLeaves;
  CheckTree(b % size, 1 + b / 7 % size, size, how);
}

}  // namespace
}  // namespace suyuan::tlog

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::tlog::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
