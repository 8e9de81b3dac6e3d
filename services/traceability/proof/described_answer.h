#ifndef SERVICES_TRACEABILITY_PROOF_DESCRIBED_ANSWER_H_
#define SERVICES_TRACEABILITY_PROOF_DESCRIBED_ANSWER_H_

#include <string>

#include "services/traceability/engine.h"

namespace suyuan::traceability {

// An answer that was judged with all its inputs, as JSON: the verdict, the
// chain, and every finding that says something (docs/proof-bundle.md,
// "answer"). Equal answers have equal bytes, whichever graph gave them. `graph`
// must be held still and be the one that answered.
std::string DescribeAnswer(const Graph& graph, const TraceAnswer& answer);

// "TRACEABLE"; the words of the contract's Verdict, less VERDICT_.
absl::string_view WordOf(Verdict verdict);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_DESCRIBED_ANSWER_H_
