#ifndef SERVICES_TRACEABILITY_CONVERT_RECORD_H_
#define SERVICES_TRACEABILITY_CONVERT_RECORD_H_

#include "absl/time/time.h"
#include "services/traceability/convert/convert.h"
#include "services/traceability/graph/graph.h"
#include "suyuan/registry/v1/record.pb.h"

namespace suyuan::traceability {

// Tells the graph a revision of a record of any kind. What has no weight for a
// chain, or is of a kind that a later registry knows, is passed over.
void ApplyRecord(const registry::v1::Record& record, absl::Time recorded_at,
                 UnitReader& units, Graph& graph);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_RECORD_H_
