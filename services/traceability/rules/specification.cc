#include "services/traceability/rules/specification.h"

#include <algorithm>

#include "services/traceability/rules/issuer.h"

namespace suyuan::traceability {
namespace {

bool InForce(const SpecificationFacts& edition, DayNumber day) {
  return Covers(edition.period, day, day) ||
         (edition.transition && Covers(*edition.transition, day, day));
}

Outcome EditionOutcome(const std::vector<const SpecificationFacts*>& editions,
                       const Work& work) {
  if (editions.empty() || !work.known()) return Outcome::kUnknown;
  const bool any = std::any_of(
      editions.begin(), editions.end(),
      [&](const SpecificationFacts* e) { return InForce(*e, work.begin); });
  return any ? Outcome::kHeld : Outcome::kBroken;
}

// Whether work of this kind may follow such a document.
bool MayBeFollowed(CertificateKind work, SpecificationKind kind) {
  if (kind == SpecificationKind::kVerificationRegulation) return true;
  return work == CertificateKind::kCalibration &&
         (kind == SpecificationKind::kCalibrationSpecification ||
          kind == SpecificationKind::kMethodStandard);
}

bool IsAbout(const SpecificationFacts& edition,
             const std::vector<absl::string_view>& classes) {
  return edition.equipment_classes.empty() || classes.empty() ||
         std::any_of(classes.begin(), classes.end(), [&](absl::string_view c) {
           return std::find(edition.equipment_classes.begin(),
                            edition.equipment_classes.end(),
                            c) != edition.equipment_classes.end();
         });
}

}  // namespace

Finding JudgeEditions(const RuleContext& context,
                      CertificateIndex certificate) {
  const Graph& graph = context.graph;
  const CertificateRow& row = graph.certificate(certificate);
  const Work work = WorkOf(row);
  Finding found = Found(context, Rule::kV17, Outcome::kNotApplicable);
  ExplainDay(context, found, "from", work.begin);
  for (const TextId cited : graph.list(row.specifications)) {
    const Outcome outcome = EditionOutcome(
        graph.SpecificationsByNumber(graph.text(cited), context.known_at),
        work);
    if (found.outcome == Outcome::kNotApplicable ||
        outcome == Outcome::kBroken ||
        (outcome == Outcome::kUnknown && found.outcome == Outcome::kHeld)) {
      found.outcome = outcome;
    }
    Explain(context, found, "specification", graph.text(cited));
    if (outcome == Outcome::kBroken) return found;
  }
  return found;
}

Finding JudgeSpecification(const RuleContext& context, ResultIndex index) {
  const Graph& graph = context.graph;
  const ResultRow& result = graph.result(index);
  const CertificateRow& row = graph.certificate(result.certificate);
  Finding found = Found(context, Rule::kV18, Outcome::kNotApplicable);
  if (!IsVerification(row.kind) && row.kind != CertificateKind::kCalibration) {
    return found;
  }
  const auto cited = graph.list(row.specifications);
  const std::vector<absl::string_view> classes = ClassesOf(graph, result);
  bool all_registered = !cited.empty();
  for (const TextId number : cited) {
    Explain(context, found, "specification", graph.text(number));
    const auto editions =
        graph.SpecificationsByNumber(graph.text(number), context.known_at);
    all_registered = all_registered && !editions.empty();
    for (const SpecificationFacts* edition : editions) {
      if (MayBeFollowed(row.kind, edition->kind) &&
          IsAbout(*edition, classes)) {
        found.outcome = Outcome::kHeld;
        return found;
      }
    }
  }
  found.outcome = all_registered ? Outcome::kBroken : Outcome::kUnknown;
  return found;
}

}  // namespace suyuan::traceability
