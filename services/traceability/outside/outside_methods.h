#ifndef SERVICES_TRACEABILITY_OUTSIDE_OUTSIDE_METHODS_H_
#define SERVICES_TRACEABILITY_OUTSIDE_OUTSIDE_METHODS_H_

#include "absl/status/status.h"
#include "libs/base/deadline.h"
#include "libs/sql/page_token.h"
#include "services/traceability/engine.h"
#include "suyuan/traceability/v1/outside_verifications.pb.h"

namespace suyuan::traceability {

// The answers of OutsideVerifications. The graph is held still for some hundred
// instruments at a time. Borrows both. Thread-safe.
class OutsideMethods {
 public:
  OutsideMethods(const Engine& engine, const Profiles& profiles);

  // O(instruments + their certificates).
  absl::Status Count(const v1::CountOutsideVerificationsRequest& request,
                     v1::OutsideVerificationReport& response,
                     const Deadline& deadline) const;
  // O(instruments looked at + their certificates).
  absl::Status List(const v1::ListOutsideVerificationsRequest& request,
                    v1::ListOutsideVerificationsResponse& response) const;

 private:
  const Engine& engine_;
  const Profiles& profiles_;
  const sql::PageTokens tokens_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_OUTSIDE_OUTSIDE_METHODS_H_
