#ifndef LIBS_RPC_DISPATCHER_H_
#define LIBS_RPC_DISPATCHER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/executor.h"

namespace suyuan::rpc {

// Where the handlers of one server run, and what is recorded of each call.
// Made before the services, destroyed after the server. Thread-safe.
class Dispatcher {
 public:
  struct Options {
    // 0: one a core, at least 4.
    int threads = 0;
    // Calls that may wait for a thread; one more is RESOURCE_EXHAUSTED.
    size_t queue_limit = 1024;
    // Streams open at once; one more is RESOURCE_EXHAUSTED.
    int stream_limit = 1024;
    // For unary calls whose client sets no deadline.
    absl::Duration default_timeout = absl::Seconds(60);
  };

  // Borrows clock, logger and metrics. The clock must be the real one wherever
  // clients set deadlines.
  Dispatcher(const Options& options, const Clock& clock, log::Logger& logger,
             metrics::Registry& metrics);
  ~Dispatcher();

  const Options& options() const { return options_; }
  const Clock& clock() const { return clock_; }
  log::Logger& logger() { return logger_; }
  metrics::Registry& metrics() { return metrics_; }
  Executor& executor() { return executor_; }

  // False if `stream_limit` are open; else CloseStream() must follow.
  bool OpenStream();
  void CloseStream();

  // Calls and streams that are not over yet: their last byte may be unsent.
  void CallBegins() { calls_.fetch_add(1); }
  void CallEnds();
  // False if calls still run after `timeout`. After Drain().
  bool WaitIdle(absl::Duration timeout);

  // Tells endless streams to end. Calls go on being answered.
  void Drain();
  bool draining() const { return draining_.load(); }
  // Called once, from Drain() or at once where that has run. After
  // RemoveOnDrain returns, `wake` is not called any more; `wake` itself may not
  // add or remove.
  int64_t OnDrain(std::function<void()> wake);
  void RemoveOnDrain(int64_t id);

 private:
  const Options options_;
  const Clock& clock_;
  log::Logger& logger_;
  metrics::Registry& metrics_;
  std::atomic<int> streams_{0};
  std::atomic<int> calls_{0};
  std::atomic<bool> draining_{false};
  Mutex mutex_;
  CondVar idle_;
  int64_t next_id_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<int64_t, std::function<void()>> on_drain_ ABSL_GUARDED_BY(mutex_);
  // Last: its threads end before what they use.
  Executor executor_;
};

// The calls of one gRPC service on a dispatcher: a member of the class that
// implements the service, first argument of Unary, UnaryAsync and Stream.
//   rpc::Endpoint endpoint_{dispatcher, Registry::service_full_name()};
class Endpoint {
 public:
  Endpoint(Dispatcher& dispatcher, absl::string_view service)
      : dispatcher_(dispatcher), service_(service) {}

  Dispatcher& dispatcher() { return dispatcher_; }
  const std::string& service() const { return service_; }

  // One observation of suyuan_rpc_latency_seconds{service,method,code}.
  // `method` is a string literal or lives as long.
  void Observe(const char* method, absl::StatusCode code,
               absl::Duration latency);

 private:
  using Key = std::pair<const char*, absl::StatusCode>;

  Dispatcher& dispatcher_;
  const std::string service_;
  Mutex mutex_;
  absl::flat_hash_map<Key, metrics::Latency> latencies_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_DISPATCHER_H_
