#ifndef SERVICES_CERTIFICATES_SIGNATURES_INSTITUTION_KEYS_H_
#define SERVICES_CERTIFICATES_SIGNATURES_INSTITUTION_KEYS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/base/mutex.h"
#include "libs/crypto/signing_key.h"
#include "services/certificates/archive/issuer.h"
#include "services/certificates/signatures/key_terms.h"

namespace suyuan::certificates {

// A key with which an institution signs, parsed once.
struct InstitutionKey {
  crypto::VerifyingKey key;
  KeyTerms terms;
};

// What of an institution's record tells its signatures.
struct SigningInstitution {
  std::string name;                 // institutions/{institution}
  std::vector<std::string> titles;  // and aliases, each as NormaliseName
  std::vector<InstitutionKey> keys;
  int64_t revision = 0;
};

// Whether a certificate with this issuer is the institution's: by its record
// where the certificate names one, else by its title.
bool IsIssuedBy(const Issuer& issuer, const SigningInstitution& institution);

// A key and whose it is; neither changes.
struct RegisteredKey {
  std::shared_ptr<const SigningInstitution> institution;
  const InstitutionKey* key = nullptr;  // of `institution`
};

// The keys of all institutions, as they are known now. Thread-safe.
class InstitutionKeys {
 public:
  // Replaces what is held of the institution, unless that is of a later
  // revision. O(its keys).
  void Put(SigningInstitution institution);
  // Every institution that registered the key: more than one is odd, but which
  // of them is the issuer decides.
  std::vector<RegisteredKey> Find(absl::string_view key_id) const;

  // Whether all that was registered before the start is here.
  // SIGNING_KEYS_NOT_READY before: a key would seem unknown that is not.
  absl::Status Ready() const;
  void SetReady() { ready_ = true; }

  // Everything that the registry told up to this position of its feed is here.
  int64_t known_at() const { return known_at_; }
  void Reached(int64_t position) { known_at_ = position; }

 private:
  void Remove(const SigningInstitution& institution)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<const SigningInstitution>>
      institutions_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, std::vector<RegisteredKey>> by_id_
      ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> ready_{false};
  std::atomic<int64_t> known_at_{0};
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_SIGNATURES_INSTITUTION_KEYS_H_
