#ifndef SERVICES_TRACEABILITY_RULES_ISSUER_H_
#define SERVICES_TRACEABILITY_RULES_ISSUER_H_

#include <vector>

#include "services/traceability/rules/context.h"

// V06 to V10: was the issuer competent, for this quantity, at this value, with
// this uncertainty, at this place (docs/rules.md 4, Competence and Scope rows).

namespace suyuan::traceability {

// The issuer of a certificate on the days of its work.
struct IssuerStanding {
  Finding v06;
  const InstitutionFacts* institution = nullptr;  // null: not registered
  // In force on every day of the work; accepted for what was issued.
  std::vector<const CompetenceFacts*> accepted;
  // In force; end a chain under the profile.
  std::vector<const CompetenceFacts*> terminal;
};

IssuerStanding StandingOf(const RuleContext& context,
                          CertificateIndex certificate);

// V07, the scope part of V08, V09 and V10 for one result.
void JudgeScope(const RuleContext& context, const IssuerStanding& standing,
                ResultIndex result, std::vector<Finding>& out);

// The classes of equipment that the certificate's items of a result name.
std::vector<absl::string_view> ClassesOf(const Graph& graph,
                                         const ResultRow& result);

// Whether a row of a scope allows what gave the result: it fits, and contains
// the value if that is known.
bool RowAllows(const RuleContext& context, const ScopeRowFacts& row,
               const ResultRow& result);

// Whether a terminal competence has a row that fits the result and contains
// its value.
bool EndsChainByCompetence(const RuleContext& context,
                           const IssuerStanding& standing, ResultIndex result);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_ISSUER_H_
