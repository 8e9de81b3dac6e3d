#include "libs/text/utf8.h"

#include <utf8proc.h>

#include "libs/base/check.h"

namespace suyuan::text {

CodePoint FirstCodePoint(absl::string_view text) {
  SUYUAN_CHECK(!text.empty());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  if (bytes[0] < 0x80) {
    return {.value = bytes[0], .width = 1, .valid = true};
  }
  utf8proc_int32_t value = -1;
  const utf8proc_ssize_t width = utf8proc_iterate(
      bytes, static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (width <= 0 || value < 0) return {};
  return {.value = static_cast<char32_t>(value),
          .width = static_cast<size_t>(width),
          .valid = true};
}

size_t ValidUtf8Prefix(absl::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const CodePoint next = FirstCodePoint(text.substr(at));
    if (!next.valid) return at;
    at += next.width;
  }
  return at;
}

bool IsValidUtf8(absl::string_view text) {
  return ValidUtf8Prefix(text) == text.size();
}

std::string ReplaceBadBytes(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = FirstCodePoint(text);
    AppendUtf8(next.value, &out);
    text.remove_prefix(next.width);
  }
  return out;
}

void AppendUtf8(char32_t code_point, std::string* out) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t width =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes);
  SUYUAN_CHECK(width > 0);
  out->append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(width));
}

}  // namespace suyuan::text
