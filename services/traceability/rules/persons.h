#ifndef SERVICES_TRACEABILITY_RULES_PERSONS_H_
#define SERVICES_TRACEABILITY_RULES_PERSONS_H_

#include "services/traceability/rules/context.h"
#include "services/traceability/rules/issuer.h"

namespace suyuan::traceability {

// V19: who performed, checked and approved a verification or calibration was
// registered with the issuer on every day of it; who performed or checked was
// assessed for such work, if the registration says for what; nobody checked the
// own work; who approved is a signatory, if the issuer's competences name any
// (计量法 20). A registration that is printed and held by nobody is unknown;
// one that is not printed is unknown and minor.
Finding JudgePersons(const RuleContext& context, const IssuerStanding& standing,
                     ResultIndex result);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_PERSONS_H_
