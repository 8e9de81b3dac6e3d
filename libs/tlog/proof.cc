#include "libs/tlog/proof.h"

#include <algorithm>

#include "absl/numeric/bits.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/tlog/errors.h"

namespace suyuan::tlog {
namespace {

// The leaves [begin, end) of a subtree.
struct Range {
  uint64_t begin;
  uint64_t end;
};

// RFC 6962 2.1: the largest power of two less than the number of leaves.
uint64_t Split(const Range& range) {
  return range.begin + absl::bit_floor(range.end - range.begin - 1);
}

absl::StatusOr<Proof> HashesOf(const std::vector<Range>& ranges,
                               ReadHashes read) {
  Proof out;
  for (const Range& range : ranges) {
    SUYUAN_ASSIGN_OR_RETURN(const Hash hash,
                            SubtreeHash(range.begin, range.end, read));
    out.push_back(hash);
  }
  return out;
}

absl::Status CheckSize(uint64_t size) {
  if (size <= kMaxTreeSize) return absl::OkStatus();
  return ProofImpossible(absl::StrCat("a tree of ", size, " leaves"));
}

}  // namespace

absl::StatusOr<Proof> ProveInclusion(uint64_t index, uint64_t size,
                                     ReadHashes read) {
  SUYUAN_RETURN_IF_ERROR(CheckSize(size));
  if (index >= size) {
    return ProofImpossible(
        absl::StrCat("leaf ", index, " of a tree of ", size, " leaves"));
  }
  std::vector<Range> siblings;
  Range range{0, size};
  while (range.end - range.begin > 1) {
    const uint64_t split = Split(range);
    if (index < split) {
      siblings.push_back({split, range.end});
      range.end = split;
    } else {
      siblings.push_back({range.begin, split});
      range.begin = split;
    }
  }
  std::reverse(siblings.begin(), siblings.end());
  return HashesOf(siblings, read);
}

absl::StatusOr<Proof> ProveConsistency(uint64_t old_size, uint64_t new_size,
                                       ReadHashes read) {
  SUYUAN_RETURN_IF_ERROR(CheckSize(new_size));
  if (old_size == 0 || old_size > new_size) {
    return ProofImpossible(absl::StrCat("from a tree of ", old_size,
                                        " leaves to one of ", new_size));
  }
  std::vector<Range> ranges;
  Range range{0, new_size};
  while (range.end != old_size) {
    const uint64_t split = Split(range);
    if (old_size <= split) {
      ranges.push_back({split, range.end});
      range.end = split;
    } else {
      ranges.push_back({range.begin, split});
      range.begin = split;
    }
  }
  // The old root itself is known to whoever checks.
  if (range.begin > 0) ranges.push_back(range);
  std::reverse(ranges.begin(), ranges.end());
  return HashesOf(ranges, read);
}

// RFC 9162 2.1.3.2.
absl::Status VerifyInclusion(uint64_t index, uint64_t size, const Hash& leaf,
                             const Hash& root, absl::Span<const Hash> proof) {
  if (index >= size) {
    return ProofInvalid(
        absl::StrCat("leaf ", index, " of a tree of ", size, " leaves"));
  }
  uint64_t node = index;
  uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return ProofInvalid("it is too long");
    if ((node & 1) != 0 || node == last) {
      hash = HashNode(sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = HashNode(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  if (last != 0) return ProofInvalid("it is too short");
  if (hash != root) return ProofInvalid("it leads to another root");
  return absl::OkStatus();
}

// RFC 9162 2.1.4.2.
absl::Status VerifyConsistency(uint64_t old_size, uint64_t new_size,
                               const Hash& old_root, const Hash& new_root,
                               absl::Span<const Hash> proof) {
  if (old_size == 0 || old_size > new_size) {
    return ProofInvalid(absl::StrCat("from a tree of ", old_size,
                                     " leaves to one of ", new_size));
  }
  if (old_size == new_size) {
    if (!proof.empty()) return ProofInvalid("it is too long");
    if (old_root != new_root) return ProofInvalid("one size has two roots");
    return absl::OkStatus();
  }
  // A complete old tree is a node of the new one: its root is not repeated.
  const bool is_complete = absl::has_single_bit(old_size);
  if (!is_complete && proof.empty()) return ProofInvalid("it is too short");
  Hash old_hash = is_complete ? old_root : proof[0];
  Hash new_hash = old_hash;
  if (!is_complete) proof.remove_prefix(1);
  const int skipped = absl::countr_one(old_size - 1);
  uint64_t node = (old_size - 1) >> skipped;
  uint64_t last = (new_size - 1) >> skipped;
  for (const Hash& sibling : proof) {
    if (last == 0) return ProofInvalid("it is too long");
    if ((node & 1) != 0 || node == last) {
      old_hash = HashNode(sibling, old_hash);
      new_hash = HashNode(sibling, new_hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      new_hash = HashNode(new_hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  if (last != 0) return ProofInvalid("it is too short");
  if (old_hash != old_root) return ProofInvalid("it leads to another old root");
  if (new_hash != new_root) return ProofInvalid("it leads to another new root");
  return absl::OkStatus();
}

}  // namespace suyuan::tlog
