#ifndef LIBS_REDIS_REDIS_CACHE_H_
#define LIBS_REDIS_REDIS_CACHE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/redis/cache.h"
#include "libs/redis/circuit_breaker.h"
#include "libs/redis/connection.h"
#include "libs/redis/options.h"

namespace suyuan::redis {

// A Redis server as a cache. Never waits longer than a call's timeout, and
// where Redis is away answers at once that nothing was found.
//
// Reasons: CACHE_UNREACHABLE, CACHE_TIMED_OUT, CACHE_REFUSED (an error reply),
// CACHE_CIRCUIT_OPEN, CACHE_BUSY (all connections in use),
// CACHE_VALUE_TOO_LARGE.
class RedisCache final : public Cache {
 public:
  // Connects on first use. Borrows the clock, which the circuit breaker reads.
  RedisCache(CacheOptions options, const Clock& clock);

  using Cache::Get;
  using Cache::MGet;
  using Cache::Set;
  Lookup Get(absl::string_view key, absl::Duration timeout) override;
  Lookups MGet(absl::Span<const std::string> keys,
               absl::Duration timeout) override;
  absl::Status Set(absl::string_view key, absl::string_view value,
                   absl::Duration ttl, absl::Duration timeout) override;

  CacheCounters counters() const override;
  bool is_circuit_open() const { return breaker_.is_open(); }

 private:
  std::string Key(absl::string_view key) const;
  absl::StatusOr<Reply> Call(absl::Span<const absl::string_view> command,
                             absl::Duration timeout);
  absl::StatusOr<Reply> CallOnce(absl::Span<const absl::string_view> command,
                                 SteadyTime deadline, bool& was_idle);
  absl::StatusOr<std::unique_ptr<Connection>> TakeIdle(SteadyTime deadline);
  void GiveBack(std::unique_ptr<Connection> connection, bool is_good);
  absl::StatusOr<Reply> Counted(absl::StatusOr<Reply> reply);

  const CacheOptions options_;
  CircuitBreaker breaker_;
  std::atomic<int64_t> hits_{0};
  std::atomic<int64_t> misses_{0};
  std::atomic<int64_t> stores_{0};
  std::atomic<int64_t> failures_{0};
  std::atomic<int64_t> timeouts_{0};
  std::atomic<int64_t> left_alone_{0};
  std::atomic<int64_t> connections_{0};
  Mutex mutex_;
  CondVar returned_;
  int in_use_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_REDIS_CACHE_H_
