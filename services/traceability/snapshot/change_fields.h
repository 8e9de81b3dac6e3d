#ifndef SERVICES_TRACEABILITY_SNAPSHOT_CHANGE_FIELDS_H_
#define SERVICES_TRACEABILITY_SNAPSHOT_CHANGE_FIELDS_H_

#include <tuple>

#include "services/traceability/graph/fact_fields.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// As those of facts: changes wait in a ledger.
auto Fields(Is<Change> auto& change) {
  auto& [kind, certificate, record, leads_elsewhere, since] = change;
  return std::tie(kind, certificate, record, leads_elsewhere, since);
}

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SNAPSHOT_CHANGE_FIELDS_H_
