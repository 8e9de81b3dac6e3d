#ifndef SERVICES_TRACEABILITY_SUGGEST_CONVERT_SUGGESTION_H_
#define SERVICES_TRACEABILITY_SUGGEST_CONVERT_SUGGESTION_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/traceability/convert/convert.h"
#include "services/traceability/suggest/suggest.h"
#include "services/traceability/transport/inventory_asked.h"
#include "suyuan/traceability/v1/suggestions.pb.h"

// Between SuggestChain on the wire and what the core asks and answers.

namespace suyuan::traceability {

struct AskedSuggestion {
  SuggestionQuestion question;
  SuggestionLimits limits;
  std::string unit_text;  // D-SI, of all numbers on the wire
  UnitValue unit;
};

// What the request leaves open is taken from the instrument, where it names
// one. INVALID_FIELD; NOT_FOUND (TARGET_NOT_FOUND) for an instrument that
// nobody registered.
absl::StatusOr<AskedSuggestion> ToAsked(const Graph& graph,
                                        const v1::SuggestChainRequest& request,
                                        const Asked& asked);

// All of the answer but profile, day and token.
void FillSuggestion(const AskedSuggestion& asked, const Suggestion& suggestion,
                    v1::SuggestChainResponse& out);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_CONVERT_SUGGESTION_H_
