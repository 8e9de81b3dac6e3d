#ifndef LIBS_CRYPTO_EVP_H_
#define LIBS_CRYPTO_EVP_H_

#include <openssl/bio.h>
#include <openssl/evp.h>

#include <memory>

#include "absl/strings/string_view.h"

// OpenSSL's objects under this library's roof; nobody else includes this.

namespace suyuan::crypto {

struct FreeEvp {
  void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
  void operator()(BIO* b) const { BIO_free_all(b); }
  void operator()(EVP_PKEY* k) const { EVP_PKEY_free(k); }
};
using EvpContext = std::unique_ptr<EVP_MD_CTX, FreeEvp>;
using EvpBio = std::unique_ptr<BIO, FreeEvp>;
using EvpKey = std::unique_ptr<EVP_PKEY, FreeEvp>;

inline const unsigned char* EvpBytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Never asks a terminal for a password.
inline int NoPassword(char*, int, int, void*) { return -1; }

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_EVP_H_
