#include "services/certificates/checks/period.h"

#include <algorithm>

#include "libs/metrology/calendar.h"
#include "libs/metrology/identifiers.h"

namespace suyuan::certificates::checks {

std::optional<int> MonthsClaimed(const CheckedCertificate& c) {
  if (c.kind != CertificateKind::kVerification || !c.valid_to.has_value() ||
      !c.WorkEnd().has_value()) {
    return std::nullopt;
  }
  // The calendar's difference is at most one month off.
  const int64_t apart =
      absl::CivilMonth(*c.valid_to) - absl::CivilMonth(*c.WorkEnd());
  const int months = static_cast<int>(std::max<int64_t>(apart, 0));
  return *c.valid_to <= metrology::MonthsLater(*c.WorkEnd(), months)
             ? months
             : months + 1;
}

std::vector<Finding> CheckPeriod(const CheckedCertificate& c,
                                 const RegistryFacts& facts) {
  const std::optional<int> claimed = MonthsClaimed(c);
  if (!claimed.has_value()) return {};
  std::optional<int> months;
  for (const std::string& text : c.specifications) {
    const std::optional<int> known = facts.VerificationMonths(
        metrology::ReadSpecificationNumber(text), *c.WorkEnd());
    if (known.has_value()) months = std::max(months.value_or(0), *known);
  }
  if (!months.has_value() || *claimed <= *months) return {};
  const absl::CivilDay latest = metrology::MonthsLater(*c.WorkEnd(), *months);
  Finding finding = FindingOn(c, "PERIOD_TOO_LONG", c.id.text(),
                              FindingKind::kHard, Severity::kMajor);
  finding.figures = {{"valid_to", metrology::FormatDate(*c.valid_to),
                      metrology::FormatDate(latest), ""},
                     FigureOf("longest_period_months", *months)};
  return {std::move(finding)};
}

}  // namespace suyuan::certificates::checks
