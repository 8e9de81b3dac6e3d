#include "services/certificates/checks/custody.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"

namespace suyuan::certificates::checks {
namespace {

std::string SpanText(absl::CivilDay from, absl::CivilDay to) {
  return absl::StrCat(metrology::FormatDate(from), "/",
                      metrology::FormatDate(to));
}

bool Cites(const Visit& a, const Visit& b) {
  return !b.number.empty() &&
         std::find(a.cites.begin(), a.cites.end(), b.number) != a.cites.end();
}

// `paper` was written by a body that cannot have had the item.
bool IsRelabelled(const Visit& paper, const Visit& work) {
  return !paper.has_references && work.has_references &&
         paper.issuer != work.issuer && work.IsInLaboratory() &&
         work.held_from < paper.begin && paper.end < work.end;
}

bool AreApart(const Visit& a, const Visit& b, const Thresholds& thresholds) {
  return !a.whereabouts.empty() && !b.whereabouts.empty() &&
         a.whereabouts != b.whereabouts &&
         CommonDays(a.begin, a.end, b.begin, b.end) >= thresholds.common_days;
}

Finding Contradiction(const CheckedCertificate& c, const char* code,
                      const Visit& visit, const Visit& other) {
  Finding finding = FindingOn(
      c, code,
      absl::StrCat(std::min(visit.certificate, other.certificate), " ",
                   std::max(visit.certificate, other.certificate)),
      FindingKind::kCross, Severity::kMajor);
  finding.certificates.push_back(IdOf(other));
  return finding;
}

}  // namespace

std::vector<Finding> CheckCustody(const CheckedCertificate& c,
                                  const Visit& visit,
                                  const ArtefactHistory& history,
                                  const Thresholds& thresholds) {
  std::vector<Finding> found;
  for (const Visit& other : history.visits) {
    if (other.certificate == visit.certificate || Cites(visit, other) ||
        Cites(other, visit)) {
      continue;
    }
    const bool is_first = IsRelabelled(visit, other);
    if (is_first || IsRelabelled(other, visit)) {
      const Visit& paper = is_first ? visit : other;
      const Visit& work = is_first ? other : visit;
      Finding finding = Contradiction(c, "RELABEL", visit, other);
      finding.figures = {
          FigureOf("work_without_references", SpanText(paper.begin, paper.end)),
          FigureOf("held_elsewhere", SpanText(work.held_from, work.end))};
      found.push_back(std::move(finding));
    } else if (AreApart(visit, other, thresholds)) {
      Finding finding = Contradiction(c, "PLACE_CONFLICT", visit, other);
      finding.figures = {
          FigureOf("work", SpanText(visit.begin, visit.end)),
          FigureOf("work_elsewhere", SpanText(other.begin, other.end)),
          FigureOf("common_days",
                   static_cast<double>(CommonDays(visit.begin, visit.end,
                                                  other.begin, other.end)),
                   thresholds.common_days)};
      found.push_back(std::move(finding));
    }
  }
  return found;
}

}  // namespace suyuan::certificates::checks
