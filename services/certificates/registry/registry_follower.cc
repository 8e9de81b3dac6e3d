#include "services/certificates/registry/registry_follower.h"

#include <grpcpp/channel.h>

#include <utility>

#include "services/certificates/convert/registry.h"
#include "services/certificates/registry/registry_change.h"

namespace suyuan::certificates {

RegistryFollower::RegistryFollower(std::shared_ptr<grpc::Channel> registry,
                                   RegistryStore& store,
                                   std::function<void()> caught_up,
                                   log::Logger& logger,
                                   metrics::Registry& metrics)
    : registry_(registry::v1::Registry::NewStub(registry)) {
  feed_ = std::make_unique<Feed>(
      feed::FollowerOptions{.feed = kRegistryFeed,
                            .principal = "certificates@suyuan"},
      Feed::Callbacks{
          .open =
              [this](grpc::ClientContext* context, int64_t after) {
                registry::v1::WatchRequest request;
                request.set_position(after);
                return registry_->Watch(context, request);
              },
          .load_position = [&store] { return store.Position(); },
          .apply =
              [&store](const registry::v1::WatchResponse& batch) {
                return store.Keep(ToRegistryBatch(batch));
              },
          .heartbeat =
              [caught_up = std::move(caught_up)](
                  const registry::v1::WatchResponse&) { caught_up(); }},
      logger, metrics);
}

}  // namespace suyuan::certificates
