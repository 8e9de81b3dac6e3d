#ifndef SERVICES_CERTIFICATES_CHECKS_REPASS_H_
#define SERVICES_CERTIFICATES_CHECKS_REPASS_H_

#include <vector>

#include "services/certificates/checks/artefact_history.h"

namespace suyuan::certificates::checks {

// REPASS (F36): of two verifications of one item that follow each other by day
// of work, the first failed and the second passed, and nothing tells of a
// repair or an adjustment between them: the item is in the state that it was
// in, and the second has no results from before or after an adjustment. A
// contradiction between records: major where one body did both, minor where
// another did the second. Silent where the pass says that it replaces the
// notice and why (a re-verification after a complaint). `history` has `visit`.
// O(visits) of one item.
std::vector<Finding> CheckRepass(const CheckedCertificate& certificate,
                                 const Visit& visit,
                                 const ArtefactHistory& history);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_REPASS_H_
