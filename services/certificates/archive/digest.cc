#include "services/certificates/archive/digest.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"

namespace suyuan::certificates {
namespace {

constexpr size_t kDigestDigits = 64;
constexpr size_t kIdDigits = 32;
// What is shown of a text that is not what it should be.
constexpr size_t kShown = 80;

bool IsLowerHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
  });
}

}  // namespace

Digest Digest::Of(absl::string_view bytes) {
  return Digest(crypto::Sha256(bytes).Hex());
}

absl::StatusOr<Digest> Digest::Parse(absl::string_view hex) {
  std::string lower = absl::AsciiStrToLower(hex);
  if (lower.size() != kDigestDigits || !IsLowerHex(lower)) {
    return InvalidField("",
                        absl::StrCat("\"", hex.substr(0, kShown),
                                     "\" is not a SHA-256 in 64 hex digits"));
  }
  return Digest(std::move(lower));
}

absl::StatusOr<CertificateId> CertificateId::Parse(absl::string_view name) {
  const bool in_collection = name.substr(0, kCollection.size()) == kCollection;
  const absl::string_view digits =
      in_collection ? name.substr(kCollection.size()) : absl::string_view();
  if (digits.size() != kIdDigits || !IsLowerHex(digits)) {
    return InvalidField(
        "", absl::StrCat("\"", name.substr(0, kShown),
                         "\" is not certificates/ and 32 lower-case hex "
                         "digits"));
  }
  return CertificateId(std::string(digits));
}

CertificateId CertificateId::FromText(absl::string_view text) {
  SUYUAN_CHECK(text.size() == kIdDigits);
  return CertificateId(std::string(text));
}

}  // namespace suyuan::certificates
