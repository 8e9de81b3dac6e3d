#include "libs/tlog/note_text.h"

#include <cstdint>
#include <optional>

namespace suyuan::tlog {
namespace {

// Takes one character; nullopt where the bytes are no UTF-8.
std::optional<char32_t> TakeCharacter(absl::string_view& text) {
  const auto byte = [&text](size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char first = byte(0);
  const size_t size = first < 0x80   ? 1
                      : first < 0xc2 ? 0
                      : first < 0xe0 ? 2
                      : first < 0xf0 ? 3
                      : first < 0xf5 ? 4
                                     : 0;
  if (size == 0 || text.size() < size) return std::nullopt;
  char32_t c = size == 1 ? first : first & (0x7fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    c = c << 6 | (byte(i) & 0x3f);
  }
  const bool is_overlong =
      (size == 3 && c < 0x800) || (size == 4 && c < 0x10000);
  const bool is_surrogate = c >= 0xd800 && c < 0xe000;
  if (is_overlong || is_surrogate || c > 0x10ffff) return std::nullopt;
  text.remove_prefix(size);
  return c;
}

// The White_Space property of Unicode.
bool IsSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

}  // namespace

bool IsNoteText(absl::string_view text) {
  while (!text.empty()) {
    const std::optional<char32_t> c = TakeCharacter(text);
    if (!c || (*c < 0x20 && *c != '\n')) return false;
  }
  return true;
}

bool IsKeyName(absl::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const std::optional<char32_t> c = TakeCharacter(name);
    if (!c || *c < 0x20 || *c == '+' || IsSpace(*c)) return false;
  }
  return true;
}

}  // namespace suyuan::tlog
