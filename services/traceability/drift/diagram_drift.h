#ifndef SERVICES_TRACEABILITY_DRIFT_DIAGRAM_DRIFT_H_
#define SERVICES_TRACEABILITY_DRIFT_DIAGRAM_DRIFT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/rules/rule.h"

namespace suyuan::traceability {

// Whether a standard's tracing diagram and its list of components agree with
// the newest certificates (DIAGRAM_DRIFT, docs/inventory.md).

enum class DriftAspect : uint8_t {
  kDiagram,      // there is one
  kCertificate,  // a MAIN component has a certificate
  kIssuer,       // institution of the upper tier = issuer
  kItem,         // what was used is in the list of components
  kUncertainty,  // not worse than the own tier declares
  kRange,        // the own tier's range was calibrated
};

struct DriftFinding {
  DriftAspect aspect = DriftAspect::kDiagram;
  Outcome outcome = Outcome::kUnknown;
  std::string kind;  // code of the branch; empty: the standard as a whole
  CertificateIndex certificate = kNone;
  // What was compared, for people.
  std::vector<std::pair<std::string, std::string>> inputs;
};

struct Drift {
  // The worst: broken, else unknown, else held.
  Outcome outcome = Outcome::kHeld;
  std::vector<DriftFinding> findings;  // broken, unknown, held
};

// As of the day, as known then. O(components + branches * results of their
// certificates), and one pass over the references that name the standard.
Drift CompareDiagram(const Graph& graph, const StandardFacts& standard,
                     DayNumber as_of, absl::Time known_at);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_DRIFT_DIAGRAM_DRIFT_H_
