#ifndef LIBS_FEED_WATCH_H_
#define LIBS_FEED_WATCH_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/status.h"
#include "libs/feed/source.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/reply.h"

// The producer's side of a feed: a service's Watch method.
//
//   grpc::ServerWriteReactor<WatchResponse>* Watch(
//       grpc::CallbackServerContext* context,
//       const WatchRequest* request) override {
//     return feed::Watch<WatchResponse>(endpoint_, context, request, source_,
//         [](const feed::Entry& entry, WatchResponse& response) {
//           ... = response.add_changes(); ...
//           return absl::OkStatus();
//         });
//   }

namespace suyuan::feed {

struct WatchLimits {
  // Of one message. A single entry may be larger.
  int64_t max_count = 512;
  int64_t max_bytes = 128 << 10;
  // An idle stream repeats its position so often, so that a follower knows
  // that it has everything and that we live.
  absl::Duration heartbeat = absl::Seconds(5);
};

// Where one stream stands. What Watch() is made of.
class WatchCursor {
 public:
  // OUT_OF_RANGE with reason POSITION_UNKNOWN for a position past the feed (it
  // was restored from an older copy, or the follower follows another one),
  // INVALID_FIELD for a negative one.
  static absl::StatusOr<std::unique_ptr<WatchCursor>> Open(
      int64_t after, Source& source, const WatchLimits& limits,
      const rpc::StreamCall& call);
  ~WatchCursor();
  WatchCursor(const WatchCursor&) = delete;
  WatchCursor& operator=(const WatchCursor&) = delete;

  // kWrite with the entries of the next message, none for a heartbeat; kWait,
  // when the waker will be called; SERVER_STOPPING. The first message comes at
  // once. O(entries), one Read of the source.
  absl::StatusOr<rpc::Next> Next(std::vector<Entry>& entries);
  // What the reader has after the last kWrite.
  int64_t position() const { return position_; }
  // Of the last kWrite where it was a heartbeat: every change recorded before
  // this has been told. InfinitePast where the source cannot tell.
  absl::Time told_before() const { return told_before_; }

 private:
  struct Timer;
  WatchCursor(int64_t after, Source& source, const WatchLimits& limits,
              const rpc::StreamCall& call);
  void WakeAt(absl::Time when);

  Source& source_;
  const WatchLimits limits_;
  const rpc::StreamCall call_;
  int64_t position_;
  absl::Time told_before_;
  int64_t subscription_ = 0;
  absl::Time next_heartbeat_ = absl::InfinitePast();
  std::unique_ptr<Timer> timer_;
};

// Packs what a cursor yields into messages.
template <typename Response, typename Pack>
class WatchGenerator {
 public:
  WatchGenerator(std::unique_ptr<WatchCursor> cursor, Pack pack)
      : cursor_(std::move(cursor)), pack_(std::move(pack)) {}

  absl::StatusOr<rpc::Next> operator()(Response& response) {
    std::vector<Entry> entries;
    SUYUAN_ASSIGN_OR_RETURN(const rpc::Next next, cursor_->Next(entries));
    for (const Entry& entry : entries) {
      SUYUAN_RETURN_IF_ERROR(pack_(entry, response));
    }
    response.set_position(cursor_->position());
    SetToldBefore(response);
    return next;
  }

 private:
  void SetToldBefore(Response& response) const {
    if constexpr (requires { response.mutable_told_before(); }) {
      const absl::Time told = cursor_->told_before();
      if (told == absl::InfinitePast()) return;
      *response.mutable_told_before() = rpc::InstantProto(told);
    }
  }

  std::unique_ptr<WatchCursor> cursor_;
  Pack pack_;
};

// Streams the feed from request.position() on, in order and without end: many
// entries a message, one message in flight, no thread held while idle. `pack`
// is absl::Status(const Entry&, Response&) and adds one entry; the position of
// the message is set here, and told_before of a heartbeat where there is such a
// field. `source` outlives the server.
template <typename Response, typename Request, typename Pack>
grpc::ServerWriteReactor<Response>* Watch(
    rpc::Endpoint& endpoint, grpc::CallbackServerContext* context,
    const Request* request, Source& source, Pack pack, WatchLimits limits = {},
    const char* method = __builtin_FUNCTION()) {
  const auto open = [&source, pack, limits](const Request& from,
                                            const rpc::StreamCall& call)
      -> absl::StatusOr<WatchGenerator<Response, Pack>> {
    SUYUAN_ASSIGN_OR_RETURN(
        auto cursor, WatchCursor::Open(from.position(), source, limits, call));
    return WatchGenerator<Response, Pack>(std::move(cursor), pack);
  };
  return rpc::Stream<Response>(endpoint, context, request, open, method);
}

}  // namespace suyuan::feed

#endif  // LIBS_FEED_WATCH_H_
