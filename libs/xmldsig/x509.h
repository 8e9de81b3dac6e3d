#ifndef LIBS_XMLDSIG_X509_H_
#define LIBS_XMLDSIG_X509_H_

#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/xmldsig/report.h"

// Inside libs/xmldsig: X.509 certificates (RFC 5280) by OpenSSL.
namespace suyuan::xmldsig {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_CRL* list) const { X509_CRL_free(list); }
};
using Certificate = std::unique_ptr<X509, FreeX509>;
using RevocationList = std::unique_ptr<X509_CRL, FreeX509>;

// Null unless `der` is one certificate and nothing else.
Certificate DecodeCertificate(absl::string_view der);
std::string Encode(const X509* certificate);
// Another owner of the same certificate.
Certificate Share(X509* certificate);

SignerCertificate Describe(const X509* certificate);
// RFC 4514 in UTF-8.
std::string NameText(const X509_NAME* name);

// Infinite past where it cannot be read.
absl::Time TimeOf(const ASN1_TIME* time);
// Both ends belong to the validity (RFC 5280 4.1.2.5).
bool IsValidAt(const X509* certificate, absl::Time when);
// Whether the key usage, where one is stated, allows to sign documents.
bool MaySign(X509* certificate);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_X509_H_
