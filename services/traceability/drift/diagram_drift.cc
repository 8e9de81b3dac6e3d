#include "services/traceability/drift/diagram_drift.h"

#include <algorithm>

#include "services/traceability/drift/branch_check.h"
#include "services/traceability/drift/component_check.h"

namespace suyuan::traceability {
namespace {

int Rank(Outcome outcome) {
  return outcome == Outcome::kBroken ? 0 : outcome == Outcome::kUnknown ? 1 : 2;
}

void CheckComponents(const Graph& graph, const StandardFacts& standard,
                     const std::vector<ComponentCertificate>& certificates,
                     std::vector<DriftFinding>& out) {
  for (const ComponentCertificate& own : certificates) {
    DriftFinding held{.aspect = DriftAspect::kCertificate,
                      .outcome = own.certificate == kNone ? Outcome::kUnknown
                                                          : Outcome::kHeld,
                      .certificate = own.certificate};
    if (own.component != nullptr &&
        !own.component->printed_identifications.empty()) {
      held.inputs.emplace_back("component",
                               own.component->printed_identifications.front());
    }
    out.push_back(std::move(held));
    if (own.certificate != kNone && own.component != nullptr) {
      out.push_back(CheckOwnItem(graph, standard, own));
    }
  }
}

}  // namespace

Drift CompareDiagram(const Graph& graph, const StandardFacts& standard,
                     DayNumber as_of, absl::Time known_at) {
  Drift out;
  const std::vector<ComponentCertificate> certificates =
      CertificatesOf(graph, standard, as_of, known_at);
  CheckComponents(graph, standard, certificates, out.findings);
  out.findings.push_back(CheckUsedItem(graph, standard, as_of, known_at));
  if (standard.diagram.empty()) {
    out.findings.push_back({.aspect = DriftAspect::kDiagram});
  }
  for (const DiagramBranchFacts& branch : standard.diagram) {
    for (DriftFinding& finding :
         CheckBranch(graph, branch, certificates, known_at)) {
      out.findings.push_back(std::move(finding));
    }
  }
  out.findings.erase(std::remove_if(out.findings.begin(), out.findings.end(),
                                    [](const DriftFinding& f) {
                                      return f.outcome ==
                                             Outcome::kNotApplicable;
                                    }),
                     out.findings.end());
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const DriftFinding& a, const DriftFinding& b) {
                     return Rank(a.outcome) < Rank(b.outcome);
                   });
  if (!out.findings.empty()) out.outcome = out.findings.front().outcome;
  return out;
}

}  // namespace suyuan::traceability
