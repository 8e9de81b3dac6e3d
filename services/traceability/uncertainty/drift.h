#ifndef SERVICES_TRACEABILITY_UNCERTAINTY_DRIFT_H_
#define SERVICES_TRACEABILITY_UNCERTAINTY_DRIFT_H_

#include "services/traceability/chain/resolution.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// By how much the value of a reference changed between its certificate before
// the cited one and the cited one, at the point of `result`, which is one of
// the cited certificate's: the half-width a of its drift. NaN where there is no
// earlier certificate with that point that counts, or both print the same
// value, which says that it is a nominal one. O(certificates of the artefact).
double DriftOf(const Graph& graph, const Leg& leg, ResultIndex result,
               absl::Time known_at);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_UNCERTAINTY_DRIFT_H_
