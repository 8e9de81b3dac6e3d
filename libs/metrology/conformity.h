#ifndef LIBS_METROLOGY_CONFORMITY_H_
#define LIBS_METROLOGY_CONFORMITY_H_

#include <limits>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/metrology/uncertainty.h"

// Whether a result conforms to its limits (ISO/IEC 17025 7.1.3 and 7.8.6,
// ILAC-G8, JCGM 106, JJF 1094). Limits, results and
// uncertainties are in one unit. Refusals have reason CONFORMITY_INVALID.
//
// Limits belong to their interval. Numbers that differ by the rounding of
// decimals to doubles only are equal: 10.3 lies within 10.0 ± 0.3.

namespace suyuan::metrology {

// The values that conform, with at least one limit.
class ToleranceInterval {
 public:
  // Limits finite, lower < upper.
  static absl::StatusOr<ToleranceInterval> Between(double lower, double upper);
  static absl::StatusOr<ToleranceInterval> AtMost(double upper);
  static absl::StatusOr<ToleranceInterval> AtLeast(double lower);
  // nominal ± mpev, the half-width above 0.
  static absl::StatusOr<ToleranceInterval> Around(double nominal, double mpev);

  double lower() const { return lower_; }  // -infinity: none
  double upper() const { return upper_; }  // infinity: none
  bool two_sided() const;
  // Infinite where one side has no limit.
  double half_width() const { return (upper_ - lower_) / 2; }

 private:
  double lower_ = -std::numeric_limits<double>::infinity();
  double upper_ = std::numeric_limits<double>::infinity();
};

// The rule `JJG` is not here: it is whichever of these, or other text, the
// edition of the regulation says.
enum class DecisionRule {
  // Within the limits. Shared risk: up to half of what is accepted at the
  // limit is false.
  kSimple,
  // Within the limits less U: at most 2.5 % of false acceptance.
  kGuardU,
  // Within the limits less 1.645 u: at most 5 %.
  kGuard1645,
  // Four zones: to TL − U, to TL, to TL + U, beyond.
  kNonBinary,
  // |Δ| <= MPEV where U <= MPEV/3; else pass to MPEV − U, fail from MPEV + U,
  // undecided between. Two limits only.
  kJjf1094,
  // A weight: within the limits less U; undecided where U > δm/3, which makes
  // the calibration unfit to decide (OIML R 111 5.2, 5.3). Two limits only.
  kR111Weight,
};

// "SIMPLE", "GUARD_U", "GUARD_1645", "NONBINARY", "JJF1094", "R111_WEIGHT".
absl::StatusOr<DecisionRule> ParseDecisionRule(absl::string_view id);
absl::string_view ToString(DecisionRule rule);

enum class Decision {
  kPass,
  kFail,
  kConditionalPass,  // kNonBinary: within the limits, not with U
  kConditionalFail,  // kNonBinary: beyond the limits, not with U
  kUndecided,        // 待定
};

// `u95` is U for about 95 %: k = 2, or the factor of the t distribution where
// ν is small. A U at k = 3 is converted first (ExpandedUncertainty::At).
// O(1), no allocation unless it refuses: a value that is not finite, or one
// limit for a rule that wants two.
absl::StatusOr<Decision> Decide(DecisionRule rule, double value,
                                const ToleranceInterval& interval,
                                const ExpandedUncertainty& u95);

// w: how far the acceptance limit lies within the tolerance limit. 0 for the
// rules without one, and for kJjf1094 where U <= MPEV/3.
double GuardBand(DecisionRule rule, const ToleranceInterval& interval,
                 const ExpandedUncertainty& u95);

// Uncertainty works against whoever must prove (ISO 14253-1): an authority's
// failing verdict wants the value beyond the limits by more than U.
absl::StatusOr<bool> ProvesNonConformity(double value,
                                         const ToleranceInterval& interval,
                                         const ExpandedUncertainty& u95);

// Probability that the quantity lies within the interval, given a normal
// distribution about `value` with u (JCGM 106 7.2). u = 0: 1 within, else 0.
absl::StatusOr<double> ConformanceProbability(double value,
                                              const ToleranceInterval& interval,
                                              StandardUncertainty u);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_CONFORMITY_H_
