#ifndef SERVICES_TRACEABILITY_SETTLED_TOUCHED_H_
#define SERVICES_TRACEABILITY_SETTLED_TOUCHED_H_

#include "absl/functional/function_ref.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// Calls `touch` for every certificate whose settled judgement may rest on what
// changed, perhaps more than once, and perhaps for some that do not rest on it.
// The change has been applied already.
//
// What a judgement reads of other certificates and of records is found again
// through the graph's indexes: by number, by key, by issuer, by what is cited.
// A certificate costs O(references that cite its number or its artefact, in
// whatever year), a record that of each certificate of its artefact, a
// verification scheme every certificate.
void ForEachTouched(const Graph& graph, const Change& change,
                    absl::FunctionRef<void(CertificateIndex)> touch);

// Calls `touch` for every certificate that may rest on this one, at whatever
// time, perhaps more than once, and perhaps for some that never did.
void ForEachPossibleUser(const Graph& graph, CertificateIndex certificate,
                         absl::FunctionRef<void(CertificateIndex)> touch);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_TOUCHED_H_
