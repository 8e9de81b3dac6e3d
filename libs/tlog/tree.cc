#include "libs/tlog/tree.h"

#include <optional>

#include "absl/numeric/bits.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/tlog/errors.h"

namespace suyuan::tlog {
namespace {

// The hash of the complete subtree of 2^height leaves with this index.
absl::StatusOr<Hash> CompleteHash(int height, uint64_t index, ReadHashes read) {
  const int level = height / kTileHeight;
  const int above = height % kTileHeight;
  const int count = 1 << above;
  SUYUAN_ASSIGN_OR_RETURN(std::vector<Hash> hashes,
                          read(level, index << above, count));
  if (hashes.size() != static_cast<size_t>(count)) {
    return TreeDamaged(absl::StrCat(hashes.size(), " hashes of level ", level,
                                    " from ", index << above, ", not ", count));
  }
  for (size_t width = hashes.size(); width > 1; width /= 2) {
    for (size_t i = 0; i < width / 2; ++i) {
      hashes[i] = HashNode(hashes[2 * i], hashes[2 * i + 1]);
    }
  }
  return hashes[0];
}

}  // namespace

absl::StatusOr<Hash> SubtreeHash(uint64_t begin, uint64_t end,
                                 ReadHashes read) {
  SUYUAN_CHECK(begin < end && end <= kMaxTreeSize);
  std::optional<Hash> out;
  // From the right: the smallest complete subtree is the deepest.
  while (begin < end) {
    const int height = absl::countr_zero(end - begin);
    const uint64_t leaves = uint64_t{1} << height;
    SUYUAN_CHECK((end - leaves) % leaves == 0);
    SUYUAN_ASSIGN_OR_RETURN(
        const Hash left, CompleteHash(height, (end - leaves) / leaves, read));
    out = out.has_value() ? HashNode(left, *out) : left;
    end -= leaves;
  }
  return *out;
}

absl::StatusOr<Hash> RootAt(uint64_t size, ReadHashes read) {
  if (size == 0) return EmptyRoot();
  return SubtreeHash(0, size, read);
}

absl::StatusOr<Frontier> Frontier::Load(uint64_t size, ReadHashes read) {
  SUYUAN_CHECK(size <= kMaxTreeSize);
  Frontier out;
  out.size_ = size;
  for (int height = 0; height < 63; ++height) {
    if ((size >> height & 1) == 0) continue;
    SUYUAN_ASSIGN_OR_RETURN(out.subtrees_[height],
                            CompleteHash(height, (size >> height) - 1, read));
  }
  return out;
}

void Frontier::Append(const Hash& leaf, std::vector<StoredHash>& stored) {
  SUYUAN_CHECK(size_ < kMaxTreeSize);
  Hash hash = leaf;
  int height = 0;
  stored.push_back({0, size_, hash});
  while ((size_ >> height & 1) != 0) {
    hash = HashNode(subtrees_[height], hash);
    ++height;
    if (height % kTileHeight == 0) {
      stored.push_back({height / kTileHeight, size_ >> height, hash});
    }
  }
  subtrees_[height] = hash;
  ++size_;
}

Hash Frontier::Root() const {
  if (size_ == 0) return EmptyRoot();
  int height = absl::countr_zero(size_);
  Hash root = subtrees_[height];
  while (++height < 63) {
    if ((size_ >> height & 1) != 0) root = HashNode(subtrees_[height], root);
  }
  return root;
}

}  // namespace suyuan::tlog
