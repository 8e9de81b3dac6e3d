#ifndef SERVICES_CERTIFICATES_LINT_SIGNATURE_CHECK_H_
#define SERVICES_CERTIFICATES_LINT_SIGNATURE_CHECK_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/dcc/limits.h"
#include "libs/xmldsig/trust_folder.h"
#include "services/certificates/lint/lint.h"

namespace suyuan::certificates {

// Checks the signatures inside a document as libs/xmldsig has it, against the
// roots and revocation lists of a folder. The signer is compared with the
// laboratory that a DCC names. Thread-safe.
class XmlSignatureChecker final : public SignatureChecker {
 public:
  // Borrows both. Without `trust` nothing is valid, but what is broken is found
  // all the same. `limits` are the importer's.
  XmlSignatureChecker(const xmldsig::TrustFolder* trust, const Clock& clock,
                      const dcc::Limits& limits)
      : trust_(trust), clock_(clock), limits_(limits) {}

  // At most limits.max_findings findings, of each signature in turn.
  absl::StatusOr<SignatureLint> Check(absl::string_view document,
                                      const dcc::LintReport& report,
                                      const Deadline& deadline) const override;

 private:
  const xmldsig::TrustFolder* const trust_;
  const Clock& clock_;
  const dcc::Limits limits_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LINT_SIGNATURE_CHECK_H_
