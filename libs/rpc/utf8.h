#ifndef LIBS_RPC_UTF8_H_
#define LIBS_RPC_UTF8_H_

#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::rpc {

// `text` as a protobuf string may hold it: bytes that are not UTF-8 become '?'
// and what is over `max_bytes` is cut at a character's end, with "..." as the
// last three. O(n), one allocation. `max_bytes` is at least 3.
std::string ValidUtf8(absl::string_view text, size_t max_bytes);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_UTF8_H_
