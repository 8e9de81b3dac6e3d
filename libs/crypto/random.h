#ifndef LIBS_CRYPTO_RANDOM_H_
#define LIBS_CRYPTO_RANDOM_H_

#include <string>

#include "absl/time/time.h"

namespace suyuan::crypto {

// Where unpredictable bytes come from. Handed to whatever needs it, so that
// tests own chance. Implementations are thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::string Bytes(size_t size) = 0;
};

// The system's generator, fit for keys. Ends the process where it fails: there
// is no sound way on.
class SystemRandom : public Random {
 public:
  std::string Bytes(size_t size) override;
};

// RFC 9562 in lower case with hyphens. Version 4: 122 random bits.
std::string Uuid4(Random& random);
// Version 7: begins with the milliseconds of `now` and their fraction in
// 1/4096, so that texts sort by time, then 62 random bits. `now` is between
// 1970 and 10889.
std::string Uuid7(Random& random, absl::Time now);

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_RANDOM_H_
