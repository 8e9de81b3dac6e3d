#include "services/credit/grpc_credit_service.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/feed/watch.h"
#include "libs/rpc/reply.h"

namespace suyuan::credit {

GrpcCreditService::GrpcCreditService(CreditBook& book, CreditStore& store,
                                     const PolicyShelf& policies,
                                     std::string secret,
                                     CreditMethods::Await await,
                                     rpc::Dispatcher& dispatcher)
    : endpoint_(dispatcher, "suyuan.credit.v1.Credit"),
      feed_(store),
      methods_(book, store, policies, std::move(secret), std::move(await)) {}

#define SUYUAN_CREDIT_READ(Name, Request, Response)                        \
  grpc::ServerUnaryReactor* GrpcCreditService::Name(                       \
      grpc::CallbackServerContext* context, const proto::Request* request, \
      proto::Response* response) {                                         \
    return rpc::Unary(                                                     \
        endpoint_, context, request, response,                             \
        [this](const proto::Request& in, proto::Response& out,             \
               rpc::Call& call) { return methods_.Name(in, out, call); }); \
  }
// Of what was read at the start.
#define SUYUAN_CREDIT_LOOK(Name, Request, Response)                           \
  grpc::ServerUnaryReactor* GrpcCreditService::Name(                          \
      grpc::CallbackServerContext* context, const proto::Request* request,    \
      proto::Response* response) {                                            \
    return rpc::Unary(endpoint_, context, request, response,                  \
                      [this](const proto::Request& in, proto::Response& out,  \
                             rpc::Call&) { return methods_.Name(in, out); }); \
  }
#define SUYUAN_CREDIT_WRITE(Name, Request, Response)                       \
  grpc::ServerUnaryReactor* GrpcCreditService::Name(                       \
      grpc::CallbackServerContext* context, const proto::Request* request, \
      proto::Response* response) {                                         \
    return rpc::UnaryAsync(                                                \
        endpoint_, context, request, response,                             \
        [this](const proto::Request& in, proto::Response& out,             \
               rpc::Call& call, rpc::Done done) {                          \
          methods_.Name(in, out, call, std::move(done));                   \
        });                                                                \
  }

SUYUAN_CREDIT_WRITE(CreateSubject, CreateSubjectRequest, Subject)
SUYUAN_CREDIT_READ(GetSubject, GetSubjectRequest, Subject)
SUYUAN_CREDIT_READ(ListSubjects, ListSubjectsRequest, ListSubjectsResponse)
SUYUAN_CREDIT_WRITE(RecordFact, RecordFactRequest, Fact)
SUYUAN_CREDIT_READ(GetFact, GetFactRequest, Fact)
SUYUAN_CREDIT_READ(ListFacts, ListFactsRequest, ListFactsResponse)
SUYUAN_CREDIT_WRITE(RectifyFact, RectifyFactRequest, Fact)
SUYUAN_CREDIT_WRITE(EndFact, EndFactRequest, Fact)
SUYUAN_CREDIT_WRITE(DisputeFact, DisputeFactRequest, Fact)
SUYUAN_CREDIT_READ(GetScore, GetScoreRequest, Score)
SUYUAN_CREDIT_READ(SimulateScore, SimulateScoreRequest, Score)
SUYUAN_CREDIT_LOOK(ListPolicies, ListPoliciesRequest, ListPoliciesResponse)
SUYUAN_CREDIT_LOOK(GetPolicy, GetPolicyRequest, Policy)
#undef SUYUAN_CREDIT_LOOK
#undef SUYUAN_CREDIT_READ
#undef SUYUAN_CREDIT_WRITE

grpc::ServerWriteReactor<proto::WatchResponse>* GrpcCreditService::Watch(
    grpc::CallbackServerContext* context, const proto::WatchRequest* request) {
  return feed::Watch<proto::WatchResponse>(
      endpoint_, context, request, feed_,
      [](const feed::Entry& entry, proto::WatchResponse& response) {
        if (!response.add_changes()->ParseFromString(entry.payload)) {
          return absl::InternalError("a change cannot be read");
        }
        return absl::OkStatus();
      });
}

}  // namespace suyuan::credit
