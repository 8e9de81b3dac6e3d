#ifndef SERVICES_CERTIFICATES_LINT_LINT_H_
#define SERVICES_CERTIFICATES_LINT_LINT_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/deadline.h"
#include "libs/dcc/lint.h"

namespace suyuan::certificates {

enum class SignatureVerdict {
  kNone,  // there is no signature
  kValid,
  kNotChecked,
  kIndeterminate,
  kInvalid,
};

struct SignatureLint {
  SignatureVerdict verdict = SignatureVerdict::kNone;
  std::vector<dcc::Finding> findings;
};

// Who checks the signatures inside a document. Thread-safe.
class SignatureChecker {
 public:
  virtual ~SignatureChecker() = default;

  // The verdict on the signatures of `document`, of which `report` says that
  // it is well-formed XML with at least one. An error is the deadline's alone.
  virtual absl::StatusOr<SignatureLint> Check(
      absl::string_view document, const dcc::LintReport& report,
      const Deadline& deadline) const = 0;
};

// The verdicts on one XML document.
struct DocumentLint {
  dcc::LintReport report;
  SignatureLint signature;
};

// Judges documents; keeps nothing of them. Thread-safe. Borrows both; without
// `schemas` no schema is checked.
class DocumentLinter {
 public:
  DocumentLinter(const dcc::SchemaFolder* schemas,
                 const SignatureChecker& signatures)
      : schemas_(schemas), signatures_(signatures) {}

  // As dcc::Lint, then the signatures. `limits` are the importer's.
  absl::StatusOr<DocumentLint> Lint(absl::string_view document,
                                    const dcc::Limits& limits,
                                    const Deadline& deadline) const;

 private:
  const dcc::SchemaFolder* const schemas_;
  const SignatureChecker& signatures_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LINT_LINT_H_
