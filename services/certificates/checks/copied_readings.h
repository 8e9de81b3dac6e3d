#ifndef SERVICES_CERTIFICATES_CHECKS_COPIED_READINGS_H_
#define SERVICES_CERTIFICATES_CHECKS_COPIED_READINGS_H_

#include <vector>

#include "absl/status/status.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// A_COPY (F33): readings of one item told again of another, within one issuer.
// Leads, where both items can be told by serial number.
//   Equal: nominal values and readings agree to the last digit, and hold more
//   than copy_bits of information: instruments that read exactly nominal, or
//   differ by a digit here and there, are alike rightly.
//   Alike: for copy_points or more, what is left of the errors after their
//   straight line (a gain and a zero are a model's own) has a correlation over
//   copy_correlation with that of another item of the model, the same size, and
//   is more than rounding. Against the newest kMostSeries of the model.
// O(results) and O(kMostSeries x points).
inline constexpr size_t kMostSeries = 8;
absl::Status CheckCopiedReadings(const CheckedCertificate& certificate,
                                 const Thresholds& thresholds, Memory& memory,
                                 std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_COPIED_READINGS_H_
