#ifndef SERVICES_CERTIFICATES_TRANSPORT_FINDING_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_FINDING_METHODS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/rpc/reply.h"
#include "services/certificates/checks/finding_store.h"
#include "services/certificates/transport/check_runner.h"
#include "suyuan/certificates/v1/findings.pb.h"

namespace suyuan::certificates {

// The methods of findings.proto, where their contracts are. Thread-safe.
// Borrows all.
class FindingMethods {
 public:
  // Until the registry's records up to that position are known here. Null where
  // none are followed.
  using AwaitRegistry =
      std::function<absl::Status(int64_t position, const Deadline& deadline)>;

  FindingMethods(checks::FindingStore& store, CheckRunner& runner,
                 AwaitRegistry await_registry, const Clock& clock)
      : store_(store),
        runner_(runner),
        await_registry_(std::move(await_registry)),
        clock_(clock) {}

  absl::StatusOr<v1::ListFindingsResponse> List(
      const v1::ListFindingsRequest& request, rpc::Call& call) const;
  absl::StatusOr<v1::Finding> Get(const v1::GetFindingRequest& request,
                                  rpc::Call& call) const;
  void Review(const v1::ReviewFindingRequest& request, v1::Finding& response,
              rpc::Call& call, rpc::Done done) const;

 private:
  // Until what the token names is judged.
  absl::Status AwaitJudged(const std::string& token, rpc::Call& call) const;

  checks::FindingStore& store_;
  CheckRunner& runner_;
  const AwaitRegistry await_registry_;
  const Clock& clock_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_FINDING_METHODS_H_
