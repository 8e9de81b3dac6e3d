#ifndef SERVICES_CERTIFICATES_CHECKS_DATES_ORDER_H_
#define SERVICES_CERTIFICATES_CHECKS_DATES_ORDER_H_

#include <vector>

#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// V21 (F25, F58), from the certificate alone. Broken, a blocker: work that ends
// before it begins, issue before the end of the work or before the receipt, any
// day after the one on which it was held here (Asia/Shanghai). Major: receipt
// after the work began; a trusted timestamp from before the day of issue (the
// issuer's clock) or long after it (backdated). A late upload is no breach:
// late_upload.h. At most one finding, with a figure for each breach. O(1).
std::vector<Finding> CheckDatesOrder(const CheckedCertificate& certificate,
                                     const Thresholds& thresholds);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_DATES_ORDER_H_
