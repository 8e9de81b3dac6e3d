#include "libs/redis/memory_cache.h"

#include <utility>

#include "libs/base/check.h"
#include "libs/redis/errors.h"

namespace suyuan::redis {
namespace {

int64_t SizeOf(absl::string_view key, absl::string_view value) {
  return static_cast<int64_t>(key.size() + value.size());
}

}  // namespace

Lookup MemoryCache::Get(absl::string_view key, absl::Duration) {
  const absl::Time now = clock_.Now();
  const MutexLock lock(mutex_);
  const auto found = by_key_.find(key);
  if (found != by_key_.end() && found->second->valid_to <= now) {
    Drop(found->second);
  } else if (found != by_key_.end()) {
    ++counters_.hits;
    entries_.splice(entries_.begin(), entries_, found->second);
    return {entries_.front().value, absl::OkStatus()};
  }
  ++counters_.misses;
  return {std::nullopt, absl::OkStatus()};
}

Lookups MemoryCache::MGet(absl::Span<const std::string> keys,
                          absl::Duration timeout) {
  SUYUAN_CHECK(keys.size() <= kMaxCacheKeys);
  Lookups out;
  out.values.reserve(keys.size());
  for (const std::string& key : keys) {
    out.values.push_back(Get(key, timeout).value);
  }
  return out;
}

absl::Status MemoryCache::Set(absl::string_view key, absl::string_view value,
                              absl::Duration ttl, absl::Duration) {
  SUYUAN_CHECK(ttl >= absl::Milliseconds(1));
  const int64_t size = SizeOf(key, value);
  const absl::Time valid_to = clock_.Now() + ttl;
  const MutexLock lock(mutex_);
  if (size > max_bytes_) {
    ++counters_.failures;
    return CacheValueTooLarge(size, max_bytes_);
  }
  if (const auto old = by_key_.find(key); old != by_key_.end()) {
    Drop(old->second);
  }
  while (bytes_ + size > max_bytes_) Drop(std::prev(entries_.end()));
  entries_.push_front({std::string(key), std::string(value), valid_to});
  by_key_[entries_.front().key] = entries_.begin();
  bytes_ += size;
  ++counters_.stores;
  return absl::OkStatus();
}

void MemoryCache::Drop(Entries::iterator entry) {
  bytes_ -= SizeOf(entry->key, entry->value);
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

CacheCounters MemoryCache::counters() const {
  const MutexLock lock(mutex_);
  return counters_;
}

int64_t MemoryCache::bytes() const {
  const MutexLock lock(mutex_);
  return bytes_;
}

}  // namespace suyuan::redis
