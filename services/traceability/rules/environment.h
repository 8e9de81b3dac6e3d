#ifndef SERVICES_TRACEABILITY_RULES_ENVIRONMENT_H_
#define SERVICES_TRACEABILITY_RULES_ENVIRONMENT_H_

#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// V20: the conditions recorded were inside the limits of the editions that the
// certificate cites and of the standards that its references name
// (ISO/IEC 17025 6.3). A condition that was not recorded is unknown, and minor.
// Not applicable where nothing sets limits.
Finding JudgeEnvironment(const RuleContext& context,
                         CertificateIndex certificate);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_ENVIRONMENT_H_
