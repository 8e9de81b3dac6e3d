#include "libs/redis/open_cache.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/redis/memory_cache.h"
#include "libs/redis/redis_cache.h"

namespace suyuan::redis {
namespace {

absl::Status NoAddress(absl::string_view seen) {
  return InvalidField("redis",
                      absl::StrCat("\"", seen, "\", wanted host:port, such as ",
                                   "127.0.0.1:6379 or [::1]:6379"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Cache>> OpenCache(absl::string_view address,
                                                 CacheOptions options,
                                                 int64_t memory_bytes,
                                                 const Clock& clock) {
  if (address.empty()) {
    return std::make_unique<MemoryCache>(memory_bytes, clock);
  }
  const size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return NoAddress(address);
  absl::string_view host = address.substr(0, colon);
  const absl::string_view port = address.substr(colon + 1);
  const bool is_bracketed =
      absl::ConsumePrefix(&host, "[") && absl::ConsumeSuffix(&host, "]");
  if (host.empty() || host.find_first_of(is_bracketed ? "[]" : "[]:") !=
                          absl::string_view::npos) {
    return NoAddress(address);
  }
  if (!absl::SimpleAtoi(port, &options.port) || options.port < 1 ||
      options.port > 65535) {
    return NoAddress(address);
  }
  options.host = std::string(host);
  return std::make_unique<RedisCache>(std::move(options), clock);
}

}  // namespace suyuan::redis
