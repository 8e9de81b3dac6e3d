#include "services/certificates/checks/repass.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"

namespace suyuan::certificates::checks {
namespace {

bool IsVerification(const Visit& visit) {
  return visit.kind == CertificateKind::kVerification ||
         visit.kind == CertificateKind::kVerificationFail;
}

bool IsDeclared(const Visit& pass, const Visit& fail) {
  return pass.gives_reason && std::find(pass.cites.begin(), pass.cites.end(),
                                        fail.number) != pass.cites.end();
}

bool IsRepass(const Visit& fail, const Visit& pass) {
  return fail.is_failed && !pass.is_failed && !pass.is_adjusted &&
         pass.state == fail.state && !IsDeclared(pass, fail);
}

Finding RepassFinding(const CheckedCertificate& c, const Visit& fail,
                      const Visit& pass) {
  const bool is_same_body = fail.issuer == pass.issuer;
  Finding finding = FindingOn(
      c, "REPASS", absl::StrCat(fail.certificate, " ", pass.certificate),
      FindingKind::kCross, is_same_body ? Severity::kMajor : Severity::kMinor);
  finding.certificates.push_back(IdOf(c.id == IdOf(fail) ? pass : fail));
  finding.figures = {FigureOf("failed", metrology::FormatDate(fail.end)),
                     FigureOf("passed", metrology::FormatDate(pass.end)),
                     FigureOf("same_body", is_same_body ? "yes" : "no")};
  return finding;
}

}  // namespace

std::vector<Finding> CheckRepass(const CheckedCertificate& c,
                                 const Visit& visit,
                                 const ArtefactHistory& history) {
  std::vector<Finding> found;
  const Visit* before = nullptr;
  for (const Visit& next : history.visits) {
    if (!IsVerification(next)) continue;
    const bool concerns =
        next.certificate == visit.certificate ||
        (before != nullptr && before->certificate == visit.certificate);
    if (before != nullptr && concerns && IsRepass(*before, next)) {
      found.push_back(RepassFinding(c, *before, next));
    }
    before = &next;
  }
  return found;
}

}  // namespace suyuan::certificates::checks
