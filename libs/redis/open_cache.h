#ifndef LIBS_REDIS_OPEN_CACHE_H_
#define LIBS_REDIS_OPEN_CACHE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/clock.h"
#include "libs/redis/cache.h"
#include "libs/redis/options.h"

namespace suyuan::redis {

// The cache at `address`, which is "host:port" or "[v6]:port" of a Redis, or
// "" for one in memory of `memory_bytes` (0 keeps nothing). INVALID_FIELD for
// `redis` if it is neither. Does not connect: a Redis that is away is no
// reason not to start. Borrows the clock.
absl::StatusOr<std::unique_ptr<Cache>> OpenCache(absl::string_view address,
                                                 CacheOptions options,
                                                 int64_t memory_bytes,
                                                 const Clock& clock);

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_OPEN_CACHE_H_
