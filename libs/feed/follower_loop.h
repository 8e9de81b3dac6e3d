#ifndef LIBS_FEED_FOLLOWER_LOOP_H_
#define LIBS_FEED_FOLLOWER_LOOP_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace suyuan::feed {

struct FollowerOptions {
  // Of the feed that is followed: "registry". In tokens, logs and metrics.
  std::string feed;
  // Who we are to the producer.
  std::string principal = "anonymous@local";
  // Between attempts, doubling, jittered by half; starts again with each batch.
  absl::Duration first_backoff = absl::Milliseconds(100);
  absl::Duration max_backoff = absl::Seconds(5);
};

// One connection to a producer, of whatever messages.
class FollowerSession {
 public:
  virtual ~FollowerSession() = default;
  virtual void Open(int64_t after) = 0;
  // The next message; false when there is none any more.
  virtual bool Read() = 0;
  // Of the last message: what it holds, and where the feed stands after it.
  virtual int64_t change_count() const = 0;
  virtual int64_t change_position(int64_t i) const = 0;
  virtual int64_t position() const = 0;
  // When its last change was recorded; InfinitePast where it has none or does
  // not say.
  virtual absl::Time recorded_at() const = 0;
  virtual absl::Status Apply() = 0;
  // The last message has no changes.
  virtual void Heartbeat() = 0;
  // Why Read returned false.
  virtual absl::Status Finish() = 0;
  // Makes Open, Read and Finish return soon. From any thread.
  virtual void Cancel() = 0;
};

// Follows a feed on a thread of its own: what Follower<Response> is made of.
class FollowerLoop {
 public:
  struct Hooks {
    std::function<std::unique_ptr<FollowerSession>()> connect;
    std::function<absl::StatusOr<int64_t>()> load_position;
  };

  FollowerLoop(FollowerOptions options, Hooks hooks, log::Logger& logger,
               metrics::Registry& metrics);
  ~FollowerLoop();

  void Start();
  void Stop();
  int64_t position() const;
  bool connected() const;
  absl::Status last_error() const;
  absl::Status WaitForPosition(int64_t position, const Deadline& deadline);

 private:
  void Run();
  // One connection, from the durable position to its end.
  absl::Status Follow(bool& progressed);
  absl::Status FollowOn(FollowerSession& session, bool& progressed);
  absl::Status Take(FollowerSession& session);
  // False: we are to stop, and `session` is not ours to use.
  bool Publish(FollowerSession* session);
  void Reached(int64_t position);
  void Failed(const absl::Status& status);
  // False: we are to stop.
  bool Pause(absl::Duration pause);
  bool stopping() const;

  const FollowerOptions options_;
  const Hooks hooks_;
  log::Logger& logger_;
  metrics::Gauge position_gauge_;
  metrics::Gauge connected_gauge_;
  metrics::Gauge lag_gauge_;
  metrics::Counter applied_;
  metrics::Counter failures_;

  mutable Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool connected_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t position_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status last_error_ ABSL_GUARDED_BY(mutex_);
  FollowerSession* session_ ABSL_GUARDED_BY(mutex_) = nullptr;
  std::thread thread_;
};

}  // namespace suyuan::feed

#endif  // LIBS_FEED_FOLLOWER_LOOP_H_
