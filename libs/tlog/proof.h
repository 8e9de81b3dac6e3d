#ifndef LIBS_TLOG_PROOF_H_
#define LIBS_TLOG_PROOF_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/tree.h"

namespace suyuan::tlog {

// Hashes in the order of RFC 6962 2.1: from the leaf towards the root. Never
// more than 63.
using Proof = std::vector<Hash>;

// That the leaf `index` is in the tree of the first `size` leaves (RFC 6962
// 2.1.1). OutOfRange LOG_PROOF_IMPOSSIBLE unless index < size. O(log size)
// reads, each of O(log size) hashes at most.
absl::StatusOr<Proof> ProveInclusion(uint64_t index, uint64_t size,
                                     ReadHashes read);

// That the tree of `old_size` leaves is the beginning of that of `new_size`
// (RFC 6962 2.1.2); empty where both are the same. OutOfRange
// LOG_PROOF_IMPOSSIBLE unless 0 < old_size <= new_size: RFC 6962 defines no
// proof from the empty tree, and one that nobody can check proves nothing.
absl::StatusOr<Proof> ProveConsistency(uint64_t old_size, uint64_t new_size,
                                       ReadHashes read);

// OK if the proof holds, else InvalidArgument LOG_PROOF_INVALID. Every hash of
// the proof must be used. O(log size) hashes, no allocation.
absl::Status VerifyInclusion(uint64_t index, uint64_t size, const Hash& leaf,
                             const Hash& root, absl::Span<const Hash> proof);
absl::Status VerifyConsistency(uint64_t old_size, uint64_t new_size,
                               const Hash& old_root, const Hash& new_root,
                               absl::Span<const Hash> proof);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_PROOF_H_
