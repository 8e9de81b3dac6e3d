#ifndef SERVICES_CERTIFICATES_CONVERT_FINDING_RECORD_H_
#define SERVICES_CERTIFICATES_CONVERT_FINDING_RECORD_H_

#include "absl/status/statusor.h"
#include "services/certificates/checks/finding_store.h"
#include "suyuan/certificates/v1/findings.pb.h"

namespace suyuan::certificates {

v1::Finding ToProto(const checks::FindingRecord& record);

// The id in findings/{finding}: 32 lower-case hex digits. INVALID_FIELD (name).
absl::StatusOr<std::string> FindingIdOf(absl::string_view name);

// INVALID_FIELD for `name`, `state`, `reason` or `request_id`.
absl::StatusOr<checks::ReviewOrder> ToOrder(
    const v1::ReviewFindingRequest& request, absl::string_view principal);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_FINDING_RECORD_H_
