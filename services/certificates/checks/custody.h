#ifndef SERVICES_CERTIFICATES_CHECKS_CUSTODY_H_
#define SERVICES_CERTIFICATES_CHECKS_CUSTODY_H_

#include <vector>

#include "services/certificates/checks/artefact_history.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// Two certificates about one item whose days contradict each other, of which
// the newest is `visit`; `history` has both. One that cites the other, as
// declared sub-contracting does, contradicts nothing. Contradictions between
// records. O(visits) of one item.
//
// RELABEL (F42): one of the two names no reference at all, and the whole of its
// work lies strictly between the days on which another body's laboratory had
// the item.
// PLACE_CONFLICT (F43): the work of the two has days in common that no
// travelling explains, at places that are known and differ. Work on site is
// at the site, so two bodies at one site are no conflict.
std::vector<Finding> CheckCustody(const CheckedCertificate& certificate,
                                  const Visit& visit,
                                  const ArtefactHistory& history,
                                  const Thresholds& thresholds);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_CUSTODY_H_
