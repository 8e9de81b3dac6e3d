#include "libs/base/deadline.h"

#include <utility>

#include "libs/base/status.h"

namespace suyuan {

Deadline Deadline::Infinite() { return Deadline(); }

Deadline Deadline::At(const Clock& clock, absl::Time when) {
  Deadline deadline;
  deadline.clock_ = &clock;
  deadline.when_ = when;
  return deadline;
}

Deadline Deadline::WithCancel(std::function<bool()> cancelled) const {
  Deadline deadline = *this;
  deadline.cancelled_ = std::move(cancelled);
  return deadline;
}

absl::Status Deadline::Check() const {
  if (cancelled_ && cancelled_()) {
    return absl::CancelledError("the caller has gone");
  }
  if (clock_ != nullptr && clock_->Now() >= when_) {
    return WithReason(absl::DeadlineExceededError("the deadline has passed"),
                      "DEADLINE_EXCEEDED");
  }
  return absl::OkStatus();
}

absl::Duration Deadline::Left() const {
  return clock_ == nullptr ? absl::InfiniteDuration() : when_ - clock_->Now();
}

}  // namespace suyuan
