#include "libs/text/encoding.h"

#include <iconv.h>

#include <array>
#include <cerrno>

#include "absl/strings/match.h"
#include "libs/base/check.h"
#include "libs/text/utf8.h"

namespace suyuan::text {
namespace {

// Characters of three and four bytes, which most Chinese ones are, are seldom
// UTF-8 by chance: GB18030 has more bytes that are none.
bool IsMostlyUtf8(absl::string_view text) {
  size_t long_characters = 0;
  size_t bad_bytes = 0;
  while (!text.empty()) {
    const CodePoint next = FirstCodePoint(text);
    if (!next.valid) ++bad_bytes;
    if (next.width >= 3) ++long_characters;
    text.remove_prefix(next.width);
  }
  return long_characters > bad_bytes;
}

class FromGb18030 {
 public:
  FromGb18030() : converter_(iconv_open("UTF-8", "GB18030")) {
    // Part of the C library.
    SUYUAN_CHECK(converter_ != reinterpret_cast<iconv_t>(-1));
  }
  ~FromGb18030() { iconv_close(converter_); }
  FromGb18030(const FromGb18030&) = delete;
  FromGb18030& operator=(const FromGb18030&) = delete;

  Decoded Decode(absl::string_view file) {
    Decoded decoded{.encoding = "GB18030"};
    // iconv does not write to its input.
    char* in = const_cast<char*>(file.data());
    size_t in_left = file.size();
    std::array<char, 16384> buffer;
    while (in_left > 0) {
      char* out = buffer.data();
      size_t out_left = buffer.size();
      const size_t result = iconv(converter_, &in, &in_left, &out, &out_left);
      decoded.utf8.append(buffer.data(), buffer.size() - out_left);
      if (result == static_cast<size_t>(-1) && errno != E2BIG) {
        decoded.utf8.clear();
        decoded.broken_at = file.size() - in_left;
        return decoded;
      }
    }
    return decoded;
  }

 private:
  const iconv_t converter_;
};

}  // namespace

Decoded DecodeFile(absl::string_view file) {
  const size_t mark =
      absl::StartsWith(file, kByteOrderMark) ? kByteOrderMark.size() : 0;
  const absl::string_view text = file.substr(mark);
  const size_t valid = ValidUtf8Prefix(text);
  if (valid == text.size()) {
    return {.utf8 = std::string(text), .encoding = "UTF-8"};
  }
  if (mark > 0 || IsMostlyUtf8(text)) {
    return {.broken_at = mark + valid, .encoding = "UTF-8"};
  }
  return FromGb18030().Decode(file);
}

}  // namespace suyuan::text
