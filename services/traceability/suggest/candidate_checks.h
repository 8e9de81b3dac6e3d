#ifndef SERVICES_TRACEABILITY_SUGGEST_CANDIDATE_CHECKS_H_
#define SERVICES_TRACEABILITY_SUGGEST_CANDIDATE_CHECKS_H_

#include <vector>

#include "services/traceability/rules/context.h"
#include "services/traceability/suggest/standard_numbers.h"

namespace suyuan::traceability {

// V04, V06 to V09, V14, V16, V24, V25, V28 and COMPARISON_FAILED of a
// certificate that the holder of a standard would make with it on the day of
// the question (docs/suggestions.md).
// V05, its own chain, is judged elsewhere. Inputs are always filled.
std::vector<Finding> CheckCandidate(const RuleContext& context,
                                    const SuggestionQuestion& question,
                                    const StandardFacts& standard,
                                    const StandardNumbers& numbers);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_CANDIDATE_CHECKS_H_
