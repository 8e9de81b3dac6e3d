#include "libs/crypto/random.h"

#include <openssl/rand.h>

#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"

namespace suyuan::crypto {
namespace {

// RFC 9562 4: the version in the seventh byte, the variant 10 in the ninth.
std::string Format(std::string bytes, int version) {
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | version << 4);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  const std::string hex = absl::BytesToHexString(bytes);
  return absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-",
                      hex.substr(12, 4), "-", hex.substr(16, 4), "-",
                      hex.substr(20));
}

}  // namespace

std::string SystemRandom::Bytes(size_t size) {
  std::string out(size, '\0');
  SUYUAN_CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(out.data()),
                          static_cast<int>(size)) == 1);
  return out;
}

std::string Uuid4(Random& random) { return Format(random.Bytes(16), 4); }

std::string Uuid7(Random& random, absl::Time now) {
  const int64_t nanos = absl::ToUnixNanos(now);
  const int64_t millis = absl::ToUnixMillis(now);
  SUYUAN_CHECK(millis >= 0 && millis < int64_t{1} << 48);
  const int64_t fraction = (nanos - millis * 1'000'000) * 4096 / 1'000'000;
  std::string bytes;
  for (int shift = 40; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(millis >> shift));
  }
  bytes.push_back(static_cast<char>(fraction >> 8));
  bytes.push_back(static_cast<char>(fraction));
  return Format(absl::StrCat(bytes, random.Bytes(8)), 7);
}

}  // namespace suyuan::crypto
