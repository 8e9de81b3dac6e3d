#include "services/certificates/checks/replay.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"

namespace suyuan::certificates::checks {
namespace {

using metrology::FormatDate;

bool Cites(const Visit& a, const Visit& b) {
  return std::find(a.cites.begin(), a.cites.end(), b.number) != a.cites.end();
}

bool IsToldAgain(const Visit& a, const Visit& b) {
  return !a.readings.empty() && a.readings == b.readings &&
         a.issuer == b.issuer && a.number != b.number && a.end != b.end &&
         !Cites(a, b) && !Cites(b, a);
}

bool IsOfStateLeft(const CheckedCertificate& c, const Visit& visit,
                   const Visit& later) {
  return later.begin > visit.end && !visit.state.empty() &&
         !later.state.empty() && visit.state != later.state &&
         visit.valid_to.has_value() &&
         metrology::LegalDay(c.recorded_at) <= *visit.valid_to;
}

Finding ReplayFinding(const CheckedCertificate& c, const char* how,
                      const Visit& visit, const Visit& other) {
  Finding finding = FindingOn(
      c, "REPLAY",
      absl::StrCat(std::min(visit.certificate, other.certificate), " ",
                   std::max(visit.certificate, other.certificate)),
      FindingKind::kHard, Severity::kMajor);
  finding.certificates.push_back(IdOf(other));
  finding.figures = {FigureOf("how", how),
                     FigureOf("work_ended", FormatDate(visit.end)),
                     FigureOf("other_work_ended", FormatDate(other.end))};
  return finding;
}

}  // namespace

std::vector<Finding> CheckReplay(const CheckedCertificate& c,
                                 const Visit& visit,
                                 const ArtefactHistory& history) {
  std::vector<Finding> found;
  for (const Visit& other : history.visits) {
    if (other.certificate == visit.certificate) continue;
    if (IsToldAgain(visit, other)) {
      found.push_back(ReplayFinding(c, "same_readings", visit, other));
    } else if (IsOfStateLeft(c, visit, other)) {
      found.push_back(ReplayFinding(c, "state_left", visit, other));
    }
  }
  return found;
}

}  // namespace suyuan::certificates::checks
