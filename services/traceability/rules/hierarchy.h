#ifndef SERVICES_TRACEABILITY_RULES_HIERARCHY_H_
#define SERVICES_TRACEABILITY_RULES_HIERARCHY_H_

#include <vector>

#include "services/traceability/chain/support.h"
#include "services/traceability/rules/context.h"

// What the national verification schemes (检定系统表, 计量法 10) say of one
// step of a chain.

namespace suyuan::traceability {

// A step as the first scheme shows it, in the order of their names, that is in
// force on the first day of the work, is about the kind of the result, and
// shows both what was calibrated and what it was calibrated with.
struct SchemeStep {
  const VerificationSchemeFacts* scheme = nullptr;  // null: none shows it
  std::vector<const SchemeNodeFacts*> upper;        // the reference
  std::vector<const SchemeNodeFacts*> lower;        // the item of the result
};

// Empty for legs that are not resolved, other kinds, and work without days.
SchemeStep StepOf(const RuleContext& context, const ResultRow& result,
                  const Work& work, const Leg& leg, const Support& support);

// The ratio that the scheme sets for the step; null.
const RatioFacts* RatioOfStep(const SchemeStep& step);

// V28: the reference stands on a higher tier than what was calibrated with it,
// however many are skipped. Not applicable where no scheme shows the step.
Finding JudgeTiers(const RuleContext& context, const Leg& leg,
                   const SchemeStep& step);

// V28: neither the standard named nor what was used is a check standard
// (核查标准), which is no part of any chain. Never held: it says nothing of the
// tiers.
Finding JudgeNoCheckStandard(const RuleContext& context, const Leg& leg);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_HIERARCHY_H_
