#ifndef LIBS_METRICS_METRICS_H_
#define LIBS_METRICS_METRICS_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
class Registry;
}  // namespace prometheus

// Counters, gauges and latency histograms in the Prometheus text format.
// Names are snake case with their unit: suyuan_rpc_latency_seconds.

namespace suyuan::metrics {

using Labels = std::map<std::string, std::string>;

// Handles are cheap to copy and live as long as their Registry. All are
// thread-safe; updating takes no allocation. Asking a Registry for one costs a
// lock and a map look-up, so hot paths keep the handle.
class Counter {
 public:
  explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
  void Increment(double by = 1);  // not negative
  double value() const;

 private:
  prometheus::Counter* counter_;
};

class Gauge {
 public:
  explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
  void Set(double value);
  void Add(double by);
  double value() const;

 private:
  prometheus::Gauge* gauge_;
};

// Seconds, in buckets from 25 µs to 60 s.
class Latency {
 public:
  explicit Latency(prometheus::Histogram& histogram) : histogram_(&histogram) {}
  void Observe(absl::Duration latency);
  int64_t count() const;

 private:
  prometheus::Histogram* histogram_;
};

// The same name and labels always give the same metric. A name keeps its kind:
// asking for a counter where a gauge has that name is our own bug and throws.
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  Counter counter(absl::string_view name, absl::string_view help,
                  const Labels& labels = {});
  Gauge gauge(absl::string_view name, absl::string_view help,
              const Labels& labels = {});
  Latency latency(absl::string_view name, absl::string_view help,
                  const Labels& labels = {});

  // Everything, as a scrape would see it.
  std::string Text() const;

 private:
  friend class Exposer;
  std::shared_ptr<prometheus::Registry> registry_;
};

// Answers GET /metrics over HTTP until destroyed. Borrows the registry.
class Exposer {
 public:
  // `address` is "host:port" with a numeric host (or [v6]); port 0 takes a free
  // one. UNAVAILABLE with reason ADDRESS_IN_USE, naming --metrics-listen, if it
  // cannot be bound. Whether the address may be other than loopback is the
  // caller's decision (rpc::CheckListenAddress).
  static absl::StatusOr<std::unique_ptr<Exposer>> Start(
      const Registry& registry, absl::string_view address);
  ~Exposer();

  int port() const;

 private:
  struct Server;
  explicit Exposer(std::unique_ptr<Server> server);
  std::unique_ptr<Server> server_;
};

}  // namespace suyuan::metrics

#endif  // LIBS_METRICS_METRICS_H_
