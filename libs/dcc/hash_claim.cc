#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "libs/dcc/links.h"

namespace suyuan::dcc {
namespace {

struct Algorithm {
  const char* name;
  std::size_t bytes;
};
constexpr Algorithm kAlgorithms[] = {
    {"sha256", 32}, {"sha384", 48}, {"sha512", 64}, {"sm3", 32}};

const Algorithm* FindAlgorithm(absl::string_view name) {
  for (const Algorithm& each : kAlgorithms) {
    if (name == each.name) return &each;
  }
  return nullptr;
}

bool IsHex(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isxdigit(c)) return false;
  }
  return true;
}

// The raw digest of `bytes` bytes, or "".
std::string Digest(absl::string_view value, std::size_t bytes) {
  if (value.size() == 2 * bytes && IsHex(value)) {
    return absl::HexStringToBytes(value);
  }
  std::string decoded;
  if (absl::Base64Unescape(value, &decoded) && decoded.size() == bytes) {
    return decoded;
  }
  return "";
}

}  // namespace

HashClaim ToHashClaim(absl::string_view procedure, absl::string_view value) {
  // "SHA-256", "sha_256", "c14n-sha256", ".../xmlenc#sha256".
  const std::string plain = absl::StrReplaceAll(
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(procedure)),
      {{"-", ""}, {"_", ""}, {" ", ""}});
  absl::string_view name = plain;
  HashClaim claim;
  claim.is_canonical = absl::ConsumePrefix(&name, "exc");
  claim.is_canonical = absl::ConsumePrefix(&name, "c14n") || claim.is_canonical;
  if (const std::size_t at = name.rfind('#'); at != absl::string_view::npos) {
    name.remove_prefix(at + 1);
  }
  const Algorithm* algorithm = FindAlgorithm(name);
  if (algorithm == nullptr) return HashClaim();
  claim.digest = Digest(absl::StripAsciiWhitespace(value), algorithm->bytes);
  if (claim.digest.empty()) return HashClaim();
  claim.algorithm = algorithm->name;
  claim.is_usable = true;
  return claim;
}

}  // namespace suyuan::dcc
