#ifndef SERVICES_TRACEABILITY_TRANSPORT_GRPC_FOLLOWERS_H_
#define SERVICES_TRACEABILITY_TRANSPORT_GRPC_FOLLOWERS_H_

#include <atomic>
#include <functional>
#include <memory>

#include "libs/base/deadline.h"
#include "libs/feed/follower.h"
#include "libs/feed/token.h"
#include "services/traceability/convert/convert.h"
#include "services/traceability/engine.h"
#include "services/traceability/ledger/change_queue.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::traceability {

// Takes both feeds over into the engine, from the engine's positions on. The
// graph and its positions live in memory together, so nothing is repeated and
// nothing skipped.
//
// Once the graph takes `memory_limit` bytes (0: any number), changes are
// refused with GRAPH_FULL, again and again until a restart with a higher limit:
// what is there stays answerable.
class GrpcFollowers {
 public:
  // Hears up to which instant a feed has told everything, once that is in the
  // engine. On the follower's thread.
  using Told = std::function<void(ToldFeed feed, absl::Time before)>;

  // Borrows everything but the channels.
  GrpcFollowers(std::shared_ptr<grpc::Channel> registry,
                std::shared_ptr<grpc::Channel> certificates, Engine& engine,
                Told told, int64_t memory_limit, log::Logger& logger,
                metrics::Registry& metrics);

  void Start();
  void Stop();
  bool connected() const;
  // Both feeds have told of changes recorded at `instant` or later, so that all
  // from before it are in the graph.
  bool ToldUpTo(absl::Time instant) const;
  // Changes were refused for want of room, and none was taken over since.
  bool full() const { return full_; }
  // Until the engine includes everything the token names. GRAPH_FULL at once
  // where it never will.
  absl::Status WaitFor(const feed::ReadToken& token, const Deadline& deadline);

 private:
  using RegistryFeed = feed::Follower<registry::v1::WatchResponse>;
  using CertificateFeed = feed::Follower<certificates::v1::WatchResponse>;

  absl::Status Apply(const registry::v1::WatchResponse& batch);
  absl::Status Apply(const certificates::v1::WatchResponse& batch);
  absl::Status CheckRoom();

  // Of a message that is in the engine.
  template <typename Message>
  void Tell(ToldFeed feed, const Message& message,
            std::atomic<int64_t>& micros);

  Engine& engine_;
  const Told told_;
  const int64_t memory_limit_;
  std::atomic<bool> full_{false};
  UnitReader registry_units_;      // of the registry follower's thread
  UnitReader certificates_units_;  // of the certificates follower's thread
  std::atomic<int64_t> registry_told_{0};  // Unix microseconds
  std::atomic<int64_t> certificates_told_{0};
  std::unique_ptr<registry::v1::Registry::Stub> registry_;
  std::unique_ptr<certificates::v1::Certificates::Stub> certificates_;
  std::unique_ptr<RegistryFeed> registry_feed_;
  std::unique_ptr<CertificateFeed> certificates_feed_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_GRPC_FOLLOWERS_H_
