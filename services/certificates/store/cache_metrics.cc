#include "services/certificates/store/cache_metrics.h"

#include "absl/strings/str_cat.h"

namespace suyuan::certificates {
namespace {

metrics::Counter CounterOf(metrics::Registry& metrics, absl::string_view what,
                           absl::string_view help) {
  return metrics.counter(absl::StrCat("suyuan_cache_", what, "_total"), help,
                         {{"service", "certificates"}});
}

void Add(metrics::Counter& counter, int64_t now, int64_t before) {
  counter.Increment(static_cast<double>(now - before));
}

}  // namespace

CacheMetrics::CacheMetrics(metrics::Registry& metrics)
    : hits_(CounterOf(metrics, "hits", "Texts found in the cache")),
      misses_(CounterOf(metrics, "misses", "Texts that the cache has not")),
      stores_(CounterOf(metrics, "stores", "Texts stored in the cache")),
      failures_(CounterOf(metrics, "failures", "Calls that failed")),
      left_alone_(CounterOf(metrics, "left_alone",
                            "Calls not made since the cache failed before")) {}

void CacheMetrics::Publish(const redis::CacheCounters& now) {
  Add(hits_, now.hits, published_.hits);
  Add(misses_, now.misses, published_.misses);
  Add(stores_, now.stores, published_.stores);
  Add(failures_, now.failures, published_.failures);
  Add(left_alone_, now.left_alone, published_.left_alone);
  published_ = now;
}

}  // namespace suyuan::certificates
