#ifndef SERVICES_CERTIFICATES_LOG_LOG_KEY_H_
#define SERVICES_CERTIFICATES_LOG_LOG_KEY_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/crypto/ed25519.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// The key in the file `path`; where that is not there, a new one is made and
// written with mode 0600, unless the store's log was signed before: then the
// error is KEY_FILE_MISSING, since a new key would start another log. An empty
// path is a new key that is not written. Also the errors of
// crypto::Ed25519PrivateKey::Load and Store.
absl::StatusOr<crypto::Ed25519PrivateKey> LogKey(CertificateStore& store,
                                                 const std::string& path);

// A secret that only the holder of the key can make: for page tokens.
std::string SecretFrom(const crypto::Ed25519PrivateKey& key);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LOG_LOG_KEY_H_
