#ifndef SERVICES_CERTIFICATES_STORE_CACHE_METRICS_H_
#define SERVICES_CERTIFICATES_STORE_CACHE_METRICS_H_

#include "libs/metrics/metrics.h"
#include "libs/redis/cache.h"

namespace suyuan::certificates {

// A cache's counters as suyuan_cache_..._total{service="certificates"}. One
// thread publishes.
class CacheMetrics {
 public:
  explicit CacheMetrics(metrics::Registry& metrics);
  // `now` is no less than what was published last.
  void Publish(const redis::CacheCounters& now);

 private:
  metrics::Counter hits_;
  metrics::Counter misses_;
  metrics::Counter stores_;
  metrics::Counter failures_;
  metrics::Counter left_alone_;
  redis::CacheCounters published_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_CACHE_METRICS_H_
