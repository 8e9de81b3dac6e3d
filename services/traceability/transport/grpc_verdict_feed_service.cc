#include "services/traceability/transport/grpc_verdict_feed_service.h"

#include "libs/feed/watch.h"

namespace suyuan::traceability {

grpc::ServerWriteReactor<v1::WatchVerdictsResponse>*
GrpcVerdictFeedService::WatchVerdicts(grpc::CallbackServerContext* context,
                                      const v1::WatchVerdictsRequest* request) {
  return feed::Watch<v1::WatchVerdictsResponse>(
      endpoint_, context, request, feed_,
      [](const feed::Entry& entry, v1::WatchVerdictsResponse& response) {
        if (!response.add_changes()->ParseFromString(entry.payload)) {
          return absl::InternalError("a change cannot be read");
        }
        return absl::OkStatus();
      });
}

}  // namespace suyuan::traceability
