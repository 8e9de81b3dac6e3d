#ifndef LIBS_XMLDSIG_CHAIN_H_
#define LIBS_XMLDSIG_CHAIN_H_

#include <libxml/tree.h>

#include <vector>

#include "absl/time/time.h"
#include "libs/xmldsig/report.h"
#include "libs/xmldsig/trust_folder.h"
#include "libs/xmldsig/x509.h"

// Inside libs/xmldsig: certification paths (RFC 5280 6) by OpenSSL, with
// validity judged by the chain model: each certificate valid when it was used.
namespace suyuan::xmldsig {

struct Chain {
  Verdict verdict = Verdict::kNotChecked;
  // At the present instant, all certificates at once (the shell model).
  Verdict now = Verdict::kNotChecked;
  // From the signer to a root; empty where none was found.
  std::vector<Certificate> path;
  std::vector<dcc::Finding> findings;
};

// The chain of `signer`, used at `when`, to a root of `trust` (null: not
// checked). The signer's own validity is not judged here. `node` is where
// findings stand.
Chain BuildChain(X509* signer, const std::vector<X509*>& attached,
                 const TrustFolder* trust, absl::Time when, absl::Time now,
                 const xmlNode* node);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_CHAIN_H_
