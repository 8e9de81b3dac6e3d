#ifndef LIBS_REDIS_MEMORY_CACHE_H_
#define LIBS_REDIS_MEMORY_CACHE_H_

#include <cstdint>
#include <list>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/redis/cache.h"

namespace suyuan::redis {

// A cache within the process, for one that runs without Redis. What was not
// used for longest goes first. Get() is O(1) and copies the value; timeouts
// are not looked at, since nothing waits. Borrows the clock.
class MemoryCache final : public Cache {
 public:
  // `max_bytes` counts keys and values; a value that is larger by itself is
  // refused (CACHE_VALUE_TOO_LARGE). 0 keeps nothing.
  MemoryCache(int64_t max_bytes, const Clock& clock)
      : max_bytes_(max_bytes), clock_(clock) {}

  using Cache::Get;
  using Cache::MGet;
  using Cache::Set;
  Lookup Get(absl::string_view key, absl::Duration timeout) override;
  Lookups MGet(absl::Span<const std::string> keys,
               absl::Duration timeout) override;
  absl::Status Set(absl::string_view key, absl::string_view value,
                   absl::Duration ttl, absl::Duration timeout) override;
  CacheCounters counters() const override;
  int64_t bytes() const;

 private:
  struct Entry {
    std::string key;
    std::string value;
    absl::Time valid_to;
  };
  using Entries = std::list<Entry>;  // the latest used first

  void Drop(Entries::iterator entry) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const int64_t max_bytes_;
  const Clock& clock_;
  mutable Mutex mutex_;
  Entries entries_ ABSL_GUARDED_BY(mutex_);
  // Views of the keys in entries_.
  absl::flat_hash_map<absl::string_view, Entries::iterator> by_key_
      ABSL_GUARDED_BY(mutex_);
  int64_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  CacheCounters counters_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_MEMORY_CACHE_H_
