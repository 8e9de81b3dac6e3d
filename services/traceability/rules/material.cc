#include "services/traceability/rules/material.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "services/traceability/chain/support.h"

namespace suyuan::traceability {
namespace {

constexpr absl::string_view kMaterials = "referenceMaterials/";

// Of the reference, else of the first item meant that is one; else empty.
absl::string_view MaterialNamed(const Graph& graph, const Leg& leg) {
  const absl::string_view named =
      graph.text(graph.reference(leg.reference).record);
  if (absl::StartsWith(named, kMaterials)) return named;
  if (leg.state != LegState::kResolved) return "";
  for (const ItemIndex item : ItemsMeant(graph, leg)) {
    const absl::string_view record = graph.text(graph.item(item).record);
    if (absl::StartsWith(record, kMaterials)) return record;
  }
  return "";
}

bool OtherNumber(const Graph& graph, const ReferenceMaterialFacts& material,
                 const Leg& leg) {
  if (leg.state != LegState::kResolved || material.number.empty()) {
    return false;
  }
  const TextId printed = graph.certificate(leg.certificate).material_number;
  return printed != kNoText && graph.text(printed) != material.number;
}

// Whether a certified value is of a kind related to that of the result.
Outcome Fits(const KindTable& kinds, const ResultRow& result,
             const ReferenceMaterialFacts& material) {
  if (material.values.empty()) return Outcome::kHeld;
  Outcome outcome = Outcome::kBroken;
  for (const MaterialValueFacts& value : material.values) {
    if (!value.certified) continue;
    const Relation relation =
        RelateKinds(kinds.kind(result.kind), kinds.dimension(result.kind),
                    value.kind, value.dimension);
    if (relation == Relation::kSame || relation == Relation::kDerived) {
      return Outcome::kHeld;
    }
    if (relation == Relation::kUnknown) outcome = Outcome::kUnknown;
  }
  return outcome;
}

}  // namespace

Finding JudgeMaterial(const RuleContext& context, const ResultRow& result,
                      const Work& work, const Leg& leg) {
  const Graph& graph = context.graph;
  Finding found =
      Found(context, Rule::kV26, Outcome::kNotApplicable, leg.reference);
  const absl::string_view name = MaterialNamed(graph, leg);
  if (name.empty()) return found;
  found.outcome = Outcome::kUnknown;
  Explain(context, found, "material", name);
  const ReferenceMaterialFacts* material =
      graph.ReferenceMaterial(name, context.known_at);
  if (material == nullptr) return found;
  Explain(context, found, "number", material->number);
  ExplainDay(context, found, "valid_to", ToDayNumber(material->period.to));
  ExplainDay(context, found, "used_to", work.end);
  if (OtherNumber(graph, *material, leg)) {
    found.outcome = Outcome::kBroken;
    return found;
  }
  const Outcome fits = Fits(graph.kinds(), result, *material);
  if (fits == Outcome::kBroken) {
    found.outcome = Outcome::kBroken;
  } else if (work.known()) {
    const bool usable =
        Covers(material->period, work.begin, work.end) &&
        !AnyTouches(material->suspensions, work.begin, work.end);
    found.outcome = usable ? fits : Outcome::kBroken;
  }
  return found;
}

}  // namespace suyuan::traceability
