#include "libs/feed/watch.h"

#include <grpcpp/alarm.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace suyuan::feed {

struct WatchCursor::Timer {
  grpc::Alarm alarm;  // its destructor cancels
};

absl::StatusOr<std::unique_ptr<WatchCursor>> WatchCursor::Open(
    int64_t after, Source& source, const WatchLimits& limits,
    const rpc::StreamCall& call) {
  if (after < 0) {
    return InvalidField("position",
                        absl::StrCat(after, "; 0 or more is wanted"));
  }
  const int64_t last = source.last_position();
  if (after > last) {
    return WithReason(
        absl::OutOfRangeError(absl::StrCat(
            "position ", after, " is past the feed, whose last is ", last)),
        "POSITION_UNKNOWN");
  }
  return std::unique_ptr<WatchCursor>(
      new WatchCursor(after, source, limits, call));
}

WatchCursor::WatchCursor(int64_t after, Source& source,
                         const WatchLimits& limits, const rpc::StreamCall& call)
    : source_(source), limits_(limits), call_(call), position_(after) {
  subscription_ =
      source_.Subscribe([waker = call_.waker()](int64_t /*last*/) { waker(); });
}

WatchCursor::~WatchCursor() { source_.Unsubscribe(subscription_); }

absl::StatusOr<rpc::Next> WatchCursor::Next(std::vector<Entry>& entries) {
  if (call_.call().stopping()) return rpc::ServerStopping();
  const absl::Time now = absl::Now();
  told_before_ = absl::InfinitePast();
  int64_t last = source_.last_position();
  absl::Time told_before = absl::InfinitePast();
  if (last == position_ && now >= next_heartbeat_) {
    SUYUAN_ASSIGN_OR_RETURN(told_before, source_.ToldBefore());
    last = source_.last_position();
  }
  if (last > position_) {
    SUYUAN_ASSIGN_OR_RETURN(
        entries, source_.Read(position_, limits_.max_count, limits_.max_bytes));
  }
  if (entries.empty() && now < next_heartbeat_) {
    WakeAt(next_heartbeat_);
    return rpc::Next::kWait;
  }
  if (entries.empty()) {
    told_before_ = told_before;
  } else {
    position_ = entries.back().position;
  }
  next_heartbeat_ = now + limits_.heartbeat;
  return rpc::Next::kWrite;
}

void WatchCursor::WakeAt(absl::Time when) {
  timer_ = std::make_unique<Timer>();
  // A timer that is replaced wakes nobody: the stream would never rest.
  timer_->alarm.Set(absl::ToChronoTime(when),
                    [waker = call_.waker()](bool expired) {
                      if (expired) waker();
                    });
}

}  // namespace suyuan::feed
