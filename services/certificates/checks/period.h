#ifndef SERVICES_CERTIFICATES_CHECKS_PERIOD_H_
#define SERVICES_CERTIFICATES_CHECKS_PERIOD_H_

#include <optional>
#include <vector>

#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/registry_facts.h"

namespace suyuan::certificates::checks {

// The fewest months from the day the work ended that reach the last usable day
// of a verification: the same day so many months later is still reached,
// although most bodies print the one before. nullopt for other kinds, and
// without both days.
std::optional<int> MonthsClaimed(const CheckedCertificate& certificate);

// PERIOD_TOO_LONG (F37): a verification claims more months than the longest
// period of its specifications. Hard, major. Silent where it claims none, and
// where no period of any of its specifications is known. O(specifications).
std::vector<Finding> CheckPeriod(const CheckedCertificate& certificate,
                                 const RegistryFacts& facts);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_PERIOD_H_
