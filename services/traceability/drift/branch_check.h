#ifndef SERVICES_TRACEABILITY_DRIFT_BRANCH_CHECK_H_
#define SERVICES_TRACEABILITY_DRIFT_BRANCH_CHECK_H_

#include <vector>

#include "services/traceability/drift/component_check.h"

namespace suyuan::traceability {

// One branch of a diagram beside the certificates that have results of its
// kind: kIssuer, kUncertainty and kRange. Without such a certificate all three
// are unknown.
std::vector<DriftFinding> CheckBranch(
    const Graph& graph, const DiagramBranchFacts& branch,
    const std::vector<ComponentCertificate>& certificates, absl::Time known_at);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_DRIFT_BRANCH_CHECK_H_
