#ifndef SERVICES_TRACEABILITY_DRIFT_DRIFT_ANSWER_H_
#define SERVICES_TRACEABILITY_DRIFT_DRIFT_ANSWER_H_

#include "services/traceability/drift/diagram_drift.h"
#include "suyuan/traceability/v1/diagrams.pb.h"

namespace suyuan::traceability {

// To the wire. `graph` is the one that answered, held still.
void FillDrift(const Graph& graph, const StandardFacts& standard,
               const Drift& drift, v1::DiagramDrift& out);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_DRIFT_DRIFT_ANSWER_H_
