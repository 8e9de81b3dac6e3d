#ifndef LIBS_DEFLATE_DEFLATE_H_
#define LIBS_DEFLATE_DEFLATE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Compressed bytes in the zlib format (RFC 1950).

namespace suyuan::deflate {

// As small as zlib makes them.
std::string Compress(absl::string_view bytes);

// What Compress() was given, `size` bytes of it. Takes no more memory than
// that, whatever the input. InvalidArgument DEFLATE_INVALID where it is no such
// stream, ends early, goes on behind its end or holds another number of bytes.
absl::StatusOr<std::string> Decompress(absl::string_view bytes, size_t size);

}  // namespace suyuan::deflate

#endif  // LIBS_DEFLATE_DEFLATE_H_
