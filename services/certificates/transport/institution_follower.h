#ifndef SERVICES_CERTIFICATES_TRANSPORT_INSTITUTION_FOLLOWER_H_
#define SERVICES_CERTIFICATES_TRANSPORT_INSTITUTION_FOLLOWER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/feed/follower.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/certificates/signatures/institution_keys.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::certificates {

// Keeps the keys of institutions as the registry has them. They are in memory
// alone: a new process lists the institutions, which tells a position of the
// feed, and follows the feed from there. Borrows all but the channel.
class InstitutionFollower {
 public:
  InstitutionFollower(std::shared_ptr<grpc::Channel> registry,
                      InstitutionKeys& keys, log::Logger& logger,
                      metrics::Registry& metrics);

  void Start() { follower_->Start(); }
  // Prompt, but for a page of the list that is on its way.
  void Stop() { follower_->Stop(); }

 private:
  using Feed = feed::Follower<registry::v1::WatchResponse>;

  // The position up to which `keys_` has everything; lists the institutions
  // the first time.
  absl::StatusOr<int64_t> Position();
  absl::StatusOr<int64_t> TakeSnapshot();
  // Puts all institutions. Gives the greatest position that one of them was
  // changed at.
  absl::StatusOr<int64_t> PutAll();
  absl::Status Apply(const registry::v1::WatchResponse& batch);

  InstitutionKeys& keys_;
  std::unique_ptr<registry::v1::Registry::Stub> registry_;
  // Of the follower's thread.
  std::optional<int64_t> position_;
  std::unique_ptr<Feed> follower_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_INSTITUTION_FOLLOWER_H_
