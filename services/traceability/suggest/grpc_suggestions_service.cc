#include "services/traceability/suggest/grpc_suggestions_service.h"

#include "libs/base/status.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/suggest/convert_suggestion.h"
#include "services/traceability/transport/inventory_asked.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {

absl::Status GrpcSuggestionsService::Answer(
    const v1::SuggestChainRequest& request, v1::SuggestChainResponse& response,
    rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(engine_, followers_, request.question().token(), call));
  SUYUAN_ASSIGN_OR_RETURN(
      const Asked times,
      ToAsked(profiles_, request.question(), engine_.clock().Now()));
  absl::StatusOr<AskedSuggestion> asked = absl::InternalError("not read");
  engine_.Read(
      [&](const Graph& graph) { asked = ToAsked(graph, request, times); });
  SUYUAN_RETURN_IF_ERROR(asked.status());
  SUYUAN_ASSIGN_OR_RETURN(
      const Suggestion suggestion,
      Suggest(engine_, asked->question, asked->limits, call.deadline()));
  FillSuggestion(*asked, suggestion, response);
  response.set_profile(times.profile->id);
  response.set_as_of(DayText(times.times.as_of));
  response.set_token(TokenOf(suggestion.positions));
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* GrpcSuggestionsService::SuggestChain(
    grpc::CallbackServerContext* context,
    const v1::SuggestChainRequest* request,
    v1::SuggestChainResponse* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const v1::SuggestChainRequest& in, v1::SuggestChainResponse& out,
             rpc::Call& call) { return Answer(in, out, call); });
}

}  // namespace suyuan::traceability
