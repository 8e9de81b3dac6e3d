#ifndef SERVICES_TRACEABILITY_RULES_COMPARISON_FAILED_H_
#define SERVICES_TRACEABILITY_RULES_COMPARISON_FAILED_H_

#include "services/traceability/chain/resolution.h"
#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// COMPARISON_FAILED: the standard named was not in doubt on a day of the work.
// A standard that failed a comparison (计量比对) in the quantity of the result
// is in doubt from its last good evidence before that day until it was put
// right. The result is under review, not invalid (MAJOR). Decisions after
// `as_of` have not been taken yet.
Finding JudgeComparisons(const RuleContext& context, const ResultRow& result,
                         const Work& work, const Leg& leg);

// Days of doubt, both inclusive: kAlways from the beginning, kNever without
// end. Empty, last before first, where nothing is in doubt.
struct Doubt {
  DayNumber first = kAlways;
  DayNumber last = kNever;
};
// After the failure `failed` of `standard`, which has a day: from the last day
// before it on which an assessment began, it was established or reviewed, or an
// earlier failure was resolved, to the day before the first resolution of the
// same comparison that is taken by `as_of`.
Doubt DoubtAfter(const StandardFacts& standard,
                 const ComparisonDecisionFacts& failed, DayNumber as_of);

// The first failure decided by `as_of`, in a quantity that is not unrelated to
// this one, whose doubt touches the work; null where none does. All that
// concern it touch work on unknown days.
const ComparisonDecisionFacts* FailureOver(const StandardFacts& standard,
                                           const Kind& kind,
                                           const DimensionText& dimension,
                                           const Work& work, DayNumber as_of);

// What explains a failure: comparison, its day and the days of doubt.
void ExplainFailure(const RuleContext& context, const StandardFacts& standard,
                    const ComparisonDecisionFacts& failed, DayNumber as_of,
                    Finding& finding);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_COMPARISON_FAILED_H_
