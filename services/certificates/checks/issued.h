#ifndef SERVICES_CERTIFICATES_CHECKS_ISSUED_H_
#define SERVICES_CERTIFICATES_CHECKS_ISSUED_H_

#include <vector>

#include "services/certificates/checks/checked_certificate.h"

namespace suyuan::certificates::checks {

// NOT_ISSUED (F20): the issuer's own lists cover the day of issue and the kind,
// and none of them names the number; or they name it with other bytes. Cross,
// major. Silent where no list covers it: an issuer that is not heard is no
// reason to doubt.
std::vector<Finding> CheckIssued(const CheckedCertificate& certificate);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_ISSUED_H_
