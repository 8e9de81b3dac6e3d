#include "libs/feed/watch.h"

#include <grpcpp/client_context.h>

#include <atomic>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/feed/feed_server.h"

namespace suyuan::feed {
namespace {

using suyuan::testing::HasCode;
using suyuan::testing::HasReason;
using testing::Probe;
using testing::Producer;
using testing::WatchRequest;
using testing::WatchResponse;

void Append(MemorySource& source, int count, size_t bytes = 1) {
  for (int i = 0; i < count; ++i) {
    source.Append("thing", "things/a", absl::UnixEpoch(),
                  std::string(bytes, 'x'));
  }
}

// A reader of one Watch.
class Reader {
 public:
  Reader(Producer& producer, int64_t position)
      : stub_(Probe::NewStub(producer.server().InProcessChannel())) {
    WatchRequest request;
    request.set_position(position);
    reader_ = stub_->Watch(&context_, request);
  }
  ~Reader() {
    context_.TryCancel();
    if (!finished_) reader_->Finish();
  }

  WatchResponse Next() {
    WatchResponse response;
    REQUIRE(reader_->Read(&response));
    return response;
  }
  bool Ended() {
    WatchResponse response;
    return !reader_->Read(&response);
  }
  absl::Status Finish() {
    finished_ = true;
    return rpc::FromGrpc(reader_->Finish());
  }

 private:
  std::unique_ptr<Probe::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<WatchResponse>> reader_;
  bool finished_ = false;
};

TEST_CASE("A watch begins after its position and goes on with what comes") {
  MemorySource source;
  Append(source, 5);
  Producer producer(source, "");
  Reader reader(producer, 3);
  WatchResponse first = reader.Next();
  REQUIRE(first.changes_size() == 2);
  CHECK(first.changes(0).position() == 4);
  CHECK(first.changes(1).position() == 5);
  CHECK(first.position() == 5);
  Append(source, 1);
  WatchResponse second = reader.Next();
  REQUIRE(second.changes_size() == 1);
  CHECK(second.changes(0).position() == 6);
  CHECK(second.position() == 6);
}

TEST_CASE("A message has at most 512 entries, or what passes its bytes") {
  MemorySource source;
  Append(source, 513);
  Producer producer(source, "");
  Reader reader(producer, 0);
  CHECK(reader.Next().changes_size() == 512);
  CHECK(reader.Next().changes_size() == 1);
  Append(source, 1, 128 << 10);
  CHECK(reader.Next().changes_size() == 1);
  // One above every limit still passes, alone.
  Append(source, 1, 1 << 20);
  CHECK(reader.Next().changes(0).text().size() == 1 << 20);
}

TEST_CASE("An idle watch confirms its position at once and by heartbeat") {
  MemorySource source;
  Append(source, 2);
  Producer producer(source, "", {.heartbeat = absl::Milliseconds(20)});
  Reader reader(producer, 2);
  const absl::Time start = absl::Now();
  for (int i = 0; i < 4; ++i) {
    const WatchResponse sign = reader.Next();
    CHECK(sign.changes_size() == 0);
    CHECK(sign.position() == 2);
  }
  CHECK(absl::Now() - start >= absl::Milliseconds(60));
}

// Counts how often it is asked where it stands.
class Counting final : public Source {
 public:
  explicit Counting(MemorySource& source) : source_(source) {}
  int64_t last_position() const override {
    ++asked_;
    return source_.last_position();
  }
  absl::StatusOr<std::vector<Entry>> Read(int64_t after, int64_t max_count,
                                          int64_t max_bytes) const override {
    return source_.Read(after, max_count, max_bytes);
  }
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return source_.Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t id) override { source_.Unsubscribe(id); }
  int asked() const { return asked_; }

 private:
  MemorySource& source_;
  mutable std::atomic<int> asked_{0};
};

TEST_CASE("A watch rests between messages") {
  MemorySource source;
  Counting counting(source);
  Producer producer(counting, "", {.heartbeat = absl::Milliseconds(50)});
  Reader reader(producer, 0);
  for (int i = 0; i < 5; ++i) {
    Append(source, 1);  // replaces the timer of the next heartbeat
    while (reader.Next().position() <= i) continue;
    CHECK(reader.Next().changes_size() == 0);
  }
  // Each message and each wake-up asks once, a heartbeat twice, and once more
  // before resting.
  CHECK(counting.asked() <= 40);
}

TEST_CASE("A position past the feed is unknown, the last one is not") {
  MemorySource source;
  Append(source, 2);
  Producer producer(source, "");
  Reader past(producer, 3);
  CHECK(past.Ended());
  const absl::Status refused = past.Finish();
  CHECK_THAT(refused, HasReason("POSITION_UNKNOWN"));
  CHECK_THAT(refused, HasCode(absl::StatusCode::kOutOfRange));
  Reader negative(producer, -1);
  CHECK(negative.Ended());
  CHECK_THAT(negative.Finish(), HasReason("INVALID_FIELD"));
  Reader last(producer, 2);
  CHECK(last.Next().position() == 2);
}

TEST_CASE("A watch ends at once when its server stops") {
  MemorySource source;
  Producer producer(source, "");
  Reader reader(producer, 0);
  CHECK(reader.Next().position() == 0);
  const absl::Time start = absl::Now();
  producer.server().Stop(absl::Seconds(30));
  CHECK(absl::Now() - start < absl::Seconds(4));
  CHECK(reader.Ended());
  CHECK_THAT(reader.Finish(), HasReason("SERVER_STOPPING"));
}

TEST_CASE("Many idle watches hold no thread") {
  MemorySource source;
  Producer producer(source, "");  // two threads
  std::vector<std::unique_ptr<Reader>> readers;
  for (int i = 0; i < 20; ++i) {
    readers.push_back(std::make_unique<Reader>(producer, 0));
    CHECK(readers.back()->Next().position() == 0);
  }
  Append(source, 1);
  for (const auto& reader : readers) CHECK(reader->Next().position() == 1);
}

}  // namespace
}  // namespace suyuan::feed
