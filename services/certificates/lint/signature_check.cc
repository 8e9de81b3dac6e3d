#include "services/certificates/lint/signature_check.h"

#include <iterator>
#include <utility>

#include "libs/base/status.h"
#include "libs/xmldsig/verify.h"
#include "services/certificates/lint/issuer_names.h"

namespace suyuan::certificates {
namespace {

SignatureVerdict VerdictOf(xmldsig::Verdict verdict) {
  switch (verdict) {
    case xmldsig::Verdict::kNone:
      return SignatureVerdict::kNone;
    case xmldsig::Verdict::kValid:
      return SignatureVerdict::kValid;
    case xmldsig::Verdict::kNotChecked:
      break;
    case xmldsig::Verdict::kIndeterminate:
      return SignatureVerdict::kIndeterminate;
    case xmldsig::Verdict::kInvalid:
      return SignatureVerdict::kInvalid;
  }
  return SignatureVerdict::kNotChecked;
}

}  // namespace

absl::StatusOr<SignatureLint> XmlSignatureChecker::Check(
    absl::string_view document, const dcc::LintReport&,
    const Deadline& deadline) const {
  xmldsig::Question question = {.trust = trust_, .now = clock_.Now()};
  question.issuer_names = IssuerNames(document, limits_);
  question.limits = limits_;
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  SUYUAN_ASSIGN_OR_RETURN(xmldsig::Report report,
                          xmldsig::Verify(document, question));
  SignatureLint lint{VerdictOf(report.verdict), std::move(report.findings)};
  for (xmldsig::SignatureReport& one : report.signatures) {
    std::move(one.findings.begin(), one.findings.end(),
              std::back_inserter(lint.findings));
  }
  if (lint.findings.size() > limits_.max_findings) {
    lint.findings.resize(limits_.max_findings);
  }
  return lint;
}

}  // namespace suyuan::certificates
