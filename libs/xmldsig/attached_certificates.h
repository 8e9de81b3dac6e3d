#ifndef LIBS_XMLDSIG_ATTACHED_CERTIFICATES_H_
#define LIBS_XMLDSIG_ATTACHED_CERTIFICATES_H_

#include <vector>

#include "libs/xmldsig/signature_element.h"
#include "libs/xmldsig/x509.h"
#include "libs/xmldsig/xades.h"

// Inside libs/xmldsig: the certificates that come with a signature. Being
// attached makes none of them trusted.
namespace suyuan::xmldsig {

struct AttachedCertificates {
  // Of KeyInfo/X509Data, in document order.
  std::vector<Certificate> in_key_info;
  // Of XAdES CertificateValues: they help to build a chain.
  std::vector<Certificate> others;
};

// At most 32 of each; what cannot be read is left out.
AttachedCertificates ReadAttached(const SignatureElement& signature);

// The one whose key is to have made the signature: the one that the signed
// properties name, else the first that issued no other. Null where there is
// none.
X509* SignerAmong(const std::vector<Certificate>& in_key_info,
                  const SignedProperties& properties);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_ATTACHED_CERTIFICATES_H_
