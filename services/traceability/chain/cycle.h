#ifndef SERVICES_TRACEABILITY_CHAIN_CYCLE_H_
#define SERVICES_TRACEABILITY_CHAIN_CYCLE_H_

#include <vector>

#include "services/traceability/chain/chain.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// For each node of a chain, whether a result above it is of the same artefact
// in the same state, or itself (V02). O(nodes) where no artefact occurs on two
// certificates and no certificate rests on itself, which is nearly always;
// else O(nodes * links).
std::vector<bool> NodesInCycles(const Graph& graph, const Chain& chain);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CHAIN_CYCLE_H_
