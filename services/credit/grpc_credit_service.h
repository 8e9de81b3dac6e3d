#ifndef SERVICES_CREDIT_GRPC_CREDIT_SERVICE_H_
#define SERVICES_CREDIT_GRPC_CREDIT_SERVICE_H_

#include <string>

#include "libs/rpc/dispatcher.h"
#include "services/credit/credit_feed.h"
#include "services/credit/credit_methods.h"
#include "suyuan/credit/v1/credit.grpc.pb.h"

namespace suyuan::credit {

// suyuan.credit.v1.Credit over a credit book. Borrows all.
class GrpcCreditService final : public proto::Credit::CallbackService {
 public:
  // `secret` seals page tokens; `await` as in CreditMethods.
  GrpcCreditService(CreditBook& book, CreditStore& store,
                    const PolicyShelf& policies, std::string secret,
                    CreditMethods::Await await, rpc::Dispatcher& dispatcher);

#define SUYUAN_CREDIT_METHOD(Name, Request, Response)                  \
  grpc::ServerUnaryReactor* Name(grpc::CallbackServerContext* context, \
                                 const proto::Request* request,        \
                                 proto::Response* response) override;

  SUYUAN_CREDIT_METHOD(CreateSubject, CreateSubjectRequest, Subject)
  SUYUAN_CREDIT_METHOD(GetSubject, GetSubjectRequest, Subject)
  SUYUAN_CREDIT_METHOD(ListSubjects, ListSubjectsRequest, ListSubjectsResponse)
  SUYUAN_CREDIT_METHOD(RecordFact, RecordFactRequest, Fact)
  SUYUAN_CREDIT_METHOD(GetFact, GetFactRequest, Fact)
  SUYUAN_CREDIT_METHOD(ListFacts, ListFactsRequest, ListFactsResponse)
  SUYUAN_CREDIT_METHOD(RectifyFact, RectifyFactRequest, Fact)
  SUYUAN_CREDIT_METHOD(EndFact, EndFactRequest, Fact)
  SUYUAN_CREDIT_METHOD(DisputeFact, DisputeFactRequest, Fact)
  SUYUAN_CREDIT_METHOD(GetScore, GetScoreRequest, Score)
  SUYUAN_CREDIT_METHOD(SimulateScore, SimulateScoreRequest, Score)
  SUYUAN_CREDIT_METHOD(ListPolicies, ListPoliciesRequest, ListPoliciesResponse)
  SUYUAN_CREDIT_METHOD(GetPolicy, GetPolicyRequest, Policy)
#undef SUYUAN_CREDIT_METHOD

  grpc::ServerWriteReactor<proto::WatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const proto::WatchRequest* request) override;

 private:
  rpc::Endpoint endpoint_;
  CreditFeed feed_;
  CreditMethods methods_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_GRPC_CREDIT_SERVICE_H_
