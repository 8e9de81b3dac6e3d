#ifndef LIBS_XMLDSIG_XADES_H_
#define LIBS_XMLDSIG_XADES_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "libs/xmldsig/coverage.h"
#include "libs/xmldsig/signature_element.h"
#include "libs/xmldsig/x509.h"

// Inside libs/xmldsig: what the signer says in the XAdES properties of a
// signature (ETSI EN 319 132-1, TS 101 903).
namespace suyuan::xmldsig {

struct SignedProperties {
  // kValid also where there are none.
  Verdict verdict = Verdict::kValid;
  // SigningTime, where the signature covers it.
  std::optional<absl::Time> signing_time;
  // Of SigningCertificate or SigningCertificateV2: the first Cert.
  std::string digest_method;
  std::string certificate_digest;
  std::vector<dcc::Finding> findings;

  bool names_certificate() const { return !digest_method.empty(); }
  bool Names(const X509* certificate) const;
};

// Of properties that the signature does not cover nothing is believed.
SignedProperties ReadProperties(const SignatureElement& signature,
                                const Coverage& coverage);

// xs:dateTime with a zone; nullopt otherwise.
std::optional<absl::Time> ReadInstant(absl::string_view text);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_XADES_H_
