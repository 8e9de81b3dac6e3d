#ifndef SERVICES_CERTIFICATES_CHECKS_VOLUME_H_
#define SERVICES_CERTIFICATES_CHECKS_VOLUME_H_

#include <vector>

#include "absl/status/status.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_VOLUME (F29): the shortest times of all that one registered person signed
// for as performer on one day add up to more than a day has. A lead. Whoever
// shares work counts for an equal part of it. Work on several days is left out:
// nobody says how it was spread; and so is what replaces another certificate:
// the work was done once. Items that a bench takes in series (water,
// gas and electricity meters) count once a run: conditions and references in
// common. O(performers).
absl::Status CheckVolume(const CheckedCertificate& certificate,
                         const Thresholds& thresholds, Memory& memory,
                         std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_VOLUME_H_
