#ifndef SERVICES_CERTIFICATES_LOG_TREE_H_
#define SERVICES_CERTIFICATES_LOG_TREE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/certificates/certificate_store.h"

namespace suyuan::certificates {

// The Merkle tree of the log (RFC 6962 2.1) over the nodes that a store keeps:
// the hash of every complete subtree, each written once. So a leaf costs two
// rows on average and a root or proof O(log n) reads.

// Adds the next leaf and returns its index.
absl::StatusOr<int64_t> AppendLeaf(CertificateWriter& writer,
                                   absl::string_view leaf);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LOG_TREE_H_
