#ifndef LIBS_HASH_HASH_H_
#define LIBS_HASH_HASH_H_

#include <array>
#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"

// Hashes that are the same in every process, for tables and files that outlive
// one (absl::Hash is not), and to see damage. Not against those who forge:
// libs/crypto is.

namespace suyuan::hash {

// XXH3, 64 bits. A few nanoseconds for a short text. A seed that nobody outside
// knows keeps strangers from choosing texts that collide.
uint64_t Hash64(absl::string_view text, uint64_t seed);

using Hash128 = std::array<uint64_t, 2>;

// XXH3, 128 bits, of more than there is at once; some 10 GB a second.
class Hasher128 {
 public:
  Hasher128();
  ~Hasher128();
  Hasher128(const Hasher128&) = delete;
  Hasher128& operator=(const Hasher128&) = delete;

  void Update(absl::string_view piece);
  // Of all pieces so far.
  Hash128 Get() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace suyuan::hash

#endif  // LIBS_HASH_HASH_H_
