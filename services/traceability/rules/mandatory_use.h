#ifndef SERVICES_TRACEABILITY_RULES_MANDATORY_USE_H_
#define SERVICES_TRACEABILITY_RULES_MANDATORY_USE_H_

#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// V29: what is registered as an instrument in mandatory use (计量法 9) has a
// verification, not merely a calibration. Not applicable to anything else.
Finding JudgeMandatoryUse(const RuleContext& context, ResultIndex result);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_MANDATORY_USE_H_
