#include "services/certificates/checks/reference_elsewhere.h"

#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"

namespace suyuan::certificates::checks {
namespace {

using metrology::FormatDate;

bool IsOnSite(const Use& use) {
  return use.place == Place::kCustomer || use.place == Place::kCustomerBranch ||
         use.place == Place::kOther;
}

bool IsAway(const Visit& visit, const Use& use) {
  return visit.IsInLaboratory() && visit.issuer != use.issuer &&
         visit.held_from < use.begin && use.end < visit.end;
}

bool AreTwoSites(const Use& a, const Use& b, const Thresholds& thresholds) {
  return IsOnSite(a) && IsOnSite(b) && !a.whereabouts.empty() &&
         !b.whereabouts.empty() && a.whereabouts != b.whereabouts &&
         CommonDays(a.begin, a.end, b.begin, b.end) >= thresholds.common_days;
}

// Of the newest certificate first, whichever of the two it is.
Finding Elsewhere(const CheckedCertificate& c, const std::string& a,
                  const std::string& b) {
  const std::string& other = a == c.id.text() ? b : a;
  const CertificateId other_id = CertificateId::FromText(other);
  Finding finding = FindingOn(c, "REF_ELSEWHERE",
                              absl::StrCat(std::min(a, b), " ", std::max(a, b)),
                              FindingKind::kCross, Severity::kMajor);
  finding.certificates.push_back(other_id);
  return finding;
}

std::string SpanText(absl::CivilDay from, absl::CivilDay to) {
  return absl::StrCat(FormatDate(from), "/", FormatDate(to));
}

Finding AwayFinding(const CheckedCertificate& c, const Visit& visit,
                    const Use& use) {
  Finding finding = Elsewhere(c, visit.certificate, use.certificate);
  finding.figures = {
      FigureOf("used", SpanText(use.begin, use.end)),
      FigureOf("held_elsewhere", SpanText(visit.held_from, visit.end))};
  return finding;
}

Finding SitesFinding(const CheckedCertificate& c, const Use& a, const Use& b,
                     const Thresholds& thresholds) {
  Finding finding = Elsewhere(c, a.certificate, b.certificate);
  finding.figures = {
      FigureOf("used", SpanText(a.begin, a.end)),
      FigureOf("used_elsewhere", SpanText(b.begin, b.end)),
      FigureOf("common_days",
               static_cast<double>(CommonDays(a.begin, a.end, b.begin, b.end)),
               thresholds.common_days)};
  return finding;
}

}  // namespace

std::vector<Finding> CheckReferenceElsewhere(const CheckedCertificate& c,
                                             const ArtefactHistory& history,
                                             const Thresholds& thresholds) {
  std::vector<Finding> found;
  const std::string& own = c.id.text();
  for (const Use& use : history.uses) {
    for (const Visit& visit : history.visits) {
      const bool concerns = use.certificate == own || visit.certificate == own;
      if (concerns && IsAway(visit, use)) {
        found.push_back(AwayFinding(c, visit, use));
      }
    }
    if (use.certificate != own) continue;
    for (const Use& other : history.uses) {
      if (other.certificate != own && AreTwoSites(use, other, thresholds)) {
        found.push_back(SitesFinding(c, use, other, thresholds));
      }
    }
  }
  return found;
}

}  // namespace suyuan::certificates::checks
