#include "services/traceability/rules/context.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace suyuan::traceability {

std::string DayText(DayNumber day) {
  const Day civil = FromDayNumber(day);
  return civil ? absl::FormatCivilTime(*civil) : "";
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
