#ifndef SERVICES_CERTIFICATES_CHECKS_REFERENCE_ELSEWHERE_H_
#define SERVICES_CERTIFICATES_CHECKS_REFERENCE_ELSEWHERE_H_

#include <vector>

#include "services/certificates/checks/artefact_history.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// REF_ELSEWHERE (F27, F28), for a certificate that used the thing whose history
// this is, or one that is about it; both were added before. A contradiction
// between records.
//   Away: another body's laboratory had the standard, and the whole of the work
//   lies strictly between the day it came there and the day the work on it
//   ended: on the first and the last day it may have been on its way.
//   Two sites: on-site work at two places has days in common that no travelling
//   explains. Sets with distinct serial numbers are distinct things.
// O(visits + uses) of one thing.
std::vector<Finding> CheckReferenceElsewhere(
    const CheckedCertificate& certificate, const ArtefactHistory& history,
    const Thresholds& thresholds);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_REFERENCE_ELSEWHERE_H_
