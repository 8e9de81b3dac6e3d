#ifndef SERVICES_CERTIFICATES_CONVERT_CHECK_H_
#define SERVICES_CERTIFICATES_CONVERT_CHECK_H_

#include "absl/status/status.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// Whether a canonical certificate says what it says in good form. INVALID_FIELD
// with up to twenty violations, each with its path ("results[2].unit"), the
// value seen and the value wanted.
//
// Refused is what nobody could judge: dates, decimals and units that cannot be
// read, numbers without a unit, ids used twice, references to ids that are not
// there, k below 1, negative uncertainties, budgets and remote links that
// nobody could compute (check_budget.h, check_remote_link.h), a certificate
// without kind, number, issuer or item. Not refused is what can be judged: work
// that begins after its end (V21), a missing uncertainty (V13), an unknown
// specification.
absl::Status CheckCertificate(const v1::Certificate& certificate);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_CHECK_H_
