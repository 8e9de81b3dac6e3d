#ifndef SERVICES_CERTIFICATES_TRANSPORT_ISSUED_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_ISSUED_METHODS_H_

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/rpc/reply.h"
#include "services/certificates/issued/issued_store.h"
#include "services/certificates/transport/check_runner.h"
#include "suyuan/certificates/v1/issued.pb.h"

namespace suyuan::certificates {

// The methods of issued.proto, where their contracts are. Thread-safe. Borrows
// all.
class IssuedMethods {
 public:
  IssuedMethods(IssuedStore& store, CheckRunner& runner, const Clock& clock)
      : store_(store), runner_(runner), clock_(clock) {}

  void Import(const v1::ImportIssuedNumbersRequest& request,
              v1::IssuedSpan& response, rpc::Call& call, rpc::Done done) const;
  absl::StatusOr<v1::ListIssuedSpansResponse> List(
      const v1::ListIssuedSpansRequest& request, rpc::Call& call) const;

 private:
  IssuedStore& store_;
  CheckRunner& runner_;
  const Clock& clock_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_ISSUED_METHODS_H_
