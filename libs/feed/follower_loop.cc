#include "libs/feed/follower_loop.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"

namespace suyuan::feed {
namespace {

constexpr absl::Duration kLook = absl::Milliseconds(50);

metrics::Labels FeedLabel(const FollowerOptions& options) {
  return {{"feed", options.feed}};
}

// A batch that does not begin where the last one ended would skip or repeat.
absl::Status CheckBatch(const FollowerSession& session, int64_t after) {
  int64_t expected = after;
  const int64_t count = session.change_count();
  for (int64_t i = 0; i < count; ++i) {
    if (session.change_position(i) != ++expected) {
      return WithReason(
          absl::DataLossError(absl::StrCat("the feed sent position ",
                                           session.change_position(i),
                                           " where ", expected, " is next")),
          "FEED_GAP");
    }
  }
  if (session.position() == expected) return absl::OkStatus();
  return WithReason(absl::DataLossError(absl::StrCat(
                        "the feed says it stands at ", session.position(),
                        " after sending up to ", expected)),
                    "FEED_GAP");
}

}  // namespace

FollowerLoop::FollowerLoop(FollowerOptions options, Hooks hooks,
                           log::Logger& logger, metrics::Registry& metrics)
    : options_(std::move(options)),
      hooks_(std::move(hooks)),
      logger_(logger),
      position_gauge_(metrics.gauge("suyuan_feed_position",
                                    "Last position taken over from a feed.",
                                    FeedLabel(options_))),
      connected_gauge_(metrics.gauge("suyuan_feed_connected",
                                     "1 while the feed's stream lives.",
                                     FeedLabel(options_))),
      lag_gauge_(metrics.gauge(
          "suyuan_feed_lag_seconds",
          "Age of the last change when it was taken over; 0 when idle.",
          FeedLabel(options_))),
      applied_(metrics.counter("suyuan_feed_changes_total",
                               "Changes taken over from a feed.",
                               FeedLabel(options_))),
      failures_(metrics.counter("suyuan_feed_failures_total",
                                "Streams of a feed that ended.",
                                FeedLabel(options_))) {}

FollowerLoop::~FollowerLoop() { Stop(); }

void FollowerLoop::Start() {
  SUYUAN_CHECK(!thread_.joinable());
  thread_ = std::thread([this] { Run(); });
}

void FollowerLoop::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    if (session_ != nullptr) session_->Cancel();
    changed_.NotifyAll();
  }
  if (thread_.joinable()) thread_.join();
}

int64_t FollowerLoop::position() const {
  MutexLock lock(mutex_);
  return position_;
}

bool FollowerLoop::connected() const {
  MutexLock lock(mutex_);
  return connected_;
}

absl::Status FollowerLoop::last_error() const {
  MutexLock lock(mutex_);
  return last_error_;
}

bool FollowerLoop::stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

absl::Status FollowerLoop::WaitForPosition(int64_t position,
                                           const Deadline& deadline) {
  MutexLock lock(mutex_);
  while (position_ < position) {
    if (stopping_ || !deadline.Check().ok()) {
      return WithReason(
          absl::UnavailableError(absl::StrCat(
              "the answer would not include position ", position, " of ",
              options_.feed, " yet, but ", position_, "; repeat the call")),
          "READ_TOKEN_AHEAD");
    }
    changed_.WaitFor(mutex_,
                     std::clamp(deadline.Left(), absl::Milliseconds(1), kLook));
  }
  return absl::OkStatus();
}

void FollowerLoop::Run() {
  absl::Duration backoff = options_.first_backoff;
  while (!stopping()) {
    bool progressed = false;
    const absl::Status ended = Follow(progressed);
    if (stopping()) return;
    Failed(ended);
    if (progressed) backoff = options_.first_backoff;
    if (!Pause(std::max(rpc::Jittered(backoff), rpc::RetryDelayOf(ended)))) {
      return;
    }
    backoff = std::min(2 * backoff, options_.max_backoff);
  }
}

absl::Status FollowerLoop::Follow(bool& progressed) {
  // What is durable counts, not what we remember: a batch whose fate is unknown
  // may have been stored.
  SUYUAN_ASSIGN_OR_RETURN(const int64_t after, hooks_.load_position());
  Reached(after);
  const std::unique_ptr<FollowerSession> session = hooks_.connect();
  if (!Publish(session.get())) return absl::CancelledError("stopping");
  session->Open(after);
  const absl::Status taken = FollowOn(*session, progressed);
  // The producer's own ending stays what it is; ours makes it end.
  if (!taken.ok()) session->Cancel();
  const absl::Status finished = session->Finish();
  Publish(nullptr);
  return taken.ok() ? finished : taken;
}

absl::Status FollowerLoop::FollowOn(FollowerSession& session,
                                    bool& progressed) {
  while (session.Read()) {
    SUYUAN_RETURN_IF_ERROR(Take(session));
    progressed = true;
  }
  return absl::OkStatus();
}

absl::Status FollowerLoop::Take(FollowerSession& session) {
  SUYUAN_RETURN_IF_ERROR(CheckBatch(session, position()));
  const bool idle = session.change_count() == 0;
  if (idle) {
    session.Heartbeat();
  } else {
    SUYUAN_RETURN_IF_ERROR(session.Apply());
    applied_.Increment(static_cast<double>(session.change_count()));
  }
  const bool dated = session.recorded_at() != absl::InfinitePast();
  lag_gauge_.Set(idle || !dated ? 0
                                : absl::ToDoubleSeconds(absl::Now() -
                                                        session.recorded_at()));
  Reached(session.position());
  MutexLock lock(mutex_);
  connected_ = true;
  connected_gauge_.Set(1);
  last_error_ = absl::OkStatus();
  return absl::OkStatus();
}

bool FollowerLoop::Publish(FollowerSession* session) {
  MutexLock lock(mutex_);
  session_ = stopping_ ? nullptr : session;
  return !stopping_;
}

void FollowerLoop::Reached(int64_t position) {
  MutexLock lock(mutex_);
  position_ = position;
  position_gauge_.Set(static_cast<double>(position));
  changed_.NotifyAll();
}

void FollowerLoop::Failed(const absl::Status& status) {
  failures_.Increment();
  connected_gauge_.Set(0);
  logger_.Warning("feed ended", {{"feed", options_.feed},
                                 {"position", position()},
                                 {"code", rpc::CodeName(status.code())},
                                 {"reason", ReasonOf(status)},
                                 {"error", status.message()}});
  MutexLock lock(mutex_);
  connected_ = false;
  last_error_ = status;
}

bool FollowerLoop::Pause(absl::Duration pause) {
  const absl::Time until = absl::Now() + pause;
  MutexLock lock(mutex_);
  while (!stopping_) {
    const absl::Duration left = until - absl::Now();
    if (left <= absl::ZeroDuration()) return true;
    changed_.WaitFor(mutex_, left);
  }
  return false;
}

}  // namespace suyuan::feed
