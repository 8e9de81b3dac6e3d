#include "libs/rpc/utf8.h"

#include <cstdint>

namespace suyuan::rpc {
namespace {

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// The length of the character that `text` begins with, 0 if it is not one
// (overlong forms, surrogates and what is past U+10FFFF are none: RFC 3629).
size_t CharacterLength(absl::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                        : lead >= 0xE0 && lead <= 0xEF ? 3
                        : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                       : 0;
  if (length == 0 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if (!IsContinuation(static_cast<unsigned char>(text[i]))) return 0;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  if (lead == 0xE0 && second < 0xA0) return 0;
  if (lead == 0xED && second > 0x9F) return 0;
  if (lead == 0xF0 && second < 0x90) return 0;
  if (lead == 0xF4 && second > 0x8F) return 0;
  return length;
}

}  // namespace

std::string ValidUtf8(absl::string_view text, size_t max_bytes) {
  const bool cut = text.size() > max_bytes;
  const size_t room = cut ? max_bytes - 3 : max_bytes;
  std::string out;
  out.reserve(cut ? max_bytes : text.size());
  while (!text.empty()) {
    const size_t length = CharacterLength(text);
    if (out.size() + (length == 0 ? 1 : length) > room) break;
    if (length == 0) {
      out.push_back('?');
    } else {
      out.append(text.data(), length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  if (cut) out.append("...");
  return out;
}

}  // namespace suyuan::rpc
