#include "services/certificates/checks/period.h"

#include <algorithm>
#include <optional>

#include "libs/metrology/calendar.h"
#include "libs/metrology/identifiers.h"

namespace suyuan::certificates::checks {

std::vector<Finding> CheckPeriod(const CheckedCertificate& c,
                                 const SpecificationFacts& facts) {
  if (c.kind != CertificateKind::kVerification || !c.valid_to.has_value() ||
      !c.WorkEnd().has_value()) {
    return {};
  }
  std::optional<int> months;
  for (const std::string& text : c.specifications) {
    const std::optional<int> known = facts.VerificationMonths(
        metrology::ReadSpecificationNumber(text), *c.WorkEnd());
    if (known.has_value()) months = std::max(months.value_or(0), *known);
  }
  if (!months.has_value()) return {};
  const absl::CivilDay latest = metrology::MonthsLater(*c.WorkEnd(), *months);
  if (*c.valid_to <= latest) return {};
  Finding finding = FindingOn(c, "PERIOD_TOO_LONG", c.id.text(),
                              FindingKind::kHard, Severity::kMajor);
  finding.figures = {{"valid_to", metrology::FormatDate(*c.valid_to),
                      metrology::FormatDate(latest), ""},
                     FigureOf("longest_period_months", *months)};
  return {std::move(finding)};
}

}  // namespace suyuan::certificates::checks
