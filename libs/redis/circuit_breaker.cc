#include "libs/redis/circuit_breaker.h"

namespace suyuan::redis {

CircuitBreaker::CircuitBreaker(const Clock& clock, int failures_to_open,
                               absl::Duration open_for)
    : clock_(clock), failures_to_open_(failures_to_open), open_for_(open_for) {}

bool CircuitBreaker::Allow() {
  const MutexLock lock(mutex_);
  if (state_ == State::kClosed) return true;
  if (state_ == State::kProbing) return false;
  const absl::Time now = clock_.Now();
  // A clock that was set back would hold the circuit open for as long.
  if (now >= opened_at_ && now < opened_at_ + open_for_) return false;
  state_ = State::kProbing;
  return true;
}

void CircuitBreaker::Succeeded() {
  const MutexLock lock(mutex_);
  // A call from before the circuit opened that comes home late is no probe.
  if (state_ == State::kOpen) return;
  state_ = State::kClosed;
  failures_ = 0;
}

void CircuitBreaker::Failed() {
  const MutexLock lock(mutex_);
  if (state_ == State::kOpen) return;
  if (state_ == State::kProbing || ++failures_ >= failures_to_open_) Open();
}

void CircuitBreaker::Abandoned() {
  const MutexLock lock(mutex_);
  if (state_ == State::kProbing) state_ = State::kOpen;
}

bool CircuitBreaker::is_open() const {
  const MutexLock lock(mutex_);
  return state_ != State::kClosed;
}

void CircuitBreaker::Open() {
  state_ = State::kOpen;
  failures_ = 0;
  opened_at_ = clock_.Now();
  ++times_opened_;
}

}  // namespace suyuan::redis
