#include "libs/crypto/ed25519.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/errors.h"
#include "libs/crypto/evp.h"
#include "libs/crypto/key_file.h"

namespace suyuan::crypto {
namespace {

std::string PublicBytes(const EVP_PKEY* key) {
  std::string out(Ed25519PublicKey::kSize, '\0');
  size_t size = out.size();
  SUYUAN_CHECK(EVP_PKEY_get_raw_public_key(
                   key, reinterpret_cast<unsigned char*>(out.data()), &size) ==
               1);
  return out;
}

}  // namespace

struct Ed25519PublicKey::Key {
  explicit Key(EVP_PKEY* k) : key(k) { SUYUAN_CHECK(key != nullptr); }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() { EVP_PKEY_free(key); }
  EVP_PKEY* const key;
};

Ed25519PublicKey::Ed25519PublicKey(std::string bytes,
                                   std::shared_ptr<const Key> key)
    : bytes_(std::move(bytes)), key_(std::move(key)) {}

absl::StatusOr<Ed25519PublicKey> Ed25519PublicKey::From(
    absl::string_view bytes) {
  if (bytes.size() != kSize) {
    return KeyInvalid(absl::StrCat("an Ed25519 public key of ", bytes.size(),
                                   " bytes, not ", kSize));
  }
  return Ed25519PublicKey(
      std::string(bytes),
      std::make_shared<const Key>(EVP_PKEY_new_raw_public_key(
          EVP_PKEY_ED25519, nullptr, EvpBytes(bytes), bytes.size())));
}

bool Ed25519PublicKey::Verify(absl::string_view message,
                              absl::string_view signature) const {
  if (signature.size() != kSignatureSize) return false;
  const EvpContext context(EVP_MD_CTX_new());
  SUYUAN_CHECK(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                                    key_->key) == 1);
  const int verified =
      EVP_DigestVerify(context.get(), EvpBytes(signature), signature.size(),
                       EvpBytes(message), message.size());
  // What a bad signature leaves behind would be found by an unlucky stranger.
  if (verified != 1) ERR_clear_error();
  return verified == 1;
}

Ed25519PrivateKey::Ed25519PrivateKey(
    std::shared_ptr<const Ed25519PublicKey::Key> key)
    : key_(std::move(key)), public_key_(PublicBytes(key_->key), key_) {}

Ed25519PrivateKey Ed25519PrivateKey::Generate() {
  return Ed25519PrivateKey(std::make_shared<const Ed25519PublicKey::Key>(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
}

absl::StatusOr<Ed25519PrivateKey> Ed25519PrivateKey::FromSeed(
    absl::string_view seed) {
  if (seed.size() != kSeedSize) {
    return KeyInvalid(absl::StrCat("an Ed25519 seed of ", seed.size(),
                                   " bytes, not ", kSeedSize));
  }
  return Ed25519PrivateKey(std::make_shared<const Ed25519PublicKey::Key>(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, EvpBytes(seed),
                                   seed.size())));
}

absl::StatusOr<Ed25519PrivateKey> Ed25519PrivateKey::Load(
    const std::string& path) {
  SUYUAN_ASSIGN_OR_RETURN(std::string pem, ReadKeyFile(path));
  const EvpBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  SUYUAN_CHECK(bio != nullptr);
  EVP_PKEY* key =
      PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassword, nullptr);
  ERR_clear_error();
  OPENSSL_cleanse(pem.data(), pem.size());
  if (key == nullptr || EVP_PKEY_get_id(key) != EVP_PKEY_ED25519) {
    EVP_PKEY_free(key);
    return KeyInvalid(
        absl::StrCat(path, " holds no Ed25519 key in PEM (PKCS #8)"));
  }
  return Ed25519PrivateKey(std::make_shared<const Ed25519PublicKey::Key>(key));
}

absl::Status Ed25519PrivateKey::Store(const std::string& path) const {
  // Memory of the secure kind is cleared when it is freed.
  const EvpBio bio(BIO_new(BIO_s_secmem()));
  SUYUAN_CHECK(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_->key, nullptr,
                                             nullptr, 0, nullptr,
                                             nullptr) == 1);
  char* pem = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &pem);
  return WriteKeyFile(path, {pem, static_cast<size_t>(size)});
}

absl::StatusOr<Ed25519PrivateKey> Ed25519PrivateKey::LoadOrCreate(
    const std::string& path) {
  absl::StatusOr<Ed25519PrivateKey> loaded = Load(path);
  if (!absl::IsNotFound(loaded.status())) return loaded;
  Ed25519PrivateKey created = Generate();
  const absl::Status stored = created.Store(path);
  // Another program was faster: its key is the one.
  if (absl::IsAlreadyExists(stored)) return Load(path);
  SUYUAN_RETURN_IF_ERROR(stored);
  return created;
}

std::string Ed25519PrivateKey::Sign(absl::string_view message) const {
  const EvpContext context(EVP_MD_CTX_new());
  SUYUAN_CHECK(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                                  key_->key) == 1);
  std::string out(Ed25519PublicKey::kSignatureSize, '\0');
  size_t size = out.size();
  SUYUAN_CHECK(EVP_DigestSign(context.get(),
                              reinterpret_cast<unsigned char*>(out.data()),
                              &size, EvpBytes(message), message.size()) == 1);
  return out;
}

}  // namespace suyuan::crypto
