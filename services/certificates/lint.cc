#include "services/certificates/lint.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status.h"
#include "libs/dcc/finding_kinds.h"

namespace suyuan::certificates {

absl::StatusOr<SignatureLint> NoSignatureChecker::Check(
    absl::string_view, const dcc::LintReport& report, const Deadline&) const {
  const dcc::FindingKind& kind =
      dcc::FindingKindOf("DCC_SIGNATURE_NOT_CHECKED");
  const dcc::SignaturePresence& first = report.signatures.front();
  const std::string count = absl::StrCat(report.signatures.size());
  SignatureLint lint{SignatureVerdict::kNotChecked, {}};
  lint.findings.push_back({kind.code, kind.severity, first.path, first.line,
                           absl::StrReplaceAll(kind.english, {{"$0", count}}),
                           absl::StrReplaceAll(kind.chinese, {{"$0", count}})});
  return lint;
}

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
