#ifndef SERVICES_TRACEABILITY_RULES_ISSUER_H_
#define SERVICES_TRACEABILITY_RULES_ISSUER_H_

#include <vector>

#include "services/traceability/rules/context.h"

// V06 to V08: was the issuer competent, for this quantity, at this value
// (docs/rules.md 4, Competence and Scope rows).

namespace suyuan::traceability {

// The issuer of a certificate on the days of its work.
struct IssuerStanding {
  Finding v06;
  // In force on every day of the work; accepted for what was issued.
  std::vector<const CompetenceFacts*> accepted;
  // In force; end a chain under the profile.
  std::vector<const CompetenceFacts*> terminal;
};

IssuerStanding StandingOf(const RuleContext& context,
                          CertificateIndex certificate);

// V07 and the scope part of V08 for one result.
void JudgeScope(const RuleContext& context, const IssuerStanding& standing,
                ResultIndex result, std::vector<Finding>& out);

// Whether a terminal competence has a row that fits the result and contains
// its value.
bool EndsChainByCompetence(const RuleContext& context,
                           const IssuerStanding& standing, ResultIndex result);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_ISSUER_H_
