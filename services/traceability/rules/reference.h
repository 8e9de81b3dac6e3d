#ifndef SERVICES_TRACEABILITY_RULES_REFERENCE_H_
#define SERVICES_TRACEABILITY_RULES_REFERENCE_H_

#include <vector>

#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/support.h"
#include "services/traceability/rules/context.h"

// Rules about one reference as it carries one result. V05 is judged where the
// verdicts above are known (judge.cc).

namespace suyuan::traceability {

// V03, V04, V11, V12, V14, V16, V23 (claimed digest), V24, V26, V27, V28
// (tiers), REF_CERT_LATE, COMPARISON_FAILED and LINK_GAP of a leg, and the
// findings that change no verdict. STALE_REF_CERT is judged once for all
// results of a leg (newest_reference.h). `support` has its numbers filled.
void JudgeReference(const RuleContext& context, ResultIndex result,
                    const Leg& leg, const Support& support,
                    std::vector<Finding>& out);

// ITEM_IDENTITY_MISMATCH of a leg, which is of interest also where it carries
// nothing.
Finding JudgeIdentity(const RuleContext& context, const Leg& leg);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_REFERENCE_H_
