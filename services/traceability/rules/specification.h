#ifndef SERVICES_TRACEABILITY_RULES_SPECIFICATION_H_
#define SERVICES_TRACEABILITY_RULES_SPECIFICATION_H_

#include "services/traceability/rules/context.h"

// Rules about the specifications (JJG, JJF, standards) that a certificate
// cites.

namespace suyuan::traceability {

// V17: every edition cited was in force on the first day of the work, or in
// its transition. An edition that nobody registered is unknown. Not applicable
// where none is cited: V18 asks for one.
Finding JudgeEditions(const RuleContext& context, CertificateIndex certificate);

// V18: one of the editions cited is about such instruments, and of a kind that
// the work may follow: a verification a regulation (计量法 10), a calibration
// any but a verification scheme.
Finding JudgeSpecification(const RuleContext& context, ResultIndex result);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_SPECIFICATION_H_
