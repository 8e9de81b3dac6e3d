#include "services/certificates/lint/embedded_signatures.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/dcc/finding.h"
#include "libs/xmldsig/verify.h"
#include "services/certificates/lint/issuer_names.h"

namespace suyuan::certificates {
namespace {

using checks::CheckedSignature;
using Standing = CheckedSignature::Standing;

Standing StandingOf(xmldsig::Verdict verdict) {
  switch (verdict) {
    case xmldsig::Verdict::kValid:
      return Standing::kHolds;
    case xmldsig::Verdict::kInvalid:
      return Standing::kBroken;
    default:
      return Standing::kOpen;
  }
}

std::vector<std::string> DefectsAmong(
    const std::vector<dcc::Finding>& findings) {
  std::vector<std::string> codes;
  for (const dcc::Finding& finding : findings) {
    if (finding.severity == dcc::Severity::kDefect) {
      codes.push_back(finding.code);
    }
  }
  return codes;
}

CheckedSignature ToChecked(const xmldsig::SignatureReport& report) {
  CheckedSignature out;
  out.standing = StandingOf(report.verdict);
  out.defects = DefectsAmong(report.findings);
  if (report.signer.has_value()) out.thumbprint = report.signer->sha256;
  out.names_issuer =
      report.signer.has_value() &&
      std::none_of(report.findings.begin(), report.findings.end(),
                   [](const dcc::Finding& finding) {
                     return finding.code == "SIG_ISSUER_DIFFERS";
                   });
  return out;
}

}  // namespace

std::vector<CheckedSignature> EmbeddedSignatures::Read(
    absl::string_view document, absl::Time existed_by) const {
  xmldsig::Question question = {
      .trust = &trust_, .now = clock_.Now(), .existed_by = existed_by};
  question.issuer_names = IssuerNames(document, limits_);
  question.limits = limits_;
  const absl::StatusOr<xmldsig::Report> report =
      xmldsig::Verify(document, question);
  std::vector<CheckedSignature> out;
  if (!report.ok()) return out;
  for (const xmldsig::SignatureReport& one : report->signatures) {
    out.push_back(ToChecked(one));
  }
  // One that stands where none may, or more than are looked at.
  if (!report->findings.empty()) {
    out.push_back({.standing = StandingOf(report->verdict),
                   .defects = DefectsAmong(report->findings)});
  }
  return out;
}

}  // namespace suyuan::certificates
