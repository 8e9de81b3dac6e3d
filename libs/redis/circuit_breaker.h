#ifndef LIBS_REDIS_CIRCUIT_BREAKER_H_
#define LIBS_REDIS_CIRCUIT_BREAKER_H_

#include <atomic>
#include <cstdint>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"

namespace suyuan::redis {

// Keeps callers from waiting for what has just failed. Closed: all may call.
// After `failures_to_open` failures in a row it opens: none may. After
// `open_for` it lets one call through as a probe: its success closes the
// circuit, its failure opens it for as long again. Thread-safe. Borrows the
// clock.
class CircuitBreaker {
 public:
  CircuitBreaker(const Clock& clock, int failures_to_open,
                 absl::Duration open_for);

  // Whether to call now. Each true is followed by one of the three below.
  bool Allow();
  void Succeeded();
  void Failed();
  // Nothing was learned: a probe is given back.
  void Abandoned();

  bool is_open() const;
  int64_t times_opened() const { return times_opened_; }

 private:
  enum class State { kClosed, kOpen, kProbing };
  void Open() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Clock& clock_;
  const int failures_to_open_;
  const absl::Duration open_for_;
  mutable Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_) = State::kClosed;
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Time opened_at_ ABSL_GUARDED_BY(mutex_);
  std::atomic<int64_t> times_opened_{0};
};

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_CIRCUIT_BREAKER_H_
