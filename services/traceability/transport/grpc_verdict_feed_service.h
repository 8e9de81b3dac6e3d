#ifndef SERVICES_TRACEABILITY_TRANSPORT_GRPC_VERDICT_FEED_SERVICE_H_
#define SERVICES_TRACEABILITY_TRANSPORT_GRPC_VERDICT_FEED_SERVICE_H_

#include "libs/rpc/reply.h"
#include "services/traceability/ledger/verdict_feed.h"
#include "suyuan/traceability/v1/verdict_feed.grpc.pb.h"

namespace suyuan::traceability {

// VerdictFeed over gRPC. Borrows all.
class GrpcVerdictFeedService final : public v1::VerdictFeed::CallbackService {
 public:
  GrpcVerdictFeedService(const Engine& engine, VerdictLedger& ledger,
                         rpc::Dispatcher& dispatcher)
      : endpoint_(dispatcher, v1::VerdictFeed::service_full_name()),
        feed_(engine, ledger) {}

  grpc::ServerWriteReactor<v1::WatchVerdictsResponse>* WatchVerdicts(
      grpc::CallbackServerContext* context,
      const v1::WatchVerdictsRequest* request) override;

 private:
  rpc::Endpoint endpoint_;
  VerdictFeed feed_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_GRPC_VERDICT_FEED_SERVICE_H_
