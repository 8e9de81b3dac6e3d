#include "services/traceability/rules/context.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "absl/strings/str_format.h"

namespace suyuan::traceability {

std::string DayText(DayNumber day) {
  if (day == kNoDay || day == kNever) return "";
  // absl::FormatCivilTime goes by way of instants and zones, at ten times the
  // cost; an explained chain prints hundreds of days.
  const std::chrono::year_month_day civil{
      std::chrono::sys_days{std::chrono::days{day}}};
  return absl::StrFormat("%04d-%02u-%02u", static_cast<int>(civil.year()),
                         static_cast<unsigned>(civil.month()),
                         static_cast<unsigned>(civil.day()));
}

std::string NumberText(double value) {
  return std::isnan(value) ? "" : absl::StrFormat("%.6g", value);
}

bool Covers(const Period& period, DayNumber first, DayNumber last) {
  return (!period.from || ToDayNumber(period.from) <= first) &&
         (!period.to || last <= ToDayNumber(period.to));
}

bool AnyTouches(const std::vector<Suspension>& spells, DayNumber first,
                DayNumber last) {
  return std::any_of(spells.begin(), spells.end(), [&](const Suspension& s) {
    return (!s.from || ToDayNumber(s.from) <= last) &&
           (!s.to || first <= ToDayNumber(s.to));
  });
}

}  // namespace suyuan::traceability
