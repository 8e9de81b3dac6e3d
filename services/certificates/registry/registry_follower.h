#ifndef SERVICES_CERTIFICATES_REGISTRY_REGISTRY_FOLLOWER_H_
#define SERVICES_CERTIFICATES_REGISTRY_REGISTRY_FOLLOWER_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "libs/base/deadline.h"
#include "libs/feed/follower.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/certificates/registry/registry_store.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::certificates {

// Follows the registry's feed on a thread of its own and hands every change,
// once and in order, to the store, whose parts keep what they ask for. Calls
// `caught_up` once all that was recorded before is kept, and again after. Who
// needs another kind of record adds it to RegistryChange::record, to
// ToRegistryBatch (convert/registry.h) and a part to the store. Borrows all but
// the channel.
class RegistryFollower {
 public:
  RegistryFollower(std::shared_ptr<grpc::Channel> registry,
                   RegistryStore& store, std::function<void()> caught_up,
                   log::Logger& logger, metrics::Registry& metrics);

  void Start() { feed_->Start(); }
  // Prompt.
  void Stop() { feed_->Stop(); }
  // READ_TOKEN_AHEAD where that position is not kept in time.
  absl::Status WaitForPosition(int64_t position, const Deadline& deadline) {
    return feed_->WaitForPosition(position, deadline);
  }

 private:
  using Feed = feed::Follower<registry::v1::WatchResponse>;

  std::unique_ptr<registry::v1::Registry::Stub> registry_;
  std::unique_ptr<Feed> feed_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_REGISTRY_REGISTRY_FOLLOWER_H_
