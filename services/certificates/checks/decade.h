#ifndef SERVICES_CERTIFICATES_CHECKS_DECADE_H_
#define SERVICES_CERTIFICATES_CHECKS_DECADE_H_

#include <vector>

#include "services/certificates/checks/artefact_history.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_DECADE (F23): a factor of a thousand, as from mV written for V. A lead.
//   In itself: indication less nominal value is a thousand times the error that
//   is printed beside them, or a thousandth.
//   In history: the value of a measure (no nominal value beside it) is a
//   thousand times the one of the certificate before, or a thousandth, in the
//   same unit. Silent where the uncertainty went along with the value, as it
//   does at another point of another range.
// One finding a certificate, with its first points. `history` may lack
// `visit`. O(results + points).
std::vector<Finding> CheckDecade(const CheckedCertificate& certificate,
                                 const Visit& visit,
                                 const ArtefactHistory& history,
                                 const Thresholds& thresholds);
// What shows without any history.
std::vector<Finding> CheckDecadeInItself(const CheckedCertificate& certificate,
                                         const Thresholds& thresholds);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_DECADE_H_
