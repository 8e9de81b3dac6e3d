#include "libs/redis/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::redis {

absl::Status CacheUnreachable(absl::string_view problem) {
  return WithReason(
      absl::UnavailableError(absl::StrCat("the cache is away: ", problem)),
      "CACHE_UNREACHABLE");
}

absl::Status CacheTimedOut() {
  return WithReason(absl::DeadlineExceededError("the cache did not answer"),
                    "CACHE_TIMED_OUT");
}

absl::Status CacheRefused(absl::string_view reply) {
  return WithReason(
      absl::UnavailableError(absl::StrCat("the cache refused: ", reply)),
      "CACHE_REFUSED");
}

absl::Status CacheOpen() {
  return WithReason(
      absl::UnavailableError("the cache failed before and is left alone"),
      "CACHE_CIRCUIT_OPEN");
}

absl::Status CacheBusy() {
  return WithReason(
      absl::UnavailableError("all connections to the cache are in use"),
      "CACHE_BUSY");
}

absl::Status CacheValueTooLarge(int64_t size, int64_t max) {
  return WithReason(
      absl::ResourceExhaustedError(absl::StrCat(
          "a value of ", size, " bytes is not cached, at most ", max)),
      "CACHE_VALUE_TOO_LARGE");
}

}  // namespace suyuan::redis
