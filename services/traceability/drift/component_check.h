#ifndef SERVICES_TRACEABILITY_DRIFT_COMPONENT_CHECK_H_
#define SERVICES_TRACEABILITY_DRIFT_COMPONENT_CHECK_H_

#include <vector>

#include "services/traceability/drift/diagram_drift.h"

namespace suyuan::traceability {

// The newest certificate of a MAIN component.
struct ComponentCertificate {
  const ComponentFacts* component = nullptr;  // null: the standard as a whole
  CertificateIndex certificate = kNone;       // kNone: none is held
  std::vector<uint32_t> keys;
};
std::vector<ComponentCertificate> CertificatesOf(const Graph& graph,
                                                 const StandardFacts& standard,
                                                 DayNumber as_of,
                                                 absl::Time known_at);

// What a component's certificate names is in the list of components (F51). A
// component that was replaced since has no certificate yet: unknown.
DriftFinding CheckOwnItem(const Graph& graph, const StandardFacts& standard,
                          const ComponentCertificate& own);

// What the newest certificate made with the standard says was used is in the
// list of components. Not applicable where no reference that names the standard
// says what, or a component was replaced since.
DriftFinding CheckUsedItem(const Graph& graph, const StandardFacts& standard,
                           DayNumber as_of, absl::Time known_at);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_DRIFT_COMPONENT_CHECK_H_
