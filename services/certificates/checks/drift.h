#ifndef SERVICES_CERTIFICATES_CHECKS_DRIFT_H_
#define SERVICES_CERTIFICATES_CHECKS_DRIFT_H_

#include <vector>

#include "services/certificates/checks/artefact_history.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_HIDDEN_ADJ (F45): at a point that earlier certificates gave values for, the
// newest value is off the straight line through them by more than
// drift_uncertainties standard uncertainties of the difference, and the
// certificate has no results from before or after an adjustment and tells of
// no new state. A lead. Values without an uncertainty are no values here, and a
// certificate older than those held is no newest one. One finding a
// certificate, with its worst point. O(visits x points) of one item.
std::vector<Finding> CheckHiddenAdjustment(
    const CheckedCertificate& certificate, const Visit& visit,
    const ArtefactHistory& history, const Thresholds& thresholds);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_DRIFT_H_
