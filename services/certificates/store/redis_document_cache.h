#ifndef SERVICES_CERTIFICATES_STORE_REDIS_DOCUMENT_CACHE_H_
#define SERVICES_CERTIFICATES_STORE_REDIS_DOCUMENT_CACHE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "libs/redis/cache.h"
#include "services/certificates/store/document_cache.h"

namespace suyuan::certificates {

// Documents in a cache of libs/redis. Each text goes with a SHA-256 of its key
// and itself: what others wrote under our keys, or only half, is not found.
class RedisDocumentCache final : public DocumentCache {
 public:
  // Stands before every key; the number changes with what is kept.
  static constexpr char kKeyPrefix[] = "certificates:1:";

  explicit RedisDocumentCache(std::unique_ptr<redis::Cache> cache)
      : cache_(std::move(cache)) {}

  std::vector<std::optional<std::string>> Find(
      absl::Span<const std::string> keys) override;
  // Gives up after a tenth of a second or the first refusal.
  void Keep(absl::Span<const CachedText> texts) override;

  redis::CacheCounters counters() const { return cache_->counters(); }

 private:
  const std::unique_ptr<redis::Cache> cache_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_REDIS_DOCUMENT_CACHE_H_
