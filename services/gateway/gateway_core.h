#ifndef SERVICES_GATEWAY_GATEWAY_CORE_H_
#define SERVICES_GATEWAY_GATEWAY_CORE_H_

#include <grpcpp/generic/generic_stub.h>

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/executor.h"
#include "services/gateway/route_table.h"

namespace suyuan::gateway {

class StreamExchange;

// Bounds of calls and of what is held for them.
struct CallLimits {
  // Of a unary call whose client asks for none, and the most it may ask for.
  absl::Duration default_timeout = absl::Seconds(15);
  absl::Duration max_timeout = absl::Minutes(5);
  // The default of a method that takes large bodies.
  absl::Duration large_timeout = absl::Minutes(2);
  // Default and bound of a stream.
  absl::Duration stream_timeout = absl::Hours(1);
  // Calls that run at once, and how many of them may be streams; one more is
  // refused with 503 before its body is read.
  int max_calls = 2048;
  int max_streams = 1024;
  // A JSON body, and one of a method named in `large_methods` or raw bytes.
  uint64_t json_body = 1 << 20;
  uint64_t large_body = 64 << 20;
  // Bodies being received, all connections together; over it: 503.
  uint64_t buffered_bodies = 256 << 20;
  // A body above this is converted on a worker and not on a loop.
  size_t inline_body = 64 * 1024;
};

// What a request ends as, by class: 2xx, 3xx, 4xx, 5xx.
struct RouteMetrics {
  std::array<metrics::Counter, 4> answers;
  metrics::Latency latency;
};

// What all requests share. Outlives every call: the gateway waits for them.
struct GatewayCore {
  struct Backend {
    std::string name;
    std::shared_ptr<rpc::ChannelPair> channels;
    std::array<std::unique_ptr<grpc::GenericStub>, 2> stubs;
  };

  // Room for one call, given back when it is destroyed.
  class Place {
   public:
    Place() = default;
    Place(GatewayCore* core, bool stream) : core_(core), stream_(stream) {}
    Place(Place&& other) noexcept
        : core_(std::exchange(other.core_, nullptr)), stream_(other.stream_) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (core_ != nullptr) core_->Leave(stream_);
    }
    bool taken() const { return core_ != nullptr; }

   private:
    GatewayCore* core_ = nullptr;
    bool stream_ = false;
  };

  GatewayCore(CallLimits call_limits, const Clock& the_clock,
              log::Logger& logger)
      : limits(call_limits),
        clock(the_clock),
        log(logger),
        workers(/*threads=*/2, /*queue_limit=*/64) {}

  grpc::GenericStub& NextStub(size_t backend) {
    Backend& b = backends[backend];
    return *b.stubs[b.channels->Next()];
  }

  // Not taken() where there is no room.
  Place Enter(bool stream) {
    MutexLock lock(mutex);
    if (calls >= limits.max_calls) return {};
    if (stream && streams >= limits.max_streams) return {};
    ++calls;
    if (stream) ++streams;
    return {this, stream};
  }
  void Leave(bool stream) {
    MutexLock lock(mutex);
    if (stream) --streams;
    if (--calls == 0) idle.NotifyAll();
  }

  // Streams that end only when they are told to. False while draining: it ends
  // at once.
  bool AddEndless(const std::shared_ptr<StreamExchange>& stream) {
    MutexLock lock(mutex);
    if (!draining) endless.emplace(stream.get(), stream);
    return !draining;
  }
  void RemoveEndless(StreamExchange* stream) {
    MutexLock lock(mutex);
    endless.erase(stream);
  }
  // Those that there are; no more are added.
  std::vector<std::shared_ptr<StreamExchange>> Drain() {
    MutexLock lock(mutex);
    draining = true;
    std::vector<std::shared_ptr<StreamExchange>> out;
    for (const auto& [key, stream] : endless) {
      if (auto alive = stream.lock()) out.push_back(std::move(alive));
    }
    return out;
  }

  void WaitIdle() {
    MutexLock lock(mutex);
    while (calls > 0) idle.Wait(mutex);
  }

  const CallLimits limits;
  const Clock& clock;
  log::Logger& log;
  std::vector<Backend> backends;
  RouteTable routes;
  std::vector<RouteMetrics> route_metrics;  // by Route::index
  std::atomic<uint64_t> buffered{0};
  Mutex mutex;
  CondVar idle;
  int calls ABSL_GUARDED_BY(mutex) = 0;
  int streams ABSL_GUARDED_BY(mutex) = 0;
  bool draining ABSL_GUARDED_BY(mutex) = false;
  std::unordered_map<StreamExchange*, std::weak_ptr<StreamExchange>> endless
      ABSL_GUARDED_BY(mutex);
  rpc::Executor workers;  // last: its tasks use the rest
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_GATEWAY_CORE_H_
