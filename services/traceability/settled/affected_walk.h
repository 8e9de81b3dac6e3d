#ifndef SERVICES_TRACEABILITY_SETTLED_AFFECTED_WALK_H_
#define SERVICES_TRACEABILITY_SETTLED_AFFECTED_WALK_H_

#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/deadline.h"
#include "services/traceability/recall/affected_source.h"
#include "services/traceability/settled/settled.h"

namespace suyuan::traceability {

// The certificates that FindAffected would find with everything known, over
// what is settled; first settles all that waits. Results are in no order and
// `current` is not told. O(users of the affected certificates): 32-bit reads,
// and 4 bytes a certificate and result of the graph that are written only where
// something is affected.
absl::StatusOr<std::vector<AffectedCertificate>> WalkAffected(
    const Graph& graph, Settled& settled, const AffectedQuestion& question,
    const AffectedSource& source, const Deadline& deadline);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_AFFECTED_WALK_H_
