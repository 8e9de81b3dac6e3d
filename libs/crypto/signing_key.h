#ifndef LIBS_CRYPTO_SIGNING_KEY_H_
#define LIBS_CRYPTO_SIGNING_KEY_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Signatures over whole documents, by keys of three kinds. A key belongs to one
// algorithm. Keys are immutable, cheap to copy and thread-safe.

namespace suyuan::crypto {

// The numbers are stored.
enum class SignatureAlgorithm {
  kEd25519 = 1,          // RFC 8032, without context and prehash
  kEcdsaP256Sha256 = 2,  // FIPS 186-5 over P-256, digest by SHA-256
  kSm2Sm3 = 3,           // GB/T 32918.2 over its own curve, digest by SM3
};

// "ED25519", "ECDSA_P256_SHA256", "SM2_SM3".
absl::string_view AlgorithmName(SignatureAlgorithm algorithm);
std::optional<SignatureAlgorithm> AlgorithmFrom(absl::string_view name);

// The identity that SM2 binds a signer's key with where both sides have agreed
// on no other (GM/T 0009-2012, 10).
inline constexpr absl::string_view kSm2DefaultId = "1234567812345678";

class VerifyingKey {
 public:
  // A SubjectPublicKeyInfo (RFC 5280 4.1.2.7) in PEM. KEY_INVALID for another
  // kind of key, explicit curve parameters and a point that is compressed or
  // not on the curve.
  static absl::StatusOr<VerifyingKey> FromPem(absl::string_view pem);

  SignatureAlgorithm algorithm() const { return algorithm_; }
  // SHA-256 of the SubjectPublicKeyInfo in DER: 64 lower-case hex digits. Two
  // spellings of a key in PEM have one id.
  const std::string& id() const { return id_; }
  std::string Pem() const;

  // Whether the key made `signature` over `message`. Ed25519: the 64 bytes of
  // RFC 8032; the others: an Ecdsa-Sig-Value (RFC 3279 2.2.3) in DER and
  // nothing after it. SM2 with kSm2DefaultId. Some 0.1 ms, for SM2 0.4 ms, and
  // the digest of the message.
  bool Verify(absl::string_view message, absl::string_view signature) const;

 private:
  friend class SigningKey;
  // OpenSSL's key, shared by copies.
  struct Key;
  static absl::StatusOr<VerifyingKey> Of(std::shared_ptr<const Key> key);
  VerifyingKey(SignatureAlgorithm algorithm, std::string id,
               std::shared_ptr<const Key> key);

  SignatureAlgorithm algorithm_;
  std::string id_;
  std::shared_ptr<const Key> key_;
};

class SigningKey {
 public:
  static SigningKey Generate(SignatureAlgorithm algorithm);
  // Reads a PKCS #8 key in PEM.
  //   KEY_FILE_MISSING, KEY_FILE_MODE, KEY_FILE_IO: of ReadKeyFile()
  //   KEY_INVALID: no unencrypted key of one of the algorithms is in it
  static absl::StatusOr<SigningKey> Load(const std::string& path);
  // Writes such a file as WriteKeyFile() does: never over another one.
  absl::Status Store(const std::string& path) const;

  // In the form that Verify() takes. Other bytes each time, but for Ed25519.
  std::string Sign(absl::string_view message) const;
  const VerifyingKey& verifying_key() const { return verifying_key_; }

 private:
  explicit SigningKey(VerifyingKey key) : verifying_key_(std::move(key)) {}

  // Holds the private part, too.
  VerifyingKey verifying_key_;
};

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_SIGNING_KEY_H_
