#include "services/traceability/drift/grpc_diagrams_service.h"

#include <string>

#include "absl/strings/match.h"
#include "libs/base/status.h"
#include "services/traceability/chain/resolution.h"
#include "services/traceability/drift/diagram_drift.h"
#include "services/traceability/drift/drift_answer.h"
#include "services/traceability/errors.h"
#include "services/traceability/suggest/place.h"
#include "services/traceability/transport/inventory_asked.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {
namespace {

bool IsMeant(const Graph& graph, const StandardFacts& standard,
             const v1::ListDiagramDriftsRequest& request, absl::Time known_at) {
  return !MayBeTerminal(standard.level) &&
         (request.standard().empty() || request.standard() == standard.name) &&
         (request.holder().empty() || request.holder() == standard.holder) &&
         (request.division().empty() ||
          absl::StartsWith(PlaceOf(graph, standard, known_at).division,
                           request.division()));
}

bool IsShown(const Drift& drift, const v1::ListDiagramDriftsRequest& request) {
  if (!request.standard().empty()) return true;
  switch (drift.outcome) {
    case Outcome::kBroken:
      return true;
    case Outcome::kUnknown:
      return request.include_unknown();
    default:
      return request.include_held();
  }
}

}  // namespace

absl::Status GrpcDiagramsService::Answer(
    const v1::ListDiagramDriftsRequest& request,
    v1::ListDiagramDriftsResponse& response, rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(engine_, followers_, request.question().token(), call));
  SUYUAN_ASSIGN_OR_RETURN(
      const Asked asked,
      ToAsked(profiles_, request.question(), engine_.clock().Now()));
  const std::string query = QueryOf("ListDiagramDrifts", request);
  SUYUAN_ASSIGN_OR_RETURN(const Page page, ToPage(tokens_, query, request));
  const DayNumber as_of = asked.times.as_of;
  const absl::Time known_at = asked.times.known_at;
  response.set_token(TokenOf(engine_.positions()));
  NamePage found;
  bool known = request.standard().empty();
  engine_.Read([&](const Graph& graph) {
    known = known || graph.Standard(request.standard(), known_at) != nullptr;
    found = StandardsInForce(
        graph, as_of, known_at, page, [&](const StandardFacts& standard) {
          if (!IsMeant(graph, standard, request, known_at)) return false;
          const Drift drift = CompareDiagram(graph, standard, as_of, known_at);
          if (!IsShown(drift, request)) return false;
          FillDrift(graph, standard, drift, *response.add_drifts());
          return true;
        });
  });
  if (!known) return TargetNotFound(request.standard());
  response.set_next_page_token(NextToken(tokens_, query, found.next));
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* GrpcDiagramsService::ListDiagramDrifts(
    grpc::CallbackServerContext* context,
    const v1::ListDiagramDriftsRequest* request,
    v1::ListDiagramDriftsResponse* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::ListDiagramDriftsRequest& in,
                           v1::ListDiagramDriftsResponse& out,
                           rpc::Call& call) { return Answer(in, out, call); });
}

}  // namespace suyuan::traceability
