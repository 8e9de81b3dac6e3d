#ifndef TESTS_UNIT_FEED_FEED_SERVER_H_
#define TESTS_UNIT_FEED_FEED_SERVER_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

#include "libs/feed/memory_source.h"
#include "libs/feed/watch.h"
#include "libs/rpc/server.h"
#include "probe.grpc.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::feed::testing {

using suyuan::testing::v1::Probe;
using suyuan::testing::v1::WatchRequest;
using suyuan::testing::v1::WatchResponse;

class FeedService final : public Probe::CallbackService {
 public:
  FeedService(rpc::Dispatcher& dispatcher, Source& source, WatchLimits limits)
      : endpoint_(dispatcher, Probe::service_full_name()),
        source_(source),
        limits_(limits) {}

  grpc::ServerWriteReactor<WatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const WatchRequest* request) override {
    return feed::Watch<WatchResponse>(
        endpoint_, context, request, source_,
        [](const Entry& entry, WatchResponse& response) {
          auto* change = response.add_changes();
          change->set_position(entry.position);
          change->set_text(entry.payload);
          return absl::OkStatus();
        },
        limits_);
  }

 private:
  rpc::Endpoint endpoint_;
  Source& source_;
  const WatchLimits limits_;
};

// One life of a producer; the source outlives it.
class Producer {
 public:
  Producer(Source& source, const std::string& address, WatchLimits limits = {})
      : logger_(log::Level::kOff, clock_, [](absl::string_view) {}),
        dispatcher_({.threads = 2}, clock_, logger_, metrics_),
        service_(dispatcher_, source, limits) {
    auto server = rpc::Server::Start(
        {.address = address, .dispatcher = &dispatcher_}, {&service_});
    REQUIRE_THAT(server.status(), suyuan::testing::IsOk());
    server_ = *std::move(server);
  }
  rpc::Server& server() { return *server_; }
  rpc::Dispatcher& dispatcher() { return dispatcher_; }

 private:
  SystemClock clock_;
  metrics::Registry metrics_;
  log::Logger logger_;
  rpc::Dispatcher dispatcher_;
  FeedService service_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace suyuan::feed::testing

#endif  // TESTS_UNIT_FEED_FEED_SERVER_H_
