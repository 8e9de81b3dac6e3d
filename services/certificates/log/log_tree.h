#ifndef SERVICES_CERTIFICATES_LOG_LOG_TREE_H_
#define SERVICES_CERTIFICATES_LOG_LOG_TREE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/tile.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// The Merkle tree of the log (RFC 6962 2.1) over the hashes that a store keeps:
// libs/tlog says which. A root or proof reads O(log n) of them.

// Adds the next leaf and returns its index. One hash is stored, and one more
// for each 256 leaves.
absl::StatusOr<int64_t> AppendLeaf(CertificateWriter& writer,
                                   absl::string_view leaf);

// Of the first `size` leaves, which must be there.
absl::StatusOr<tlog::Hash> LogRoot(CertificateReader& reader, int64_t size);

// What tlog-tiles publishes under the tile's path; all of it must be there.
absl::StatusOr<std::string> TileBytes(CertificateReader& reader,
                                      const tlog::Tile& tile);

// OUT_OF_RANGE as libs/tlog has it.
absl::StatusOr<tlog::Proof> InclusionProof(CertificateReader& reader,
                                           int64_t index, int64_t size);
absl::StatusOr<tlog::Proof> ConsistencyProof(CertificateReader& reader,
                                             int64_t first_size,
                                             int64_t second_size);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LOG_LOG_TREE_H_
