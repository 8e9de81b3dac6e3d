#include "services/registry/indicators/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/check.h"

namespace suyuan::registry::indicators {

Hundredths Hundredths::Percentage(int64_t numerator, int64_t denominator) {
  SUYUAN_CHECK(denominator > 0 && numerator >= 0);
  return Hundredths((20000 * numerator + denominator) / (2 * denominator));
}

std::string Hundredths::WholeText() const { return absl::StrCat(count_ / 100); }

std::string Hundredths::FractionText() const {
  return absl::StrFormat("%d.%02d", count_ / 100, count_ % 100);
}

Progress ProgressOn(absl::CivilDay day, const Definition& definition,
                    std::optional<Hundredths> value) {
  const int64_t given = definition.target_day - definition.base_day;
  const int64_t passed =
      std::clamp<int64_t>(day - definition.base_day, 0, given);
  Progress out;
  out.time_share = static_cast<double>(passed) / static_cast<double>(given);
  if (!value.has_value()) return out;

  // progress = gained / wanted, status ratio = (gained · given) / (wanted ·
  // passed), both over positive numbers.
  const int64_t gained = value->count() - 100 * definition.base;
  const int64_t wanted = 100 * (definition.target - definition.base);
  out.progress = static_cast<double>(gained) / static_cast<double>(wanted);
  if (passed == 0) return out;
  const int64_t above = gained * given;
  const int64_t below = wanted * passed;
  out.status_ratio = static_cast<double>(above) / static_cast<double>(below);
  if (day > definition.target_day) {
    out.light = gained >= wanted ? Light::kMet : Light::kNotMet;
  } else if (above >= below) {
    out.light = Light::kGreen;
  } else {
    out.light = 5 * above >= 4 * below ? Light::kAmber : Light::kRed;
  }
  return out;
}

}  // namespace suyuan::registry::indicators
