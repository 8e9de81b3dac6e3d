#ifndef LIBS_TLOG_MANY_PROOF_H_
#define LIBS_TLOG_MANY_PROOF_H_

#include <cstdint>
#include <map>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/tree.h"

namespace suyuan::tlog {

// One proof that several leaves are in a tree: the hashes of the largest
// subtrees without any of them, from left to right. No hash is there twice, and
// none that the leaves give themselves: of k leaves among n about k log(n/k)
// hashes, where k inclusion proofs take k log n.

// Leaf hashes by index.
using LeafHashes = std::map<uint64_t, Hash>;

// Of the leaves at these rising indexes in the tree of the first `size` leaves.
// OutOfRange LOG_PROOF_IMPOSSIBLE where one is not below `size` or they do not
// rise. O(k log size) reads.
absl::StatusOr<Proof> ProveMany(absl::Span<const uint64_t> indexes,
                                uint64_t size, ReadHashes read);

// The root of the tree of `size` leaves in which the leaves are where they say,
// if `proof` is true of the rest. Each leaf and each hash is used.
// InvalidArgument LOG_PROOF_INVALID where a leaf is not below `size`, or there
// are fewer or more hashes than it takes. O(k log size) hashes.
absl::StatusOr<Hash> RootOfMany(const LeafHashes& leaves, uint64_t size,
                                absl::Span<const Hash> proof);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_MANY_PROOF_H_
