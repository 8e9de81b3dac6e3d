#include "libs/rpc/dispatcher.h"

#include <algorithm>
#include <thread>

#include "absl/time/clock.h"
#include "libs/rpc/status.h"

namespace suyuan::rpc {
namespace {

int ThreadsOrDefault(int threads) {
  if (threads > 0) return threads;
  return std::max(4, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

Dispatcher::Dispatcher(const Options& options, const Clock& clock,
                       log::Logger& logger, metrics::Registry& metrics)
    : options_(options),
      clock_(clock),
      logger_(logger),
      metrics_(metrics),
      executor_(ThreadsOrDefault(options.threads), options.queue_limit) {}

Dispatcher::~Dispatcher() = default;

bool Dispatcher::OpenStream() {
  if (streams_.fetch_add(1) < options_.stream_limit) return true;
  streams_.fetch_sub(1);
  return false;
}

void Dispatcher::CloseStream() { streams_.fetch_sub(1); }

void Dispatcher::CallEnds() {
  if (calls_.fetch_sub(1) > 1 || !draining_.load()) return;
  MutexLock lock(mutex_);
  idle_.NotifyAll();
}

bool Dispatcher::WaitIdle(absl::Duration timeout) {
  const absl::Time until = absl::Now() + timeout;
  MutexLock lock(mutex_);
  while (calls_.load() > 0) {
    const absl::Duration left = until - absl::Now();
    if (left <= absl::ZeroDuration()) return false;
    idle_.WaitFor(mutex_, std::min(left, absl::Seconds(1)));
  }
  return true;
}

void Dispatcher::Drain() {
  MutexLock lock(mutex_);
  draining_.store(true);
  for (const auto& [id, wake] : on_drain_) wake();
  on_drain_.clear();
}

int64_t Dispatcher::OnDrain(std::function<void()> wake) {
  MutexLock lock(mutex_);
  const int64_t id = next_id_++;
  if (draining_.load()) {
    wake();
  } else {
    on_drain_.emplace(id, std::move(wake));
  }
  return id;
}

void Dispatcher::RemoveOnDrain(int64_t id) {
  MutexLock lock(mutex_);
  on_drain_.erase(id);
}

void Endpoint::Observe(const char* method, absl::StatusCode code,
                       absl::Duration latency) {
  MutexLock lock(mutex_);
  const Key key(method, code);
  auto found = latencies_.find(key);
  if (found == latencies_.end()) {
    const metrics::Labels labels = {{"service", service_},
                                    {"method", method},
                                    {"code", std::string(CodeName(code))}};
    found =
        latencies_
            .emplace(key, dispatcher_.metrics().latency(
                              "suyuan_rpc_latency_seconds",
                              "From a call's arrival to its status.", labels))
            .first;
  }
  found->second.Observe(latency);
}

}  // namespace suyuan::rpc
