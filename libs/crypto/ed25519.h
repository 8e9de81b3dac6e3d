#ifndef LIBS_CRYPTO_ED25519_H_
#define LIBS_CRYPTO_ED25519_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::crypto {

// Ed25519 as RFC 8032 5.1 has it (no context, no prehash). Keys are immutable
// and thread-safe.

class Ed25519PublicKey {
 public:
  static constexpr size_t kSize = 32;
  static constexpr size_t kSignatureSize = 64;

  // InvalidArgument KEY_INVALID unless 32 bytes.
  static absl::StatusOr<Ed25519PublicKey> From(absl::string_view bytes);

  // RFC 8032 5.1.7. False for a signature of another length too. Some 60 us.
  bool Verify(absl::string_view message, absl::string_view signature) const;
  const std::string& bytes() const { return bytes_; }

  friend bool operator==(const Ed25519PublicKey& a, const Ed25519PublicKey& b) {
    return a.bytes_ == b.bytes_;
  }

 private:
  friend class Ed25519PrivateKey;
  // OpenSSL's key, shared by copies.
  struct Key;
  Ed25519PublicKey(std::string bytes, std::shared_ptr<const Key> key);

  std::string bytes_;
  std::shared_ptr<const Key> key_;
};

class Ed25519PrivateKey {
 public:
  static constexpr size_t kSeedSize = 32;

  static Ed25519PrivateKey Generate();
  // InvalidArgument KEY_INVALID unless the seed (RFC 8032 5.1.5) is 32 bytes.
  static absl::StatusOr<Ed25519PrivateKey> FromSeed(absl::string_view seed);

  // Reads a PKCS #8 key in PEM.
  //   NotFound KEY_FILE_MISSING
  //   FailedPrecondition KEY_FILE_MODE: others than its owner may read or
  //     write the file, or it is not a plain file
  //   InvalidArgument KEY_INVALID: no unencrypted Ed25519 key is in it
  static absl::StatusOr<Ed25519PrivateKey> Load(const std::string& path);
  // Writes such a file with mode 0600, synced. AlreadyExists KEY_FILE_EXISTS:
  // a key is never overwritten. Unavailable KEY_FILE_IO: the disk.
  absl::Status Store(const std::string& path) const;
  // Load(), or Generate() and Store() where nothing is there.
  static absl::StatusOr<Ed25519PrivateKey> LoadOrCreate(
      const std::string& path);

  // The 64 bytes of RFC 8032 5.1.6. Some 30 us.
  std::string Sign(absl::string_view message) const;
  const Ed25519PublicKey& public_key() const { return public_key_; }

 private:
  explicit Ed25519PrivateKey(std::shared_ptr<const Ed25519PublicKey::Key> key);

  std::shared_ptr<const Ed25519PublicKey::Key> key_;
  Ed25519PublicKey public_key_;
};

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_ED25519_H_
