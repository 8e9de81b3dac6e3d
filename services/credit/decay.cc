#include "services/credit/decay.h"

#include <cstdlib>

#include "absl/strings/str_format.h"
#include "libs/base/check.h"

namespace suyuan::credit {

int64_t DecayPpm(int64_t age_days, int64_t half_life_days) {
  SUYUAN_CHECK(age_days >= 0 && half_life_days >= 0);
  if (half_life_days == 0) return kFullWeightPpm;
  const int64_t halvings = age_days / half_life_days;
  const int64_t rest = age_days % half_life_days;
  if (halvings >= 20) return 0;
  return kFullWeightPpm * (2 * half_life_days - rest) /
         (2 * half_life_days * (int64_t{1} << halvings));
}

int64_t Weighted(int64_t points, int64_t weight_ppm) {
  return (points * weight_ppm + kFullWeightPpm / 2) / kFullWeightPpm;
}

int64_t Multiplied(int64_t points, int64_t multiplier_x2) {
  return (points * multiplier_x2 + 1) / 2;
}

std::string FormatPoints(int64_t centipoints) {
  const int64_t size = std::abs(centipoints);
  return absl::StrFormat("%s%d.%02d", centipoints < 0 ? "-" : "", size / 100,
                         size % 100);
}

}  // namespace suyuan::credit
