#include "libs/xmldsig/algorithms.h"

#include <openssl/evp.h>

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "libs/base/check.h"

namespace suyuan::xmldsig {
namespace {

constexpr absl::string_view kSignatureMethods[] = {
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
};

struct DigestMethod {
  absl::string_view uri;
  const char* name;
};

constexpr DigestMethod kDigestMethods[] = {
    {"http://www.w3.org/2001/04/xmlenc#sha256", "SHA256"},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA384"},
    {"http://www.w3.org/2001/04/xmlenc#sha512", "SHA512"},
};

constexpr absl::string_view kCanonicalisations[] = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
};

template <typename List>
bool Contains(const List& list, absl::string_view uri) {
  return std::find(std::begin(list), std::end(list), uri) != std::end(list);
}

const DigestMethod* FindDigest(absl::string_view uri) {
  const auto* found = std::find_if(
      std::begin(kDigestMethods), std::end(kDigestMethods),
      [uri](const DigestMethod& method) { return method.uri == uri; });
  return found == std::end(kDigestMethods) ? nullptr : found;
}

// By the name after the '#', for the weak methods have many identifiers.
bool IsWeak(absl::string_view uri) {
  const absl::string_view name =
      uri.substr(std::min(uri.find('#'), uri.size()));
  for (absl::string_view weak : {"sha1", "md5", "hmac", "ripemd"}) {
    if (absl::StrContains(name, weak)) return true;
  }
  return false;
}

}  // namespace

Strength SignatureMethodStrength(absl::string_view uri) {
  if (Contains(kSignatureMethods, uri)) return Strength::kAllowed;
  return IsWeak(uri) ? Strength::kWeak : Strength::kUnknown;
}

Strength DigestMethodStrength(absl::string_view uri) {
  if (FindDigest(uri) != nullptr) return Strength::kAllowed;
  return IsWeak(uri) ? Strength::kWeak : Strength::kUnknown;
}

bool IsCanonicalisation(absl::string_view uri) {
  return Contains(kCanonicalisations, uri);
}

std::optional<std::string> DigestBy(absl::string_view uri,
                                    absl::string_view bytes) {
  const DigestMethod* method = FindDigest(uri);
  if (method == nullptr) return std::nullopt;
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  std::size_t size = 0;
  SUYUAN_CHECK(EVP_Q_digest(nullptr, method->name, nullptr, bytes.data(),
                            bytes.size(),
                            reinterpret_cast<unsigned char*>(digest.data()),
                            &size) == 1);
  digest.resize(size);
  return digest;
}

}  // namespace suyuan::xmldsig
