#include "libs/crypto/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"

namespace suyuan::crypto {
namespace {

// Fetched once: looking an algorithm up costs more than a short digest. Never
// freed, so that they outlive every static object that hashes.
const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const kAlgorithm =
      EVP_MD_fetch(nullptr, "SHA256", nullptr);
  SUYUAN_CHECK(kAlgorithm != nullptr);
  return kAlgorithm;
}

const EVP_MD* Sm3Algorithm() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SM3", nullptr);
  SUYUAN_CHECK(kAlgorithm != nullptr);
  return kAlgorithm;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// A digest fails only for want of memory.
Digest OneShot(const EVP_MD* algorithm, absl::string_view message) {
  thread_local const Context kContext(EVP_MD_CTX_new());
  Digest out;
  SUYUAN_CHECK(EVP_DigestInit_ex2(kContext.get(), algorithm, nullptr) == 1);
  SUYUAN_CHECK(
      EVP_DigestUpdate(kContext.get(), message.data(), message.size()) == 1);
  SUYUAN_CHECK(EVP_DigestFinal_ex(kContext.get(), out.bytes.data(), nullptr) ==
               1);
  return out;
}

}  // namespace

struct Hasher::State {
  const EVP_MD* algorithm;
  Context context{EVP_MD_CTX_new()};

  void Begin() const {
    SUYUAN_CHECK(EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1);
  }
};

absl::StatusOr<Digest> Digest::From(absl::string_view bytes) {
  if (bytes.size() != kSize) {
    return absl::InvalidArgumentError(
        absl::StrCat("a digest of ", bytes.size(), " bytes, not ", kSize));
  }
  Digest out;
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return out;
}

std::string Digest::Hex() const { return absl::BytesToHexString(view()); }

Digest Sha256(absl::string_view message) {
  return OneShot(Sha256Algorithm(), message);
}

Digest Sm3(absl::string_view message) {
  return OneShot(Sm3Algorithm(), message);
}

Digest HmacSha256(absl::string_view key, absl::string_view message) {
  Digest out;
  unsigned int size = 0;
  // An empty key still needs a pointer: null means "the key of before".
  const unsigned char* result =
      HMAC(Sha256Algorithm(), key.empty() ? "" : key.data(),
           static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(message.data()),
           message.size(), out.bytes.data(), &size);
  SUYUAN_CHECK(result != nullptr && size == Digest::kSize);
  return out;
}

std::function<std::string(absl::string_view message)> HmacSha256With(
    std::string key) {
  return [key = std::move(key)](absl::string_view message) {
    return std::string(HmacSha256(key, message).view());
  };
}

Hasher::Hasher(std::unique_ptr<State> state) : state_(std::move(state)) {
  state_->Begin();
}
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

Hasher Hasher::Sha256() {
  return Hasher(std::unique_ptr<State>(new State{Sha256Algorithm()}));
}

Hasher Hasher::Sm3() {
  return Hasher(std::unique_ptr<State>(new State{Sm3Algorithm()}));
}

void Hasher::Update(absl::string_view piece) {
  SUYUAN_CHECK(
      EVP_DigestUpdate(state_->context.get(), piece.data(), piece.size()) == 1);
}

Digest Hasher::Finish() {
  Digest out;
  SUYUAN_CHECK(EVP_DigestFinal_ex(state_->context.get(), out.bytes.data(),
                                  nullptr) == 1);
  state_->Begin();
  return out;
}

}  // namespace suyuan::crypto
