#ifndef SERVICES_TRACEABILITY_RECALL_AFFECTED_H_
#define SERVICES_TRACEABILITY_RECALL_AFFECTED_H_

#include <vector>

#include "services/traceability/engine.h"

namespace suyuan::traceability {

// What a target taints (docs/rules.md 6): walks from the target's certificates
// to those that cite them, and so on, and keeps a result only where the same
// legs and used results that Trace looks at lead to the target. `graph` is
// held still by the caller. At any knowledge time; every leg is resolved anew:
// some 10 us a certificate looked at.
absl::StatusOr<AffectedAnswer> FindAffected(const Graph& graph,
                                            const AffectedQuestion& question,
                                            const Deadline& deadline);

// What was found in the order of an answer, each certificate current or not.
// O(n log n) and the certificates of each artefact.
AffectedAnswer ToAnswer(const Graph& graph, const AffectedQuestion& question,
                        std::vector<AffectedCertificate> found);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RECALL_AFFECTED_H_
