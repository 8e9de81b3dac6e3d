#ifndef LIBS_XMLDSIG_CORE_VALIDATION_H_
#define LIBS_XMLDSIG_CORE_VALIDATION_H_

#include <openssl/x509.h>

#include <memory>

#include "libs/xmldsig/signature_element.h"

namespace suyuan::xmldsig {

// Inside libs/xmldsig: the mathematics of one signature by libxmlsec1 (XMLDSig
// 3.2), for references and methods that were found allowed before. It opens no
// file and no connection, reads no KeyInfo and runs no XPath or XSLT. Not
// thread-safe; several may work at once on different documents.
class CoreValidation {
 public:
  // Borrows the signature and its document.
  explicit CoreValidation(const SignatureElement& signature);
  ~CoreValidation();
  CoreValidation(const CoreValidation&) = delete;
  CoreValidation& operator=(const CoreValidation&) = delete;

  // Whether what the reference covers has the stated digest. Costs a canonical
  // form of it.
  bool IsDigestRight(const Reference& reference);
  // Whether the certificate's key made the value over the canonical
  // SignedInfo.
  bool IsValueRight(const X509* signer);

 private:
  struct State;
  const SignatureElement& signature_;
  const std::unique_ptr<State> state_;
};

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_CORE_VALIDATION_H_
