#ifndef LIBS_XMLDSIG_REVOCATION_H_
#define LIBS_XMLDSIG_REVOCATION_H_

#include <libxml/tree.h>

#include <vector>

#include "absl/time/time.h"
#include "libs/xmldsig/report.h"
#include "libs/xmldsig/trust_folder.h"
#include "libs/xmldsig/x509.h"

namespace suyuan::xmldsig {

struct RevocationQuestion {
  // From the signer to a root.
  const std::vector<Certificate>& path;
  const TrustFolder* trust = nullptr;
  // When the signature is taken to have been made, and by when it is known to
  // have existed.
  absl::Time when;
  absl::Time existed_by;
  absl::Time now;
};

struct Revocation {
  Verdict verdict = Verdict::kNotChecked;
  std::vector<dcc::Finding> findings;
};

// Inside libs/xmldsig: whether a certificate of the path was revoked at `when`
// (RFC 5280 6.3), by the lists of the trust folder that its issuer signed. All
// of them count: a certificate once listed was revoked from the day named.
// A revocation after `when` changes nothing, unless the key is known to have
// been stolen and only the signer's word says that the signature is older: then
// INDETERMINATE. A list says nothing about a time after its nextUpdate.
Revocation CheckRevocation(const RevocationQuestion& question,
                           const xmlNode* node);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_REVOCATION_H_
