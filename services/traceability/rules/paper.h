#ifndef SERVICES_TRACEABILITY_RULES_PAPER_H_
#define SERVICES_TRACEABILITY_RULES_PAPER_H_

#include "services/traceability/rules/context.h"

// Rules about a certificate as a document.

namespace suyuan::traceability {

// V21: received <= begin <= end <= issued, none after it was recorded.
Finding JudgeDates(const RuleContext& context, CertificateIndex certificate);
// V22: no other document under its key, unless one replaces the other.
Finding JudgeUnique(const RuleContext& context, CertificateIndex certificate);
// V23: no signature, or a valid one. The digest was checked at import.
Finding JudgeIntegrity(const RuleContext& context,
                       CertificateIndex certificate);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_PAPER_H_
