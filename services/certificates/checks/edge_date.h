#ifndef SERVICES_CERTIFICATES_CHECKS_EDGE_DATE_H_
#define SERVICES_CERTIFICATES_CHECKS_EDGE_DATE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/late_upload.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_EDGE_DATE (F26): the work ends on the last valid days of a reference and
// the certificate was uploaded much later, as one does who bridges a gap. The
// lead needs an issuer of whom uploads are known and rarely late: one that is
// always late, or busy, tells nothing. The reference may be imported before or
// after. O(references).
absl::Status CheckEdgeDate(const CheckedCertificate& certificate,
                           const UploadHabit& habit,
                           const Thresholds& thresholds, Memory& memory,
                           std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_EDGE_DATE_H_
