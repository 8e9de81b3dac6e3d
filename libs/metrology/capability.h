#ifndef LIBS_METROLOGY_CAPABILITY_H_
#define LIBS_METROLOGY_CAPABILITY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

// What the capability tests of a measurement standard (计量标准, JJF 1033-2023
// 4.6) have in common: repeatability.h, stability.h, result_verification.h.
// Refusals have reason CAPABILITY_INVALID: numbers that no measurement gives.
// Missing data is no refusal but INDETERMINATE.

namespace suyuan::metrology {

// The numbers of the specification. Its full text could not be checked, so an
// agency may have others; a verdict names the version that it was made by.
struct CapabilityRules {
  std::string version = "JJF 1033-2023/1";
  // Repeatability: readings of one series.
  int least_readings = 10;
  // Stability: groups of readings for a new standard, and whole months from
  // one to the next; for one in service, calendar years from one to the next.
  int least_groups = 4;
  int least_months_between_groups = 1;
  int most_years_between_groups = 1;
  // Verification by comparison: laboratories, the one judged among them.
  int least_laboratories = 3;
};

enum class CapabilityOutcome { kPass, kFail, kIndeterminate };
absl::string_view ToString(CapabilityOutcome outcome);  // "PASS", ...

// Why the outcome is what it is.
enum class CapabilityReason {
  kWithinLimit,     // PASS
  kBeyondLimit,     // FAIL
  kTooFewReadings,  // the rest: INDETERMINATE
  kTooFewGroups,
  kGroupsTooClose,
  kYearMissing,
  kTooFewLaboratories,
  kNoBudget,
  kNoUncertainty,
  kNoMaximumPermissibleError,
};
// For programs and for people: "TOO_FEW_READINGS", one sentence each.
struct CapabilityReasonText {
  absl::string_view code;
  absl::string_view en;
  absl::string_view zh;
};
const CapabilityReasonText& TextOf(CapabilityReason reason);

// The answer with the numbers that it was made by.
struct CapabilityVerdict {
  CapabilityOutcome outcome = CapabilityOutcome::kIndeterminate;
  CapabilityReason reason = CapabilityReason::kTooFewReadings;
  // What was compared, and with what, in the unit of what came in; absent
  // where there was not enough to compute it from.
  absl::optional<double> observed;
  absl::optional<double> limit;
  // Readings, groups or laboratories: how many there were, how many are wanted.
  int count = 0;
  int wanted = 0;
  std::string rules;  // CapabilityRules::version
};

namespace internal {

// CAPABILITY_INVALID.
absl::Status InvalidCapability(absl::string_view message);

// Whether the observed number keeps its limit decides the rest: both must be
// there.
void Decide(bool keeps_limit, CapabilityVerdict* verdict);

}  // namespace internal
}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_CAPABILITY_H_
