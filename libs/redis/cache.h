#ifndef LIBS_REDIS_CACHE_H_
#define LIBS_REDIS_CACHE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

// What is cached, where, and under which key. Every key names the revision of
// what it holds, so nothing found is ever stale and nothing is flushed; the
// time to live only bounds what is kept.
//
//   service       kind of text                    key holds
//   certificates  certificate as it is sent       digest, revision of its
//   status certificates  original bytes                  digest gateway
//   response bodies                 ETag (later)
//
// Each service sets a key_prefix of its own ("certificates:1:", the number
// being that of the format), and reaches the cache through an interface of its
// core (`document_cache.h`), implemented in `redis_*_cache.cc`.

namespace suyuan::redis {

// What was found. A value of nullopt with an OK status is a miss; with an
// error it is a miss too, and the status says why nothing could be known.
struct Lookup {
  std::optional<std::string> value;
  absl::Status status;
};

struct Lookups {
  std::vector<std::optional<std::string>> values;  // as many as keys
  absl::Status status;
};

// Since the cache was made; each only grows. For metrics:
// suyuan_cache_{hits,misses,...}_total.
struct CacheCounters {
  int64_t hits = 0;
  int64_t misses = 0;  // the cache answered, without a value
  int64_t stores = 0;
  int64_t failures = 0;      // of all kinds below and others
  int64_t timeouts = 0;      // no answer in time
  int64_t left_alone = 0;    // the circuit was open
  int64_t connections = 0;   // made
  int64_t times_opened = 0;  // the circuit
};

// The most keys of one MGet().
inline constexpr size_t kMaxCacheKeys = 1000;

// Keeps texts that can be made again. Callers need not look at a status to be
// right: whatever fails, they go on without. Never throws; thread-safe.
class Cache {
 public:
  virtual ~Cache() = default;

  // A zero timeout is the cache's own.
  virtual Lookup Get(absl::string_view key, absl::Duration timeout) = 0;
  // One round trip for all; at most kMaxCacheKeys.
  virtual Lookups MGet(absl::Span<const std::string> keys,
                       absl::Duration timeout) = 0;
  // Kept for `ttl`, at least a millisecond, or until there is no room. After
  // an error it may be stored or not.
  virtual absl::Status Set(absl::string_view key, absl::string_view value,
                           absl::Duration ttl, absl::Duration timeout) = 0;

  virtual CacheCounters counters() const = 0;

  Lookup Get(absl::string_view key) { return Get(key, absl::ZeroDuration()); }
  Lookups MGet(absl::Span<const std::string> keys) {
    return MGet(keys, absl::ZeroDuration());
  }
  absl::Status Set(absl::string_view key, absl::string_view value,
                   absl::Duration ttl) {
    return Set(key, value, ttl, absl::ZeroDuration());
  }
};

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_CACHE_H_
