#include "services/traceability/recall/grpc_recalls_service.h"

#include <utility>

#include "libs/base/status.h"
#include "services/traceability/convert/question.h"
#include "services/traceability/recall/frozen_affected.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {

grpc::ServerWriteReactor<google::api::HttpBody>*
GrpcRecallsService::FreezeAffected(grpc::CallbackServerContext* context,
                                   const v1::ListAffectedRequest* request) {
  return rpc::Stream<google::api::HttpBody>(
      endpoint_, context, request,
      [this](const v1::ListAffectedRequest& in,
             const rpc::StreamCall& stream) -> absl::StatusOr<FrozenAffected> {
        rpc::Call& call = stream.call();
        SUYUAN_RETURN_IF_ERROR(
            AwaitToken(engine_, followers_, in.token(), call));
        SUYUAN_ASSIGN_OR_RETURN(QuestionTimes times,
                                TimesOf(in.as_of(), in.has_known_at(),
                                        in.known_at(), engine_.clock().Now()));
        // The instant that the document names is the one it is made for.
        times.known_at = times.shown_known_at;
        SUYUAN_ASSIGN_OR_RETURN(const AffectedQuestion question,
                                ToQuestion(in, times));
        SUYUAN_ASSIGN_OR_RETURN(
            AffectedAnswer answer,
            engine_.ListAffected(question, call.deadline()));
        return FrozenAffected(engine_, Pinned(in, times), std::move(answer));
      });
}

}  // namespace suyuan::traceability
