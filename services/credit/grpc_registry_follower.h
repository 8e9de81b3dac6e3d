#ifndef SERVICES_CREDIT_GRPC_REGISTRY_FOLLOWER_H_
#define SERVICES_CREDIT_GRPC_REGISTRY_FOLLOWER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/deadline.h"
#include "libs/feed/follower.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/credit/credit_book.h"
#include "services/credit/credit_store.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::credit {

// Follows the registry's feed and takes over what counts for credit: the
// outcomes of comparisons. The position is kept with the facts, so nothing is
// skipped and nothing told twice. Borrows all but the channel.
class GrpcRegistryFollower {
 public:
  GrpcRegistryFollower(std::shared_ptr<grpc::Channel> registry,
                       CreditBook& book, CreditStore& store,
                       log::Logger& logger, metrics::Registry& metrics);

  void Start() { follower_->Start(); }
  // Prompt.
  void Stop() { follower_->Stop(); }
  // READ_TOKEN_AHEAD where that position is not taken over in time.
  absl::Status WaitForPosition(int64_t position, const Deadline& deadline) {
    return follower_->WaitForPosition(position, deadline);
  }

 private:
  using Feed = feed::Follower<registry::v1::WatchResponse>;

  absl::Status Apply(const registry::v1::WatchResponse& batch);
  // The facts of a comparison with the subjects that they are about; refuses
  // where the registry cannot be asked.
  absl::Status Add(const registry::v1::Comparison& comparison,
                   CreditBook::Followed& followed) const;
  absl::StatusOr<CreditSubject> SubjectOf(const std::string& institution) const;

  CreditBook& book_;
  log::Logger& logger_;
  std::unique_ptr<registry::v1::Registry::Stub> registry_;
  std::unique_ptr<Feed> follower_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_GRPC_REGISTRY_FOLLOWER_H_
