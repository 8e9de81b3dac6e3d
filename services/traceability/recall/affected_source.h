#ifndef SERVICES_TRACEABILITY_RECALL_AFFECTED_SOURCE_H_
#define SERVICES_TRACEABILITY_RECALL_AFFECTED_SOURCE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "services/traceability/engine.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// What is faulty: certificates, and records that end chains without one.
struct AffectedSource {
  absl::flat_hash_set<CertificateIndex> certificates;
  std::string record;  // empty: none
  // Their making is at fault, whenever they are used.
  bool made_faulty = false;
};

// What a question means by its target (docs/rules.md 6). NotFound where there
// is none.
absl::StatusOr<AffectedSource> FindSource(const Graph& graph,
                                          const AffectedQuestion& question);

// Whether a use by the certificate lies in the window of the question.
bool InWindow(const AffectedQuestion& question, DayNumber used);

// Whether a use by the certificate falls into the fault of the target: always
// where what was made is at fault.
bool IsFaultyUse(const AffectedQuestion& question, const AffectedSource& source,
                 const CertificateRow& user);

// Adds what was made faultily, no link away, where the question asks for it.
void AddTargets(const Graph& graph, const AffectedQuestion& question,
                const AffectedSource& source,
                std::vector<AffectedCertificate>& found);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RECALL_AFFECTED_SOURCE_H_
