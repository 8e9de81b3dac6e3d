#include "libs/feed/follower.h"

#include <atomic>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/feed/feed_server.h"

namespace suyuan::feed {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::Probe;
using testing::Producer;
using testing::WatchRequest;
using testing::WatchResponse;

Deadline Soon() {
  static const SystemClock& clock = *new SystemClock();
  return Deadline::At(clock, clock.Now() + absl::Seconds(30));
}

void Append(MemorySource& source, int count) {
  for (int i = 0; i < count; ++i) {
    source.Append("thing", "things/a", absl::Now(),
                  absl::StrCat("change ", source.last_position() + 1));
  }
}

// What a follower keeps: texts and position, which change together.
class Derived {
 public:
  absl::StatusOr<int64_t> Position() const {
    MutexLock lock(mutex_);
    return static_cast<int64_t>(texts_.size());
  }
  // Fails before or after storing, by turns of `failures`.
  absl::Status Apply(const WatchResponse& batch) {
    MutexLock lock(mutex_);
    const int failure = failures_ > 0 ? failures_-- : 0;
    if (failure % 2 == 1) return absl::AbortedError("before it is stored");
    for (const auto& change : batch.changes()) {
      if (change.position() != static_cast<int64_t>(texts_.size()) + 1) {
        ++wrong_;
      }
      texts_.push_back(change.text());
    }
    if (failure != 0) return absl::UnavailableError("after it was stored");
    return absl::OkStatus();
  }
  void FailNext(int times) {
    MutexLock lock(mutex_);
    failures_ = times;
  }
  // Every change once, in order.
  void CheckComplete(int64_t count) const {
    MutexLock lock(mutex_);
    CHECK(wrong_ == 0);
    REQUIRE(static_cast<int64_t>(texts_.size()) == count);
    for (int64_t i = 0; i < count; ++i) {
      REQUIRE(texts_[static_cast<size_t>(i)] == absl::StrCat("change ", i + 1));
    }
  }

 private:
  mutable Mutex mutex_;
  std::vector<std::string> texts_ ABSL_GUARDED_BY(mutex_);
  int wrong_ ABSL_GUARDED_BY(mutex_) = 0;
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;
};

// A follower of the producer at `target`.
class Following {
 public:
  Following(const std::string& target, Derived& derived)
      : Following(rpc::MakeChannel(target), derived) {}
  Following(std::shared_ptr<grpc::Channel> channel, Derived& derived)
      : logger_(log::Level::kOff, clock_, [](absl::string_view) {}),
        stub_(Probe::NewStub(channel)),
        follower_({.feed = "registry",
                   .first_backoff = absl::Milliseconds(2),
                   .max_backoff = absl::Milliseconds(20)},
                  {.open =
                       [this](grpc::ClientContext* context, int64_t after) {
                         WatchRequest request;
                         request.set_position(after);
                         return stub_->Watch(context, request);
                       },
                   .load_position = [&derived] { return derived.Position(); },
                   .apply =
                       [&derived](const WatchResponse& batch) {
                         return derived.Apply(batch);
                       }},
                  logger_, metrics_) {
    follower_.Start();
  }
  Follower<WatchResponse>& operator*() { return follower_; }
  Follower<WatchResponse>* operator->() { return &follower_; }
  metrics::Registry& metrics() { return metrics_; }

