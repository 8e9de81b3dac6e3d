#ifndef SERVICES_GATEWAY_BACKEND_HEALTH_H_
#define SERVICES_GATEWAY_BACKEND_HEALTH_H_

#include <grpcpp/channel.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/mutex.h"

namespace suyuan::gateway {

// Asks each back end once a period whether it serves (grpc.health.v1), on a
// thread of its own, so that /readyz answers at once. Thread-safe.
class BackendHealth {
 public:
  struct Backend {
    std::string name;
    std::shared_ptr<grpc::Channel> channel;
  };
  struct State {
    std::string name;
    bool serving = false;
    std::string why;  // "" while serving
  };

  // Called after each round, on the thread that asks.
  using Observer = std::function<void(const std::vector<State>&)>;

  // Each is asked for at most `timeout`. Nothing serves before the first
  // answer, and nothing is asked before Start.
  BackendHealth(std::vector<Backend> backends, absl::Duration period,
                absl::Duration timeout);
  ~BackendHealth();

  // Once.
  void Start(Observer observer);
  // Nothing is asked after it has returned, within `timeout` at the most, so
  // that what is behind the channels may end. Later calls change nothing.
  void Stop();

  std::vector<State> states() const;

 private:
  void Run();
  State Ask(const Backend& backend) const;

  const std::vector<Backend> backends_;
  const absl::Duration period_;
  const absl::Duration timeout_;
  Observer observer_;
  mutable Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<State> states_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_BACKEND_HEALTH_H_
