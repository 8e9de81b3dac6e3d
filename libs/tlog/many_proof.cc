#include "libs/tlog/many_proof.h"

#include <utility>

#include "absl/numeric/bits.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/tlog/errors.h"

namespace suyuan::tlog {
namespace {

// The leaves of the left half of a tree of `size` leaves, at least 2 (RFC 6962
// 2.1): the largest power of two below it.
uint64_t LeftOf(uint64_t size) { return absl::bit_floor(size - 1); }

// Both functions below go down a tree of at most 2^62 leaves: no deeper than 62
// calls, whatever is stored.

absl::Status ProveWithin(uint64_t begin, uint64_t end,
                         absl::Span<const uint64_t> indexes, ReadHashes read,
                         Proof& out) {
  if (indexes.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(Hash hash, SubtreeHash(begin, end, read));
    out.push_back(std::move(hash));
    return absl::OkStatus();
  }
  if (end - begin == 1) return absl::OkStatus();
  const uint64_t middle = begin + LeftOf(end - begin);
  size_t left = 0;
  while (left < indexes.size() && indexes[left] < middle) ++left;
  SUYUAN_RETURN_IF_ERROR(
      ProveWithin(begin, middle, indexes.subspan(0, left), read, out));
  return ProveWithin(middle, end, indexes.subspan(left), read, out);
}

// Takes leaves and hashes from the front of what is left of them.
class Rebuilding {
 public:
  Rebuilding(const LeafHashes& leaves, absl::Span<const Hash> proof)
      : leaf_(leaves.begin()), last_leaf_(leaves.end()), proof_(proof) {}

  absl::StatusOr<Hash> Within(uint64_t begin, uint64_t end) {
    if (leaf_ == last_leaf_ || leaf_->first >= end) {
      if (proof_.empty()) return ProofInvalid("it has too few hashes");
      const Hash hash = proof_.front();
      proof_.remove_prefix(1);
      return hash;
    }
    if (end - begin == 1) return (leaf_++)->second;
    const uint64_t middle = begin + LeftOf(end - begin);
    SUYUAN_ASSIGN_OR_RETURN(const Hash left, Within(begin, middle));
    SUYUAN_ASSIGN_OR_RETURN(const Hash right, Within(middle, end));
    return HashNode(left, right);
  }

  bool all_used() const { return leaf_ == last_leaf_ && proof_.empty(); }

 private:
  LeafHashes::const_iterator leaf_;
  const LeafHashes::const_iterator last_leaf_;
  absl::Span<const Hash> proof_;
};

}  // namespace

absl::StatusOr<Proof> ProveMany(absl::Span<const uint64_t> indexes,
                                uint64_t size, ReadHashes read) {
  for (size_t i = 0; i < indexes.size(); ++i) {
    if (indexes[i] >= size || (i > 0 && indexes[i] <= indexes[i - 1])) {
      return ProofImpossible(
          absl::StrCat("leaf ", indexes[i], " of ", size, " is out of order"));
    }
  }
  Proof out;
  if (size == 0) return out;
  SUYUAN_RETURN_IF_ERROR(ProveWithin(0, size, indexes, read, out));
  return out;
}

absl::StatusOr<Hash> RootOfMany(const LeafHashes& leaves, uint64_t size,
                                absl::Span<const Hash> proof) {
  if (size > kMaxTreeSize) return ProofInvalid("no tree is so large");
  if (!leaves.empty() && leaves.rbegin()->first >= size) {
    return ProofInvalid(absl::StrCat("leaf ", leaves.rbegin()->first,
                                     " is not in a tree of ", size));
  }
  if (size == 0) {
    return proof.empty() ? absl::StatusOr<Hash>(EmptyRoot())
                         : ProofInvalid("it has hashes of an empty tree");
  }
  Rebuilding rebuilding(leaves, proof);
  SUYUAN_ASSIGN_OR_RETURN(const Hash root, rebuilding.Within(0, size));
  if (!rebuilding.all_used()) return ProofInvalid("it has too many hashes");
  return root;
}

}  // namespace suyuan::tlog
