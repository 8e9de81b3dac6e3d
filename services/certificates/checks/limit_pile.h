#ifndef SERVICES_CERTIFICATES_CHECKS_LIMIT_PILE_H_
#define SERVICES_CERTIFICATES_CHECKS_LIMIT_PILE_H_

#include <vector>

#include "absl/status/status.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_LIMIT_PILE (F35), over an issuer's verifications by one specification,
// whatever its edition. Leads. Certificates that tell of an adjustment are left
// out: what is adjusted first passes rightly.
//   Never a failure: as many verifications as would hold one with near
//   certainty at the rate of all other issuers by the same specification.
//   Pile at the limit: errors between 0.9 and 1 of the permissible one are many
//   more than those between 0.8 and 0.9, and many more than those between 1 and
//   1.1. Readings whose digit is coarser than a tenth of the limit are left
//   out.
// O(results).
absl::Status CheckLimitPile(const CheckedCertificate& certificate,
                            const Thresholds& thresholds, Memory& memory,
                            std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_LIMIT_PILE_H_
