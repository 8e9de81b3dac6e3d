#ifndef SERVICES_CERTIFICATES_CONVERT_FINDINGS_H_
#define SERVICES_CERTIFICATES_CONVERT_FINDINGS_H_

#include "libs/dcc/finding.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// Adds to a canonical certificate that passed CheckCertificate what is odd in
// it as a document of its kind: docs/chinese-certificates.md lists the codes.
// A finding refuses nothing and changes no verdict. O(results).
void AddKindFindings(v1::Certificate& certificate);

// Adds what was found in a document or in a signature inside of it.
void AddFinding(const dcc::Finding& from, v1::Certificate& certificate);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_FINDINGS_H_
