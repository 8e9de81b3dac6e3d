#ifndef SERVICES_CERTIFICATES_CONVERT_CHECK_KIND_H_
#define SERVICES_CERTIFICATES_CONVERT_CHECK_KIND_H_

#include "services/certificates/convert/violations.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// Inside convert_check: the fields that belong to some kinds of certificates.
// Adds to `found` what nobody could judge:
//   - enum values that are none, days and periods that cannot be read, a point
//     that is not on the globe, texts that are too long, a negative number of
//     pages;
//   - `reference_material` and the status of values on anything but a 标准物质
//     证书 (KIND_CRM);
//   - a failed item without a title, or that names a result that is not there.
// What can be judged is left to convert_findings.h.
void CheckKindFields(const v1::Certificate& certificate, Violations& found);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_CHECK_KIND_H_
