#ifndef SERVICES_CERTIFICATES_TRANSPORT_LINT_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_LINT_METHODS_H_

#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "services/certificates/lint/lint.h"
#include "suyuan/certificates/v1/lint.pb.h"

namespace suyuan::certificates {

// The method that judges documents. Touches neither store nor log. Runs on the
// executor's thread, about a millisecond for a certificate of 50 KB, and stops
// between the checks where the caller has gone. Thread-safe. Borrows the
// linter.
class LintMethods {
 public:
  explicit LintMethods(const DocumentLinter& linter) : linter_(linter) {}

  absl::StatusOr<v1::LintDocumentResponse> Lint(
      const v1::LintDocumentRequest& request, rpc::Call& call) const;

 private:
  const DocumentLinter& linter_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_LINT_METHODS_H_
