#ifndef SERVICES_CERTIFICATES_CHECKS_LATE_UPLOAD_H_
#define SERVICES_CERTIFICATES_CHECKS_LATE_UPLOAD_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// Days between issue and upload; absent where no day of issue is known.
std::optional<int64_t> UploadDelay(const CheckedCertificate& certificate);

// How an issuer uploads, this certificate included.
struct UploadHabit {
  int uploads = 0;
  int late = 0;
};
// EVIDENCE_LATE (F25): evidence that came long after the day it claims, as
// paper from the archive does: one lead an issuer and month of upload, told
// again at each doubling. Judged by nothing but dates; raises no severity of
// anything else. O(1).
absl::StatusOr<UploadHabit> CheckLateUpload(
    const CheckedCertificate& certificate, const Thresholds& thresholds,
    Memory& memory, std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_LATE_UPLOAD_H_
