#ifndef LIBS_REDIS_ERRORS_H_
#define LIBS_REDIS_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan::redis {

// All mean the same to a caller: go on without the cache.
absl::Status CacheUnreachable(absl::string_view problem);
absl::Status CacheTimedOut();
absl::Status CacheRefused(absl::string_view reply);
absl::Status CacheOpen();
absl::Status CacheBusy();
absl::Status CacheValueTooLarge(int64_t size, int64_t max);

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_ERRORS_H_
