#ifndef LIBS_CRYPTO_DIGEST_H_
#define LIBS_CRYPTO_DIGEST_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::crypto {

// The 32 bytes that SHA-256, SM3 and HMAC-SHA-256 give. A value.
struct Digest {
  static constexpr size_t kSize = 32;
  std::array<uint8_t, kSize> bytes{};

  // InvalidArgument unless `bytes` are 32.
  static absl::StatusOr<Digest> From(absl::string_view bytes);

  // Borrowed from this digest.
  absl::string_view view() const {
    return {reinterpret_cast<const char*>(bytes.data()), kSize};
  }
  // 64 lower-case hexadecimal digits.
  std::string Hex() const;

  friend bool operator==(const Digest&, const Digest&) = default;
  friend auto operator<=>(const Digest&, const Digest&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Digest& d) {
    return H::combine(std::move(h), d.bytes);
  }
};

// FIPS 180-4. Some 0.3 us and no allocation for a short message.
Digest Sha256(absl::string_view message);
// GB/T 32905-2016.
Digest Sm3(absl::string_view message);
// RFC 2104 with SHA-256.
Digest HmacSha256(absl::string_view key, absl::string_view message);
// HmacSha256 with `key`, for those who hash and must not know it: gives the 32
// bytes.
std::function<std::string(absl::string_view message)> HmacSha256With(
    std::string key);

// A digest of more than fits in memory, piece by piece. Not thread-safe.
class Hasher {
 public:
  static Hasher Sha256();
  static Hasher Sm3();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  ~Hasher();

  void Update(absl::string_view piece);
  // Of all pieces. Begins anew.
  Digest Finish();

 private:
  struct State;
  explicit Hasher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_DIGEST_H_
