#include "services/gateway/backend_health.h"

#include <utility>

#include "libs/rpc/client.h"

namespace suyuan::gateway {

BackendHealth::BackendHealth(std::vector<Backend> backends,
                             absl::Duration period, absl::Duration timeout)
    : backends_(std::move(backends)), period_(period), timeout_(timeout) {
  MutexLock lock(mutex_);
  for (const Backend& backend : backends_) {
    states_.push_back({backend.name, false, "not asked yet"});
  }
}

void BackendHealth::Start(Observer observer) {
  observer_ = std::move(observer);
  MutexLock lock(mutex_);
  thread_ = std::thread([this] { Run(); });
}

BackendHealth::~BackendHealth() { Stop(); }

void BackendHealth::Stop() {
  std::thread thread;
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    wake_.NotifyAll();
    thread = std::move(thread_);
  }
  if (thread.joinable()) thread.join();
}

std::vector<BackendHealth::State> BackendHealth::states() const {
  MutexLock lock(mutex_);
  return states_;
}

void BackendHealth::Run() {
  while (true) {
    for (size_t i = 0; i < backends_.size(); ++i) {
      State state = Ask(backends_[i]);
      MutexLock lock(mutex_);
      if (stopping_) return;
      states_[i] = std::move(state);
    }
    observer_(states());
    MutexLock lock(mutex_);
    if (!stopping_) wake_.WaitFor(mutex_, period_);
    if (stopping_) return;
  }
}

BackendHealth::State BackendHealth::Ask(const Backend& backend) const {
  const absl::StatusOr<bool> serving =
      rpc::IsServing(backend.channel, "", timeout_);
  if (!serving.ok()) return {backend.name, false, "not reachable"};
  if (!*serving) return {backend.name, false, "not serving"};
  return {backend.name, true, ""};
}

}  // namespace suyuan::gateway
