#ifndef LIBS_METROLOGY_STABILITY_H_
#define LIBS_METROLOGY_STABILITY_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "libs/metrology/capability.h"
#include "libs/metrology/uncertainty.h"

namespace suyuan::metrology {

// The mean of one group of readings of the check standard (核查标准).
struct StabilityGroup {
  absl::CivilDay day;
  double mean = 0;
};

enum class StandardService {
  kNew,        // 新建: several groups, the spread of all counts
  kInService,  // 已建: one group a year, the step to the newest counts
};

// What the change must stay below, by how the standard's values are used: U at
// k = 2 where corrections are applied, the maximum permissible error where it
// is used by its nominal value.
struct StabilityLimit {
  enum class Use { kWithCorrections, kWithoutCorrections };
  Use use = Use::kWithCorrections;
  absl::optional<ExpandedUncertainty> uncertainty;
  absl::optional<double> mpev;  // half-width
};

// 稳定性考核: |Δ| < limit, equal fails. Δ is the largest less the smallest mean
// of a new standard, the newest less the one before of a standard in service.
// `observed` is |Δ|. Groups come in any order. Refuses means that are not
// finite and an MPE below 0. O(n log n).
absl::StatusOr<CapabilityVerdict> JudgeStability(
    StandardService service, std::vector<StabilityGroup> groups,
    const StabilityLimit& limit, const CapabilityRules& rules = {});

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_STABILITY_H_
