#ifndef SERVICES_CREDIT_CREDIT_METHODS_H_
#define SERVICES_CREDIT_CREDIT_METHODS_H_

#include <functional>
#include <string>
#include <vector>

#include "libs/crypto/random.h"
#include "libs/feed/token.h"
#include "libs/rpc/reply.h"
#include "libs/sql/page_token.h"
#include "services/credit/credit_book.h"
#include "services/credit/credit_store.h"
#include "services/credit/policy_shelf.h"
#include "services/credit/score.h"
#include "suyuan/credit/v1/credit.pb.h"

namespace suyuan::credit {

namespace proto = ::suyuan::credit::v1;

// The methods of credit.proto, where their contracts are. Thread-safe. Borrows
// all.
class CreditMethods {
 public:
  // `secret` seals page tokens.
  // Waits until what the token names of another service's feed is here;
  // READ_TOKEN_AHEAD where it does not come.
  using Await = std::function<absl::Status(const feed::ReadToken& token,
                                           const rpc::Call& call)>;
  // `await` may be null: no feed is followed.
  CreditMethods(CreditBook& book, CreditStore& store,
                const PolicyShelf& policies, std::string secret, Await await);

  void CreateSubject(const proto::CreateSubjectRequest& request,
                     proto::Subject& response, const rpc::Call& call,
                     rpc::Done done);
  void RecordFact(const proto::RecordFactRequest& request,
                  proto::Fact& response, const rpc::Call& call, rpc::Done done);
  void RectifyFact(const proto::RectifyFactRequest& request,
                   proto::Fact& response, const rpc::Call& call,
                   rpc::Done done);
  void EndFact(const proto::EndFactRequest& request, proto::Fact& response,
               const rpc::Call& call, rpc::Done done);
  void DisputeFact(const proto::DisputeFactRequest& request,
                   proto::Fact& response, const rpc::Call& call,
                   rpc::Done done);

  absl::Status GetSubject(const proto::GetSubjectRequest& request,
                          proto::Subject& response, const rpc::Call& call);
  absl::Status ListSubjects(const proto::ListSubjectsRequest& request,
                            proto::ListSubjectsResponse& response,
                            const rpc::Call& call);
  absl::Status GetFact(const proto::GetFactRequest& request,
                       proto::Fact& response, const rpc::Call& call);
  absl::Status ListFacts(const proto::ListFactsRequest& request,
                         proto::ListFactsResponse& response,
                         const rpc::Call& call);
  absl::Status GetScore(const proto::GetScoreRequest& request,
                        proto::Score& response, const rpc::Call& call);
  absl::Status SimulateScore(const proto::SimulateScoreRequest& request,
                             proto::Score& response, const rpc::Call& call);
  absl::Status ListPolicies(const proto::ListPoliciesRequest& request,
                            proto::ListPoliciesResponse& response);
  absl::Status GetPolicy(const proto::GetPolicyRequest& request,
                         proto::Policy& response);

 private:
  // What a score is asked of, read from either request.
  struct Asked {
    StoredSubject subject;
    ScoreQuestion question;
    const Policy* policy = nullptr;
    std::string token;
  };
  template <typename Request>
  absl::StatusOr<Asked> AskedBy(const Request& request,
                                const rpc::Call& call) const;
  absl::Status AnswerScore(const Asked& asked, const std::vector<Fact>& facts,
                           proto::Score& response) const;

  // READ_TOKEN_AHEAD where the token names a write that is not here.
  absl::Status CheckToken(const std::string& token,
                          const rpc::Call& call) const;
  absl::StatusOr<StoredSubject> FindSubject(const std::string& subject_id,
                                            const rpc::Call& call) const;
  // All versions of all its facts; SUBJECT_NOT_FOUND.
  absl::StatusOr<std::vector<StoredFact>> FactsOf(const std::string& subject_id,
                                                  const rpc::Call& call) const;
  template <typename Request>
  absl::StatusOr<absl::Time> KnownAtOf(const Request& request) const;

  CreditBook& book_;
  CreditStore& store_;
  const PolicyShelf& policies_;
  const sql::PageTokens tokens_;
  const Await await_;
  crypto::SystemRandom random_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_CREDIT_METHODS_H_
