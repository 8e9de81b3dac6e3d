#include "libs/crypto/signing_key.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/crypto/errors.h"
#include "libs/crypto/evp.h"
#include "libs/crypto/key_file.h"

namespace suyuan::crypto {
namespace {

struct Traits {
  SignatureAlgorithm algorithm;
  absl::string_view name;
  const char* key_type;  // of OpenSSL
  const char* group;     // null where the type has one alone
  size_t info_bytes;     // of the SubjectPublicKeyInfo
  const EVP_MD* (*digest)();
  size_t max_signature_bytes;
};

// A point that is compressed, or parameters that are written out, give another
// size.
constexpr Traits kTraits[] = {
    {SignatureAlgorithm::kEd25519, "ED25519", "ED25519", nullptr, 44, nullptr,
     64},
    {SignatureAlgorithm::kEcdsaP256Sha256, "ECDSA_P256_SHA256", "EC",
     "prime256v1", 91, EVP_sha256, 72},
    {SignatureAlgorithm::kSm2Sm3, "SM2_SM3", "SM2", nullptr, 91, EVP_sm3, 72},
};

const Traits& TraitsOf(SignatureAlgorithm algorithm) {
  for (const Traits& traits : kTraits) {
    if (traits.algorithm == algorithm) return traits;
  }
  SUYUAN_CHECK(false);
  return kTraits[0];
}

bool HasGroup(const EVP_PKEY* key, absl::string_view group) {
  char name[64];
  size_t size = 0;
  return EVP_PKEY_get_group_name(key, name, sizeof name, &size) == 1 &&
         absl::string_view(name, size) == group;
}

// Null where the key is of no kind that we know.
const Traits* TraitsOf(const EVP_PKEY* key) {
  for (const Traits& traits : kTraits) {
    if (EVP_PKEY_is_a(key, traits.key_type) != 1) continue;
    if (traits.group == nullptr || HasGroup(key, traits.group)) return &traits;
  }
  return nullptr;
}

std::string PublicInfo(const EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  SUYUAN_CHECK(size > 0);
  std::string out(reinterpret_cast<const char*>(der),
                  static_cast<size_t>(size));
  OPENSSL_free(der);
  return out;
}

std::string TextIn(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return std::string(text, static_cast<size_t>(size));
}

EvpBio BioOver(absl::string_view text) {
  EvpBio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  SUYUAN_CHECK(bio != nullptr);
  return bio;
}

// Must be said before the first byte of the message: SM2 digests the identity
// and the key with it.
void Identify(SignatureAlgorithm algorithm, EVP_PKEY_CTX* context) {
  if (algorithm != SignatureAlgorithm::kSm2Sm3) return;
  SUYUAN_CHECK(EVP_PKEY_CTX_set1_id(context, kSm2DefaultId.data(),
                                    static_cast<int>(kSm2DefaultId.size())) ==
               1);
}

const EVP_MD* DigestOf(const Traits& traits) {
  return traits.digest == nullptr ? nullptr : traits.digest();
}

}  // namespace

absl::string_view AlgorithmName(SignatureAlgorithm algorithm) {
  return TraitsOf(algorithm).name;
}

std::optional<SignatureAlgorithm> AlgorithmFrom(absl::string_view name) {
  for (const Traits& traits : kTraits) {
    if (traits.name == name) return traits.algorithm;
  }
  return std::nullopt;
}

struct VerifyingKey::Key {
  explicit Key(EvpKey k) : key(std::move(k)) {}
  const EvpKey key;
};

VerifyingKey::VerifyingKey(SignatureAlgorithm algorithm, std::string id,
                           std::shared_ptr<const Key> key)
    : algorithm_(algorithm), id_(std::move(id)), key_(std::move(key)) {}

absl::StatusOr<VerifyingKey> VerifyingKey::Of(std::shared_ptr<const Key> key) {
  const Traits* traits = TraitsOf(key->key.get());
  if (traits == nullptr) {
    return KeyInvalid("the key is none of Ed25519, ECDSA over P-256 or SM2");
  }
  const std::string info = PublicInfo(key->key.get());
  if (info.size() != traits->info_bytes) {
    return KeyInvalid(
        absl::StrCat("the public key has ", info.size(), " bytes in DER, not ",
                     traits->info_bytes,
                     ": a named curve and an uncompressed point are wanted"));
  }
  return VerifyingKey(traits->algorithm, Sha256(info).Hex(), std::move(key));
}

absl::StatusOr<VerifyingKey> VerifyingKey::FromPem(absl::string_view pem) {
  EvpKey key(
      PEM_read_bio_PUBKEY(BioOver(pem).get(), nullptr, NoPassword, nullptr));
  ERR_clear_error();
  if (key == nullptr) {
    return KeyInvalid("no public key in PEM (SubjectPublicKeyInfo)");
  }
  return Of(std::make_shared<const Key>(std::move(key)));
}

std::string VerifyingKey::Pem() const {
  const EvpBio bio(BIO_new(BIO_s_mem()));
  SUYUAN_CHECK(PEM_write_bio_PUBKEY(bio.get(), key_->key.get()) == 1);
  return TextIn(bio.get());
}

bool VerifyingKey::Verify(absl::string_view message,
                          absl::string_view signature) const {
  const EvpContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;  // owned by `context`
  SUYUAN_CHECK(EVP_DigestVerifyInit(context.get(), &key_context,
                                    DigestOf(TraitsOf(algorithm_)), nullptr,
                                    key_->key.get()) == 1);
  Identify(algorithm_, key_context);
  const int verified =
      EVP_DigestVerify(context.get(), EvpBytes(signature), signature.size(),
                       EvpBytes(message), message.size());
  // What a bad signature leaves behind would be found by an unlucky stranger.
  if (verified != 1) ERR_clear_error();
  return verified == 1;
}

SigningKey SigningKey::Generate(SignatureAlgorithm algorithm) {
  const Traits& traits = TraitsOf(algorithm);
  EvpKey key(
      traits.group == nullptr
          ? EVP_PKEY_Q_keygen(nullptr, nullptr, traits.key_type)
          : EVP_PKEY_Q_keygen(nullptr, nullptr, traits.key_type, traits.group));
  SUYUAN_CHECK(key != nullptr);
  auto made = VerifyingKey::Of(
      std::make_shared<const VerifyingKey::Key>(std::move(key)));
  SUYUAN_CHECK(made.ok());
  return SigningKey(*std::move(made));
}

absl::StatusOr<SigningKey> SigningKey::Load(const std::string& path) {
  SUYUAN_ASSIGN_OR_RETURN(std::string pem, ReadKeyFile(path));
  EvpKey key(PEM_read_bio_PrivateKey(BioOver(pem).get(), nullptr, NoPassword,
                                     nullptr));
  ERR_clear_error();
  OPENSSL_cleanse(pem.data(), pem.size());
  if (key == nullptr) {
    return KeyInvalid(absl::StrCat(path, " holds no key in PEM (PKCS #8)"));
  }
  SUYUAN_ASSIGN_OR_RETURN(
      VerifyingKey loaded,
      VerifyingKey::Of(
          std::make_shared<const VerifyingKey::Key>(std::move(key))));
  return SigningKey(std::move(loaded));
}

absl::Status SigningKey::Store(const std::string& path) const {
  // Memory of the secure kind is cleared when it is freed.
  const EvpBio bio(BIO_new(BIO_s_secmem()));
  SUYUAN_CHECK(PEM_write_bio_PKCS8PrivateKey(
                   bio.get(), verifying_key_.key_->key.get(), nullptr, nullptr,
                   0, nullptr, nullptr) == 1);
  char* pem = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &pem);
  return WriteKeyFile(path, {pem, static_cast<size_t>(size)});
}

std::string SigningKey::Sign(absl::string_view message) const {
  const Traits& traits = TraitsOf(verifying_key_.algorithm());
  const EvpContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;  // owned by `context`
  SUYUAN_CHECK(EVP_DigestSignInit(context.get(), &key_context, DigestOf(traits),
                                  nullptr,
                                  verifying_key_.key_->key.get()) == 1);
  Identify(traits.algorithm, key_context);
  std::string out(traits.max_signature_bytes, '\0');
  size_t size = out.size();
  SUYUAN_CHECK(EVP_DigestSign(context.get(),
                              reinterpret_cast<unsigned char*>(out.data()),
                              &size, EvpBytes(message), message.size()) == 1);
  out.resize(size);
  return out;
}

}  // namespace suyuan::crypto
