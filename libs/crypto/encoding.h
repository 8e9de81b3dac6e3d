#ifndef LIBS_CRYPTO_ENCODING_H_
#define LIBS_CRYPTO_ENCODING_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::crypto {

// Lower-case hexadecimal digits.
std::string ToHex(absl::string_view bytes);
// nullopt unless all are hexadecimal digits, an even number of them.
std::optional<std::string> FromHex(absl::string_view hex);

// RFC 4648 section 4, padded.
std::string ToBase64(absl::string_view bytes);
// The one text that ToBase64() gives for some bytes, and no other: no spaces,
// no missing padding, no bits left over. nullopt otherwise. What is signed or
// compared as text must not have two spellings.
std::optional<std::string> FromBase64(absl::string_view text);

// Whether both hold the same bytes, in a time that depends on the lengths
// alone. For what an attacker may guess at: MACs, tokens, keys.
bool ConstantTimeEquals(absl::string_view a, absl::string_view b);

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_ENCODING_H_
