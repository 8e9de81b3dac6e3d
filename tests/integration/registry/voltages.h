#ifndef TESTS_INTEGRATION_REGISTRY_VOLTAGES_H_
#define TESTS_INTEGRATION_REGISTRY_VOLTAGES_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "suyuan/registry/v1/comparisons.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::registry::testing {

namespace proto = ::suyuan::registry::v1;

inline constexpr char kVoltage[] = "comparisons/voltage";
inline constexpr char kPilot[] = "institutions/pilot";

// Six laboratories compare their voltage with that of the lead, as in the case
// paper of the domain brief (credit 6.3): lab-2 and lab-3 fail. Each has its
// standard, standards/of-lab-1 and so on. Everything was measured in 2024.
class Voltages {
 public:
  // Records all of it; comparisons/voltage is PLANNED.
  explicit Voltages(std::shared_ptr<grpc::Channel> registry);

  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(
      grpc::Status (proto::Comparisons::Stub::*method)(grpc::ClientContext*,
                                                       const Request&,
                                                       Response*),
      const Request& request) {
    return CallOn<Response>(*comparisons_, method, request);
  }
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(
      grpc::Status (proto::Registry::Stub::*method)(grpc::ClientContext*,
                                                    const Request&, Response*),
      const Request& request) {
    return CallOn<Response>(*registry_, method, request);
  }

  absl::StatusOr<proto::Comparison> Get();
  absl::StatusOr<proto::Comparison> Update(const proto::Comparison& comparison,
                                           const std::string& path);
  absl::StatusOr<proto::Comparison> Advance(
      const proto::AdvanceComparisonRequest& request);
  // With what FINAL and CANCELLED need.
  absl::StatusOr<proto::Comparison> Advance(proto::Comparison::State state);
  absl::StatusOr<proto::Comparison> Submit(
      const proto::ComparisonSubmission& submission);
  absl::StatusOr<proto::Comparison> Confirm(const std::string& institution);
  absl::StatusOr<proto::ComparisonEvaluation> Evaluate();
  absl::StatusOr<proto::Standard> StandardOf(const std::string& laboratory);

  // What lab-`number` reports.
  static proto::ComparisonSubmission ResultOf(int number);
  static proto::ComparisonSubmission ResultOfPilot(
      proto::ComparisonSubmission::Round round);
  static std::string Laboratory(int number);

  // From PLANNED to ROUND.
  void Begin();
  // From PLANNED to ANALYSIS; but for `absent`, whose deadline has passed, all
  // hand in.
  void Measure(int absent = 0);
  // From ANALYSIS to FINAL.
  void Report();

 private:
  template <typename Response, typename Stub, typename Request>
  absl::StatusOr<Response> CallOn(
      Stub& stub,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    Response response;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(rpc::CallOptions(), [&](grpc::ClientContext& context) {
          return (stub.*method)(&context, request, &response);
        }));
    return response;
  }
  void RecordLaboratory(const std::string& id, bool is_statutory);
  void Plan();
  void Go(proto::Comparison::State state);

  std::unique_ptr<proto::Comparisons::Stub> comparisons_;
  std::unique_ptr<proto::Registry::Stub> registry_;
};

}  // namespace suyuan::registry::testing

#endif  // TESTS_INTEGRATION_REGISTRY_VOLTAGES_H_
