#ifndef SERVICES_TRACEABILITY_PROOF_CLOSURE_H_
#define SERVICES_TRACEABILITY_PROOF_CLOSURE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "services/traceability/engine.h"

namespace suyuan::traceability {

// Records of the registry that rules read. The words are those of the log's
// leaves, less RECORD_ (docs/log.md); no leaf speaks of a person.
enum class RecordKind : uint8_t {
  kInstitution,
  kCompetence,
  kStandard,
  kReferenceMaterial,
  kSpecification,
  kInstrument,
  kVerificationScheme,
  kPerson,
};
absl::string_view WordOf(RecordKind kind);

// What an answer rests on: told nothing but this, a graph gives the same
// answer. The certificates are those of the chain, those that its references
// lead to, and those that a finding speaks of.
struct Closure {
  // In the order in which they were recorded.
  absl::btree_set<CertificateIndex> certificates;
  absl::btree_set<std::pair<RecordKind, std::string>> records;
};

// Of an answer with its chain. `graph` must be held still and be the one that
// answered. As dear as judging the chain once more.
Closure ClosureOf(const Graph& graph, const RuleContext& context,
                  const TraceQuestion& question, const TraceAnswer& answer);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_CLOSURE_H_
