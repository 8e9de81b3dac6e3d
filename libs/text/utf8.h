#ifndef LIBS_TEXT_UTF8_H_
#define LIBS_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::text {

// U+FFFD, what stands for bytes that are not UTF-8.
inline constexpr char32_t kReplacement = 0xFFFD;

// One step of reading. `width` is the number of bytes consumed: at least 1.
struct CodePoint {
  char32_t value = kReplacement;
  size_t width = 1;
  bool valid = false;
};

// The code point that `text` begins with. Bytes that begin none (overlong
// forms, surrogates, values above U+10FFFF, a truncated tail) give
// kReplacement, one byte at a time. `text` must not be empty. O(1).
CodePoint FirstCodePoint(absl::string_view text);

// Well-formed UTF-8 in the sense of RFC 3629; empty text is. NUL is a
// character like any other. O(n), no allocation.
bool IsValidUtf8(absl::string_view text);

// Offset of the first byte that is not UTF-8, or text.size() when all are: for
// messages that have to name the place.
size_t ValidUtf8Prefix(absl::string_view text);

// `text` with each byte that is not UTF-8 replaced by U+FFFD: for messages,
// which must be text whatever they quote.
std::string ReplaceBadBytes(absl::string_view text);

void AppendUtf8(char32_t code_point, std::string* out);

}  // namespace suyuan::text

#endif  // LIBS_TEXT_UTF8_H_
