#include "libs/hash/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace suyuan::hash {

uint64_t Hash64(absl::string_view text, uint64_t seed) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

struct Hasher128::State {
  XXH3_state_t hash;
};

Hasher128::Hasher128() : state_(std::make_unique<State>()) {
  XXH3_128bits_reset(&state_->hash);
}

Hasher128::~Hasher128() = default;

void Hasher128::Update(absl::string_view piece) {
  XXH3_128bits_update(&state_->hash, piece.data(), piece.size());
}

Hash128 Hasher128::Get() const {
  const XXH128_hash_t digest = XXH3_128bits_digest(&state_->hash);
  return {digest.low64, digest.high64};
}

}  // namespace suyuan::hash
