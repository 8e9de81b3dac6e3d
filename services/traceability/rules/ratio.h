#ifndef SERVICES_TRACEABILITY_RULES_RATIO_H_
#define SERVICES_TRACEABILITY_RULES_RATIO_H_

#include <vector>

#include "services/traceability/chain/support.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/rules/hierarchy.h"

namespace suyuan::traceability {

// V16: the reference is good enough for the maximum permissible error of the
// result (量传比). The ratio is that of the first specification cited that
// states one, or that of the step in the verification scheme, in the order of
// the profile; 1/3 of the uncertainty where neither does. Where both state one
// and contradict each other, RULE_CONFLICT is broken and V16 is there a second
// time, by the ratio that gave way, minor.
void JudgeRatio(const RuleContext& context, ResultIndex result, const Leg& leg,
                const Support& support, const SchemeStep& step,
                std::vector<Finding>& out);

// The figure that V16 compares with the MPE of the result, over that MPE, by
// the specification cited; NaN where either is unknown.
double RatioOf(const RuleContext& context, ResultIndex result, const Leg& leg,
               const Support& support);

// The weight of the reference in the result, where it can be compared: 1 for
// the same kind, what was declared for another; NaN otherwise.
double WeightOf(const RuleContext& context, ResultIndex result, const Leg& leg,
                const Support& support);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_RATIO_H_
