#ifndef SERVICES_TRACEABILITY_RULES_RESULT_H_
#define SERVICES_TRACEABILITY_RULES_RESULT_H_

#include "services/traceability/chain/support.h"
#include "services/traceability/rules/context.h"

// Rules about one result by itself.

namespace suyuan::traceability {

// V01: at least one reference carries it.
Finding JudgeParent(const RuleContext& context, ResultIndex result,
                    bool any_support);
// V13: its uncertainty is known.
Finding JudgeUncertainty(const RuleContext& context, ResultIndex result);
// V15: its budget gives the uncertainty that is stated.
Finding JudgeBudget(const RuleContext& context, ResultIndex result);
// V30: neither a fail notice nor a failed result.
Finding JudgePassed(const RuleContext& context, ResultIndex result);

// The level of the artefact that a result is about: of the first of its items
// that is registered. `registered` false: nobody registered any of them.
struct ArtefactLevel {
  bool registered = false;
  Level level = Level::kUnspecified;
};
ArtefactLevel LevelOf(const RuleContext& context, ResultIndex result);

// V27 of a certificate that names no reference.
Finding JudgeTop(const RuleContext& context, ResultIndex result);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_RESULT_H_
