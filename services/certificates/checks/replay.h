#ifndef SERVICES_CERTIFICATES_CHECKS_REPLAY_H_
#define SERVICES_CERTIFICATES_CHECKS_REPLAY_H_

#include <vector>

#include "services/certificates/checks/artefact_history.h"

namespace suyuan::certificates::checks {

// REPLAY (F57): an old certificate comes as a new one. The archive knows the
// same bytes again, so this looks for the same content under another number or
// day, and for a state that the item has left.
//   Told again: one item has the same readings, of an issuer, on certificates
//   of different numbers and days of work, and the readings hold too much for
//   chance (Thresholds::copy_bits). Hard, major. Silent where one cites or
//   replaces the other.
//   State left: a certificate that would still count today (valid_to) speaks of
//   another state of the item than one about later work that was held before
//   it. Hard, major. Where the states agree, or one is not told, it is a late
//   upload and no more.
// `history` has `visit`. O(visits) of one item.
std::vector<Finding> CheckReplay(const CheckedCertificate& certificate,
                                 const Visit& visit,
                                 const ArtefactHistory& history);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_REPLAY_H_
