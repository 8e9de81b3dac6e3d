#ifndef SERVICES_CERTIFICATES_SIGNATURES_ISSUING_KEYS_H_
#define SERVICES_CERTIFICATES_SIGNATURES_ISSUING_KEYS_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/crypto/signing_key.h"
#include "services/certificates/archive/issuer.h"
#include "services/certificates/signatures/detached_signature.h"

namespace suyuan::certificates {

// Private keys of institutions that chose to leave theirs with this service,
// which then signs what they issue. Immutable.
class IssuingKeys {
 public:
  IssuingKeys() = default;
  // A folder with two files an institution: `ID.pem`, its private key (PKCS #8,
  // mode 0600), and `ID.principals`, who may have it sign: one a line, blank
  // lines and those after # left out. Other files are left alone.
  //   ISSUING_KEYS_INVALID: the folder or a list of principals cannot be read,
  //   a key has no list, or nobody is in it; of the key what
  //   crypto::SigningKey::Load() says.
  static absl::StatusOr<IssuingKeys> Read(const std::string& folder);

  // The signature of the issuer over the original bytes, made at `now`.
  //   ISSUING_KEY_NONE: the certificate names no institution's record as its
  //   issuer, or none whose key is here
  //   ISSUING_NOT_ALLOWED: the principal is not on the institution's list
  absl::StatusOr<DetachedSignature> Sign(absl::string_view original,
                                         const Issuer& issuer,
                                         absl::string_view principal,
                                         absl::Time now) const;

  size_t size() const { return keys_.size(); }

 private:
  struct Key {
    crypto::SigningKey key;
    absl::flat_hash_set<std::string> principals;
  };
  // By institutions/{institution}.
  absl::flat_hash_map<std::string, Key> keys_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_SIGNATURES_ISSUING_KEYS_H_
