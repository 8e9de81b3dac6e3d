#ifndef SERVICES_TRACEABILITY_RULES_NEWEST_REFERENCE_H_
#define SERVICES_TRACEABILITY_RULES_NEWEST_REFERENCE_H_

#include "services/traceability/chain/resolution.h"
#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// STALE_REF_CERT: a certificate that is cited by its number was the newest of
// its artefact on the first day of the work. A newer fail notice, or a newer
// certificate that found the artefact failing before it was adjusted, overrides
// the older pass: a blocker. Not judged where the newest was looked for anyway.
// O(certificates of the artefact).
Finding JudgeNewest(const RuleContext& context, const Work& work,
                    const Leg& leg);

// REF_CERT_LATE: the certificate relied on was issued by the first day of the
// work. Not judged where its own work was not finished then (V03).
Finding JudgeIssuedInTime(const RuleContext& context, const Work& work,
                          const Leg& leg);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_NEWEST_REFERENCE_H_
