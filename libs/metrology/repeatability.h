#ifndef LIBS_METROLOGY_REPEATABILITY_H_
#define LIBS_METROLOGY_REPEATABILITY_H_

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "libs/metrology/capability.h"

namespace suyuan::metrology {

// s of two readings or more (Bessel), all finite; 0 where all are equal.
// CAPABILITY_INVALID. O(n).
absl::StatusOr<double> ExperimentalStandardDeviation(
    absl::Span<const double> readings);

// 重复性试验: the s of a series of readings of one usual instrument must not
// exceed the s that the uncertainty budget of the standard was made with; if
// it does, the budget is to be made anew. `observed` is s, `limit` the
// budget's. Refuses readings that are not finite and a budget below 0.
absl::StatusOr<CapabilityVerdict> JudgeRepeatability(
    absl::Span<const double> readings, absl::optional<double> budget,
    const CapabilityRules& rules = {});

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_REPEATABILITY_H_
