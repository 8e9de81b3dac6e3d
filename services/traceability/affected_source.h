#ifndef SERVICES_TRACEABILITY_AFFECTED_SOURCE_H_
#define SERVICES_TRACEABILITY_AFFECTED_SOURCE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "services/traceability/engine.h"
#include "services/traceability/graph.h"

namespace suyuan::traceability {

// What is faulty: certificates, and records that end chains without one.
struct AffectedSource {
  absl::flat_hash_set<CertificateIndex> certificates;
  std::string record;  // empty: none
};

// What a question means by its target (docs/rules.md 6). NotFound where there
// is none.
absl::StatusOr<AffectedSource> FindSource(const Graph& graph,
                                          const AffectedQuestion& question);

// Whether a use by the certificate lies in the window of the question.
bool InWindow(const AffectedQuestion& question, DayNumber used);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_AFFECTED_SOURCE_H_
