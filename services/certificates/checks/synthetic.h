#ifndef SERVICES_CERTIFICATES_CHECKS_SYNTHETIC_H_
#define SERVICES_CERTIFICATES_CHECKS_SYNTHETIC_H_

#include <vector>

#include "absl/status/status.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_SYNTHETIC (F34). Leads.
//   No scatter: so many readings at one nominal value are all the same, or so
//   many readings at different ones are all exactly nominal, although their
//   last digit is much finer than the stated uncertainty. Without a stated
//   uncertainty nothing is said: the digit may be coarse. One finding a
//   certificate.
//   Last digits: over an issuer's readings of one kind of quantity the last
//   digits are not equally frequent (chi squared, 9 degrees of freedom). Only
//   readings ten steps or more off their nominal value count: nearer ones crowd
//   around its digit rightly. Silent where all digits are even, or 0 and 5:
//   that is the step of a scale. Looked at each time the count has doubled;
//   begun anew after kMostDigits. O(results).
inline constexpr int kMostDigits = 3200;
std::vector<Finding> CheckScatter(const CheckedCertificate& certificate,
                                  const Thresholds& thresholds);
absl::Status CheckLastDigits(const CheckedCertificate& certificate,
                             const Thresholds& thresholds, Memory& memory,
                             std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_SYNTHETIC_H_
