#ifndef SERVICES_CERTIFICATES_CHECKS_CHECKED_SIGNATURE_H_
#define SERVICES_CERTIFICATES_CHECKS_CHECKED_SIGNATURE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace suyuan::certificates::checks {

// A signature inside a document, as it was checked against configured roots.
struct CheckedSignature {
  enum class Standing {
    kHolds = 1,
    kOpen = 2,    // what is known does not decide
    kBroken = 3,  // by what `defects` say
  };
  Standing standing = Standing::kOpen;
  std::vector<std::string> defects;  // codes of docs/signature-findings.md
  // SHA-256 of the signer's certificate, lower-case hex; "" without one.
  std::string thumbprint;
  // The signer's certificate names the issuer as the document does.
  bool names_issuer = false;
};

// Checks the signatures inside of documents. Thread-safe.
class SignatureReader {
 public:
  virtual ~SignatureReader() = default;
  // None where there is none, or the document cannot be read. `existed_by`: it
  // was held then.
  virtual std::vector<CheckedSignature> Read(absl::string_view document,
                                             absl::Time existed_by) const = 0;
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_CHECKED_SIGNATURE_H_
