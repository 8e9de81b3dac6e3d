#ifndef SERVICES_CERTIFICATES_DCC_IMPORT_H_
#define SERVICES_CERTIFICATES_DCC_IMPORT_H_

#include "absl/status/statusor.h"
#include "libs/dcc/document.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// A digital calibration certificate in the canonical form. Everything that is
// not in the document stays empty: no coverage factor, no validity and no
// issuer is invented. What the document holds and the form cannot say stays in
// the original. docs/certificates.md has the table of what becomes what; in
// short:
//   - the laboratory is taken as printed, with its accreditation code;
//   - each upstream certificate is one reference, with every printed form of
//     its number and how often the document names it; equipment that is told
//     apart but has no certificate is a reference without number;
//   - valid_to is a statement `basic_recalibration`: its date, or the last day
//     of its period from the end of the work;
//   - results are the points of libs/dcc, each in one unit;
//   - persons' names, the customer and the owners are left out; signers are
//     roles only;
//   - what dcc_export.h wrote comes back as it was.
// Kind (unless the document says it), media type and size are the caller's to
// set. O(size of the document).
// DCC_TOO_MANY_POINTS is the one refusal.
absl::StatusOr<v1::Certificate> CertificateFromDcc(
    const dcc::Document& document);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_DCC_IMPORT_H_