 private:
  SystemClock clock_;
  metrics::Registry metrics_;
  log::Logger logger_;
  std::unique_ptr<Probe::Stub> stub_;
  Follower<WatchResponse> follower_;
};

TEST_CASE("A follower takes over what is there and what comes") {
  MemorySource source;
  Append(source, 1000);
  Producer producer(source, "127.0.0.1:0");
  Derived derived;
  Following follower(producer.server().target(), derived);
  REQUIRE_THAT(follower->WaitForPosition(1000, Soon()), IsOk());
  Append(source, 1);
  REQUIRE_THAT(follower->WaitForPosition(1001, Soon()), IsOk());
  CHECK(follower->connected());
  CHECK_THAT(follower->last_error(), IsOk());
  derived.CheckComplete(1001);
  CHECK(follower.metrics()
            .gauge("suyuan_feed_position",
                   "Last position taken over from a feed.",
                   {{"feed", "registry"}})
            .value() == 1001);
}

TEST_CASE("Producers die mid-stream; the follower repeats and skips nothing") {
  MemorySource source;
  auto producer = std::make_unique<Producer>(source, "127.0.0.1:0",
                                             WatchLimits{.max_count = 3});
  const std::string target = producer->server().target();
  Derived derived;
  Following follower(target, derived);
  for (int life = 0; life < 10; ++life) {
    Append(source, 200);
    // Dies somewhere within the 200.
    const int64_t somewhere = source.last_position() - 200 + 20 * life;
    REQUIRE_THAT(follower->WaitForPosition(somewhere, Soon()), IsOk());
    producer->server().Stop(absl::ZeroDuration());
    producer =
        std::make_unique<Producer>(source, target, WatchLimits{.max_count = 3});
  }
  REQUIRE_THAT(follower->WaitForPosition(2000, Soon()), IsOk());
  derived.CheckComplete(2000);
}

TEST_CASE("Followers die and come back from what they stored") {
  MemorySource source;
  Producer producer(source, "127.0.0.1:0", {.max_count = 3});
  Derived derived;
  std::atomic<bool> done{false};
  std::thread writer([&] {
    while (!done) {
      if (source.last_position() < 5000) Append(source, 10);
      std::this_thread::yield();
    }
  });
  for (int life = 0; life < 20; ++life) {
    Following follower(producer.server().target(), derived);
    const int64_t before = derived.Position().value();
    REQUIRE_THAT(
        follower->WaitForPosition(std::min<int64_t>(before + 10, 5000), Soon()),
        IsOk());
  }
  Following last(producer.server().target(), derived);
  REQUIRE_THAT(last->WaitForPosition(5000, Soon()), IsOk());
  done = true;
  writer.join();
  last->Stop();
  derived.CheckComplete(source.last_position());
}

TEST_CASE(
    "A batch that fails, before or after it is stored, is taken over once") {
  MemorySource source;
  Producer producer(source, "127.0.0.1:0", {.max_count = 5});
  Derived derived;
  derived.FailNext(6);
  Following follower(producer.server().target(), derived);
  Append(source, 100);
  REQUIRE_THAT(follower->WaitForPosition(100, Soon()), IsOk());
  derived.CheckComplete(100);
}

TEST_CASE(
    "A follower that is ahead of its producer says so and applies nothing") {
  MemorySource source, restored;
  Derived derived;
  Append(source, 10);
  {
    Producer producer(source, "127.0.0.1:0");
    Following follower(producer.server().target(), derived);
    REQUIRE_THAT(follower->WaitForPosition(10, Soon()), IsOk());
  }
  Append(restored, 9);  // an older copy
  Producer producer(restored, "127.0.0.1:0");
  Following follower(producer.server().target(), derived);
  while (follower->last_error().ok()) std::this_thread::yield();
  CHECK_THAT(follower->last_error(), HasReason("POSITION_UNKNOWN"));
  CHECK_FALSE(follower->connected());
  derived.CheckComplete(10);
}

// Leaves out one entry.
class Leaky final : public Source {
 public:
  explicit Leaky(MemorySource& source) : source_(source) {}
  int64_t last_position() const override { return source_.last_position(); }
  absl::StatusOr<std::vector<Entry>> Read(int64_t after, int64_t max_count,
                                          int64_t max_bytes) const override {
    auto entries = source_.Read(after, max_count, max_bytes);
    if (entries.ok() && entries->size() > 4)
      entries->erase(entries->begin() + 3);
    return entries;
  }
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return source_.Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t id) override { source_.Unsubscribe(id); }

 private:
  MemorySource& source_;
};

TEST_CASE("A gap in what a producer sends is seen before it is applied") {
  MemorySource source;
  Append(source, 10);
  Leaky leaky(source);
  Producer producer(leaky, "127.0.0.1:0");
  Derived derived;
  Following follower(producer.server().target(), derived);
  while (follower->last_error().ok()) std::this_thread::yield();
  CHECK_THAT(follower->last_error(), HasReason("FEED_GAP"));
  derived.CheckComplete(0);
}

TEST_CASE("Waiting for what is not there yet ends with advice to retry") {
  MemorySource source;
  Producer producer(source, "127.0.0.1:0");
  Derived derived;
  Following follower(producer.server().target(), derived);
  static const SystemClock& clock = *new SystemClock();
  const absl::Status ahead = follower->WaitForPosition(
      1, Deadline::At(clock, clock.Now() + absl::Milliseconds(30)));
  CHECK_THAT(ahead, HasReason("READ_TOKEN_AHEAD"));
  CHECK(rpc::RetryDelayOf(ahead) > absl::ZeroDuration());
  CHECK_THAT(follower->WaitForPosition(0, Soon()), IsOk());
}

TEST_CASE("A follower stops promptly, connected or not") {
  MemorySource source;
  Producer producer(source, "127.0.0.1:0");
  Derived derived;
  const bool reachable = GENERATE(true, false);
  const absl::Time start = absl::Now();
  {
    Following follower(
        reachable ? producer.server().target() : std::string("127.0.0.1:1"),
        derived);
    while (reachable && !follower->connected()) std::this_thread::yield();
    follower->Stop();
    // Nobody waits for a follower that has stopped.
    CHECK_THAT(follower->WaitForPosition(99, Soon()),
               HasReason("READ_TOKEN_AHEAD"));
  }
  CHECK(absl::Now() - start < absl::Seconds(5));
}

TEST_CASE("A follower works over the in-process channel") {
  MemorySource source;
  Append(source, 10);
  Producer producer(source, "");
  Derived derived;
  Following follower(producer.server().InProcessChannel(), derived);
  REQUIRE_THAT(follower->WaitForPosition(10, Soon()), IsOk());
  derived.CheckComplete(10);
}

}  // namespace
}  // namespace suyuan::feed
