#ifndef SERVICES_CERTIFICATES_LINT_EMBEDDED_SIGNATURES_H_
#define SERVICES_CERTIFICATES_LINT_EMBEDDED_SIGNATURES_H_

#include <vector>

#include "libs/base/clock.h"
#include "libs/dcc/limits.h"
#include "libs/xmldsig/trust_folder.h"
#include "services/certificates/checks/checked_signature.h"

namespace suyuan::certificates {

// The signatures inside a kept document, as libs/xmldsig judges them against
// the roots and revocation lists of a folder. Thread-safe.
class EmbeddedSignatures final : public checks::SignatureReader {
 public:
  // Borrows folder and clock. `limits` are the importer's.
  EmbeddedSignatures(const xmldsig::TrustFolder& trust, const Clock& clock,
                     const dcc::Limits& limits)
      : trust_(trust), clock_(clock), limits_(limits) {}

  std::vector<checks::CheckedSignature> Read(
      absl::string_view document, absl::Time existed_by) const override;

 private:
  const xmldsig::TrustFolder& trust_;
  const Clock& clock_;
  const dcc::Limits limits_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LINT_EMBEDDED_SIGNATURES_H_
