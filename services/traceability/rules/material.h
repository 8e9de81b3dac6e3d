#ifndef SERVICES_TRACEABILITY_RULES_MATERIAL_H_
#define SERVICES_TRACEABILITY_RULES_MATERIAL_H_

#include "services/traceability/chain/resolution.h"
#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// V26: the batch of the reference material used is registered under the number
// that its certificate prints, was neither expired nor suspended on a day of
// the work, and has a certified value of a related kind, matrix included, if it
// has values. Not applicable where the reference and what it leads to name no
// record of a reference material.
Finding JudgeMaterial(const RuleContext& context, const ResultRow& result,
                      const Work& work, const Leg& leg);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_MATERIAL_H_
