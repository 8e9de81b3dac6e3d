#ifndef SERVICES_TRACEABILITY_RULES_SITE_H_
#define SERVICES_TRACEABILITY_RULES_SITE_H_

#include <vector>

#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// V10: the work was done at a site that one of the `rows` names which contain
// the value (ISO/IEC 17025 6.3). Not applicable where one of them is bound to
// no site, or there are none. The site is the one that the certificate prints,
// else the only one that the issuer has, if it was done at the laboratory.
// `issuer` may be null.
Finding JudgeSite(const RuleContext& context, const InstitutionFacts* issuer,
                  CertificateIndex certificate,
                  const std::vector<const ScopeRowFacts*>& rows);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_SITE_H_
