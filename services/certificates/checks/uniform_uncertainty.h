#ifndef SERVICES_CERTIFICATES_CHECKS_UNIFORM_UNCERTAINTY_H_
#define SERVICES_CERTIFICATES_CHECKS_UNIFORM_UNCERTAINTY_H_

#include <vector>

#include "absl/status/status.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_UNIFORM_U (F13): an issuer's certificates about one kind of quantity have
// stated one and the same uncertainty so many times in a row, over several
// models and several resolutions. A lead. One other uncertainty, in any
// result, ends the run. Silent where every certificate of the run states one
// accuracy class: an uncertainty may belong to the class. O(results).
absl::Status CheckUniformUncertainty(const CheckedCertificate& certificate,
                                     const Thresholds& thresholds,
                                     Memory& memory,
                                     std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_UNIFORM_UNCERTAINTY_H_
