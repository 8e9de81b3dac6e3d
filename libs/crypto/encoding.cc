#include "libs/crypto/encoding.h"

#include <openssl/crypto.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace suyuan::crypto {

std::string ToHex(absl::string_view bytes) {
  return absl::BytesToHexString(bytes);
}

std::optional<std::string> FromHex(absl::string_view hex) {
  const bool is_hex = hex.size() % 2 == 0 &&
                      std::all_of(hex.begin(), hex.end(), [](unsigned char c) {
                        return absl::ascii_isxdigit(c);
                      });
  if (!is_hex) return std::nullopt;
  return absl::HexStringToBytes(hex);
}

std::string ToBase64(absl::string_view bytes) {
  return absl::Base64Escape(bytes);
}

std::optional<std::string> FromBase64(absl::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes) ||
      absl::Base64Escape(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

bool ConstantTimeEquals(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace suyuan::crypto
