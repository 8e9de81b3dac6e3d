#ifndef LIBS_FEED_FOLLOWER_H_
#define LIBS_FEED_FOLLOWER_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/sync_stream.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "libs/feed/follower_loop.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"

namespace suyuan::feed {

// The follower's side of a feed: a thread that takes over every change once and
// in order, from the durable position on, and comes back after any failure.
// `Response` has `repeated Change changes` with positions, and `position`.
//
//   feed::Follower<WatchResponse> follower(
//       {.feed = "registry"},
//       {.open = [&](grpc::ClientContext* context, int64_t after) {
//          WatchRequest request;
//          request.set_position(after);
//          return stub->Watch(context, request);
//        },
//        .load_position = [&] { return store.Position("registry"); },
//        .apply = [&](const WatchResponse& batch) { return ...; }},
//       logger, metrics);
//   follower.Start();
template <typename Response>
class Follower {
 public:
  using Reader = std::unique_ptr<grpc::ClientReader<Response>>;

  struct Callbacks {
    // Begins the producer's Watch after `after`.
    std::function<Reader(grpc::ClientContext*, int64_t after)> open;
    // The position stored with what was derived from it. Called before each
    // connection. 0 before the first change.
    std::function<absl::StatusOr<int64_t>()> load_position;
    // Derives from the changes of `batch` and stores the result together with
    // batch.position(), all or nothing. Batches have at least one change and
    // follow each other without a gap. After a failure the batch comes again,
    // unless load_position says that it was stored after all.
    std::function<absl::Status(const Response& batch)> apply;
    // May be null: a message without changes has come, and all batches before
    // it are applied.
    std::function<void(const Response& message)> heartbeat;
  };

  // Borrows logger and metrics.
  Follower(FollowerOptions options, Callbacks callbacks, log::Logger& logger,
           metrics::Registry& metrics)
      : loop_(options, Hooks(options.principal, std::move(callbacks)), logger,
              metrics) {}

  // The callbacks run on the follower's thread from here on, until Stop() has
  // returned. Once.
  void Start() { loop_.Start(); }
  // Prompt: does not wait for the producer. The destructor does it too.
  void Stop() { loop_.Stop(); }

  // What has been taken over; 0 until the durable position was read.
  int64_t position() const { return loop_.position(); }
  // A message has come on the present connection.
  bool connected() const { return loop_.connected(); }
  // Why the last connection ended; OK while connected. Reason POSITION_UNKNOWN
  // does not heal by itself: the producer lost what we have taken over.
  absl::Status last_error() const { return loop_.last_error(); }

  // Blocks until position() >= `position`. UNAVAILABLE, reason
  // READ_TOKEN_AHEAD, if `deadline` is first: pass a short one.
  absl::Status WaitForPosition(int64_t position, const Deadline& deadline) {
    return loop_.WaitForPosition(position, deadline);
  }

 private:
  class Session final : public FollowerSession {
   public:
    Session(const std::string& principal, const Callbacks& callbacks)
        : callbacks_(callbacks) {
      rpc::CallOptions call;
      call.principal = principal;
      call.timeout = absl::InfiniteDuration();
      rpc::Prepare(context_, call);
    }
    void Open(int64_t after) override {
      reader_ = callbacks_.open(&context_, after);
    }
    bool Read() override {
      response_.Clear();
      return reader_->Read(&response_);
    }
    int64_t change_count() const override { return response_.changes_size(); }
    int64_t change_position(int64_t i) const override {
      return response_.changes(static_cast<int>(i)).position();
    }
    int64_t position() const override { return response_.position(); }
    absl::Time recorded_at() const override {
      if constexpr (requires {
                      response_.changes(0).recorded_at().seconds();
                    }) {
        if (response_.changes_size() > 0) {
          const auto& last =
              response_.changes(response_.changes_size() - 1).recorded_at();
          return absl::FromUnixSeconds(last.seconds()) +
                 absl::Nanoseconds(last.nanos());
        }
      }
      return absl::InfinitePast();
    }
    absl::Status Apply() override { return callbacks_.apply(response_); }
    void Heartbeat() override {
      if (callbacks_.heartbeat) callbacks_.heartbeat(response_);
    }
    absl::Status Finish() override { return rpc::FromGrpc(reader_->Finish()); }
    void Cancel() override { context_.TryCancel(); }

   private:
    const Callbacks& callbacks_;
    grpc::ClientContext context_;
    Reader reader_;
    Response response_;
  };

  static FollowerLoop::Hooks Hooks(std::string principal, Callbacks callbacks) {
    auto shared = std::make_shared<Callbacks>(std::move(callbacks));
    return {.connect =
                [principal = std::move(principal), shared] {
                  return std::make_unique<Session>(principal, *shared);
                },
            .load_position = [shared] { return shared->load_position(); }};
  }

  FollowerLoop loop_;
};

}  // namespace suyuan::feed

#endif  // LIBS_FEED_FOLLOWER_H_
