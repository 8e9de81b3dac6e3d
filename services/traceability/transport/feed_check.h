#ifndef SERVICES_TRACEABILITY_TRANSPORT_FEED_CHECK_H_
#define SERVICES_TRACEABILITY_TRANSPORT_FEED_CHECK_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "libs/base/mutex.h"
#include "services/traceability/engine.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace grpc {
class ClientContext;
}  // namespace grpc

namespace suyuan::traceability {

// A change of a feed in short, never 0: what another change is not. The same in
// every process of one build.
uint64_t MarkOf(const google::protobuf::Message& change);

// Whether the feeds are still those that somebody followed: each must tell the
// change at the position where that one stopped, and the same one. A store that
// was restored from an older copy, or is another, does not.
class FeedCheck {
 public:
  FeedCheck(std::shared_ptr<grpc::Channel> registry,
            std::shared_ptr<grpc::Channel> certificates);

  // OK, or FailedPrecondition with reason SNAPSHOT_OF_OTHER_FEED. Waits for
  // feeds that do not answer, until Stop(): Cancelled then.
  absl::Status Run(const Positions& followed);
  // From any thread; Run() returns soon, and at once from then on.
  void Stop();

 private:
  // One attempt at one feed: OK, SNAPSHOT_OF_OTHER_FEED, or why there is no
  // answer.
  template <typename Request, typename Response, typename Stub>
  absl::Status Ask(Stub& stub, int64_t position, uint64_t mark);
  // False: we are to stop.
  bool Begin(grpc::ClientContext* context);
  void End();

  std::unique_ptr<registry::v1::Registry::Stub> registry_;
  std::unique_ptr<certificates::v1::Certificates::Stub> certificates_;
  Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* context_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_FEED_CHECK_H_
