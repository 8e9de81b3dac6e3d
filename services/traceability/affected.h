#ifndef SERVICES_TRACEABILITY_AFFECTED_H_
#define SERVICES_TRACEABILITY_AFFECTED_H_

#include "services/traceability/engine.h"

namespace suyuan::traceability {

// What a target taints (docs/rules.md 6): walks from the target's certificates
// to those that cite them, and so on, and keeps a result only where the same
// legs and used results that Trace looks at lead to the target. `graph` is
// held still by the caller.
absl::StatusOr<AffectedAnswer> FindAffected(const Graph& graph,
                                            const AffectedQuestion& question,
                                            const Deadline& deadline);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_AFFECTED_H_
