#include "libs/tlog/hash.h"

#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"

namespace suyuan::tlog {

Hash HashLeaf(absl::string_view entry) {
  return crypto::Sha256(absl::StrCat(absl::string_view("\0", 1), entry));
}

Hash HashNode(const Hash& left, const Hash& right) {
  char message[1 + 2 * Hash::kSize];
  message[0] = 1;
  std::memcpy(message + 1, left.bytes.data(), Hash::kSize);
  std::memcpy(message + 1 + Hash::kSize, right.bytes.data(), Hash::kSize);
  return crypto::Sha256({message, sizeof message});
}

Hash EmptyRoot() { return crypto::Sha256(""); }

}  // namespace suyuan::tlog
