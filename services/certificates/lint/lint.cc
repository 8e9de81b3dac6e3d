#include "services/certificates/lint/lint.h"

#include <utility>

#include "libs/base/status.h"

namespace suyuan::certificates {

absl::StatusOr<DocumentLint> DocumentLinter::Lint(
    absl::string_view document, const dcc::Limits& limits,
    const Deadline& deadline) const {
  SUYUAN_ASSIGN_OR_RETURN(dcc::LintReport report,
                          dcc::Lint(document, limits, schemas_, deadline));
  DocumentLint lint{std::move(report), {}};
  if (lint.report.well_formed.verdict != dcc::Verdict::kValid) {
    // Whether there is a signature nobody knows.
    lint.signature.verdict = SignatureVerdict::kNotChecked;
    return lint;
  }
  if (lint.report.signatures.empty()) return lint;
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  SUYUAN_ASSIGN_OR_RETURN(lint.signature,
                          signatures_.Check(document, lint.report, deadline));
  return lint;
}

}  // namespace suyuan::certificates
