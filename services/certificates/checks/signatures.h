#ifndef SERVICES_CERTIFICATES_CHECKS_SIGNATURES_H_
#define SERVICES_CERTIFICATES_CHECKS_SIGNATURES_H_

#include <string>
#include <vector>

#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/registry_facts.h"

namespace suyuan::certificates::checks {

// V23 (F16, F17, F19): a signature inside the document is broken: what it
// covers was changed or is not the whole, or its key was revoked or expired
// when it was used. Hard, blocker. Silent where nobody checked, and where what
// is known does not decide.
std::vector<Finding> CheckSignatures(const CheckedCertificate& certificate);

// V23 (F16, F19): what is known of the signatures beside the document is that
// they are broken, or that their keys did not count when they were used. Hard,
// blocker. Silent where another signature holds: a bad one beside a good one
// says nothing.
std::vector<Finding> CheckBeside(const CheckedCertificate& certificate);
// The id of what CheckBeside says of it.
std::string BesideFindingId(const CertificateId& certificate);

// SIGNER_MISMATCH (F18): a signature holds, and none that does is the issuer's.
// It is the issuer's where the registry has its key under the issuer's record
// or name; of a key that nobody registered, where its certificate names the
// issuer. Cross, major. Silent where one is open: it may be the issuer's.
std::vector<Finding> CheckSigner(const CheckedCertificate& certificate,
                                 const RegistryFacts& facts);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_SIGNATURES_H_
