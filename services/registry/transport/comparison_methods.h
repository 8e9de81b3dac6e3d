#ifndef SERVICES_REGISTRY_TRANSPORT_COMPARISON_METHODS_H_
#define SERVICES_REGISTRY_TRANSPORT_COMPARISON_METHODS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/rpc/call.h"
#include "libs/rpc/reply.h"
#include "services/registry/records/record_book.h"
#include "services/registry/transport/comparison_steps.h"
#include "services/registry/transport/record_methods.h"
#include "suyuan/registry/v1/comparisons.pb.h"

namespace suyuan::registry {

// What Comparisons does beyond the methods of every record; the contracts are
// those of comparisons.proto. Thread-safe. Borrows all.
class ComparisonMethods {
 public:
  ComparisonMethods(RecordBook& book, RecordMethods& records,
                    const Clock& clock)
      : book_(book), records_(records), clock_(clock) {}

  void Create(const proto::CreateComparisonRequest& request,
              proto::Comparison& response, const rpc::Call& call,
              rpc::Done done);
  void Update(const proto::UpdateComparisonRequest& request,
              proto::Comparison& response, const rpc::Call& call,
              rpc::Done done);
  void Advance(const proto::AdvanceComparisonRequest& request,
               proto::Comparison& response, const rpc::Call& call,
               rpc::Done done);
  void Submit(const proto::SubmitComparisonResultsRequest& request,
              proto::Comparison& response, const rpc::Call& call,
              rpc::Done done);
  void RequestCorrection(
      const proto::RequestComparisonCorrectionRequest& request,
      proto::Comparison& response, const rpc::Call& call, rpc::Done done);
  void Confirm(const proto::ConfirmComparisonResultsRequest& request,
               proto::Comparison& response, const rpc::Call& call,
               rpc::Done done);
  void FollowUp(const proto::FollowUpComparisonRequest& request,
                proto::Comparison& response, const rpc::Call& call,
                rpc::Done done);
  absl::Status Evaluate(const proto::EvaluateComparisonRequest& request,
                        proto::ComparisonEvaluation& response,
                        const rpc::Call& call);

 private:
  template <typename Request>
  using Step = absl::Status (*)(const Request&, const Occasion&,
                                proto::Comparison&);
  // What a step decides, for the standards that are written after it.
  using Decided = std::shared_ptr<std::vector<StandardEvents>>;

  // Takes the step that the request asks for and writes what it decides about
  // `standards` into their records, in one transaction.
  template <typename Request>
  void Take(const Request& request, const std::string& etag,
            std::vector<std::string> standards, Step<Request> step,
            proto::Comparison& response, const rpc::Call& call, rpc::Done done);
  // The same for a step that may decide about any of the participants'.
  template <typename Request>
  void Decide(const Request& request, const std::string& etag,
              Step<Request> step, proto::Comparison& response,
              const rpc::Call& call, rpc::Done done);
  template <typename Request>
  RecordBook::Make StepOf(const Request& request, const std::string& etag,
                          Step<Request> step, const std::string& principal,
                          const std::vector<std::string>& standards,
                          const Decided& decided) const;
  // Those that take part.
  absl::StatusOr<std::vector<std::string>> StandardsOf(
      const std::string& comparison, const rpc::Call& call) const;

  RecordBook& book_;
  RecordMethods& records_;
  const Clock& clock_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_COMPARISON_METHODS_H_
