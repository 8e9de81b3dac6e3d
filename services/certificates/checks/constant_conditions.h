#ifndef SERVICES_CERTIFICATES_CHECKS_CONSTANT_CONDITIONS_H_
#define SERVICES_CERTIFICATES_CHECKS_CONSTANT_CONDITIONS_H_

#include <vector>

#include "absl/status/status.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_ENV_CONST (F44): at one place of an issuer the conditions were the same to
// the last digit on so many days. A lead. Certificates of one day share their
// readings rightly and count once; a stated range is no reading; one number
// without a decimal place is too coarse to tell anything. Any other reading
// ends the run. O(conditions).
absl::Status CheckConstantConditions(const CheckedCertificate& certificate,
                                     const Thresholds& thresholds,
                                     Memory& memory,
                                     std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_CONSTANT_CONDITIONS_H_
