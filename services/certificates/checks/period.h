#ifndef SERVICES_CERTIFICATES_CHECKS_PERIOD_H_
#define SERVICES_CERTIFICATES_CHECKS_PERIOD_H_

#include <vector>

#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/specification_facts.h"

namespace suyuan::certificates::checks {

// PERIOD_TOO_LONG (F37): a verification's last usable day lies after the one
// that the longest period of its specifications allows, counted from the day
// the work ended: the same day so many months later is still allowed, although
// most bodies print the one before. Hard, major. Silent for other kinds,
// without a last usable day, and where no period of any of its specifications
// is known. O(specifications).
std::vector<Finding> CheckPeriod(const CheckedCertificate& certificate,
                                 const SpecificationFacts& facts);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_PERIOD_H_
