#include "tests/worlds/oracle/rules.h"
#include "tests/worlds/oracle/spells.h"

// V26.

namespace suyuan::oracle {
namespace {

bool IsMaterial(const std::string& record) {
  return record.rfind("referenceMaterials/", 0) == 0;
}

std::string MaterialOf(const traceability::ReferenceFacts& reference,
                       const Leg& leg) {
  if (IsMaterial(reference.artefact.record)) return reference.artefact.record;
  if (leg.kind != LegKind::kResolved) return "";
  for (const auto* item : ItemsMeant(reference, leg)) {
    if (IsMaterial(item->artefact.record)) return item->artefact.record;
  }
  return "";
}

}  // namespace

std::vector<Finding> JudgeMaterial(const Regime& regime, const Certificate& c,
                                   int result, const Leg& leg) {
  const std::string name = MaterialOf(c.references[leg.reference], leg);
  if (name.empty()) return {};
  const auto of = [&](Outcome outcome) -> std::vector<Finding> {
    return {{26, outcome, Severity::kBlocker, leg.reference}};
  };
  const auto* material = FindMaterial(regime.view, name);
  if (material == nullptr) return of(Outcome::kUnknown);
  if (leg.certificate != nullptr && !material->number.empty()) {
    const std::string& printed = leg.certificate->material_number;
    if (!printed.empty() && printed != material->number) {
      return of(Outcome::kBroken);
    }
  }
  const Result& r = ResultAt(c, result);
  bool fits = material->values.empty();
  bool may_fit = false;
  for (const auto& value : material->values) {
    if (!value.certified) continue;
    switch (Relate(r.kind, r.dimension, value.kind, value.dimension)) {
      case Relation::kSame:
      case Relation::kDerived:
        fits = true;
        break;
      case Relation::kUnknown:
        may_fit = true;
        break;
      case Relation::kNone:
        break;
    }
  }
  if (!fits && !may_fit) return of(Outcome::kBroken);
  const Day b = WorkBegin(c);
  if (!b) return of(Outcome::kUnknown);
  const absl::CivilDay f = *WorkEnd(c);
  if (!Covers(material->period, *b, f)) return of(Outcome::kBroken);
  if (AnyTouches(material->suspensions, *b, f)) return of(Outcome::kBroken);
  return of(fits ? Outcome::kHeld : Outcome::kUnknown);
}

}  // namespace suyuan::oracle
