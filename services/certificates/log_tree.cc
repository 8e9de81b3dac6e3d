#include "services/certificates/log_tree.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"

namespace suyuan::certificates {
namespace {

std::string LeafHash(absl::string_view leaf) {
  return std::string(
      crypto::Sha256(absl::StrCat(std::string(1, '\0'), leaf)).view());
}
std::string NodeHash(absl::string_view left, absl::string_view right) {
  return std::string(crypto::Sha256(absl::StrCat("\x01", left, right)).view());
}

}  // namespace

absl::StatusOr<int64_t> AppendLeaf(CertificateWriter& writer,
                                   absl::string_view leaf) {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t index, writer.LogSize());
  SUYUAN_RETURN_IF_ERROR(writer.PutLogLeaf(index, leaf));
  std::string hash = LeafHash(leaf);
  SUYUAN_RETURN_IF_ERROR(writer.PutLogNode(0, index, hash));
  // A right child completes its parent.
  int level = 0;
  for (int64_t node = index; node % 2 == 1; node /= 2, ++level) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string left,
                            writer.LogNode(level, node - 1));
    hash = NodeHash(left, hash);
    SUYUAN_RETURN_IF_ERROR(writer.PutLogNode(level + 1, node / 2, hash));
  }
  return index;
}

}  // namespace suyuan::certificates
