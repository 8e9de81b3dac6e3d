#ifndef LIBS_TEXT_ENCODING_H_
#define LIBS_TEXT_ENCODING_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace suyuan::text {

inline constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A file that was read, or where it could not be.
struct Decoded {
  std::string utf8;
  // Offset in the file of the first byte that cannot be read; then `utf8` is
  // not filled.
  absl::optional<size_t> broken_at;
  // As which the file was taken.
  absl::string_view encoding;  // "UTF-8" or "GB18030"
};

// The text of a file of which nobody said how it is encoded: UTF-8 with or
// without a byte order mark, which is taken off, else GB18030 (and so GBK and
// GB 2312). A file that is UTF-8 but for a few bytes is broken UTF-8: read as
// GB18030 it would be a text that nobody wrote. O(bytes).
Decoded DecodeFile(absl::string_view file);

}  // namespace suyuan::text

#endif  // LIBS_TEXT_ENCODING_H_
