#include "services/traceability/rules/hierarchy.h"

#include <algorithm>

#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

// What tells an artefact's box in a scheme.
struct Classes {
  std::vector<std::string> accuracy;
  std::vector<std::string> equipment;
};

void Append(const std::vector<std::string>& more,
            std::vector<std::string>& out) {
  out.insert(out.end(), more.begin(), more.end());
}

const ComponentFacts* ComponentWith(const StandardFacts& standard,
                                    absl::string_view key) {
  for (const ComponentFacts& component : standard.components) {
    if (!component.main) continue;
    const std::vector<std::string> keys = KeysOf(component.artefact);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) {
      return &component;
    }
  }
  return nullptr;
}

// Of the records that have one of the item's keys.
void AddRegistered(const RuleContext& context, const ItemRow& item,
                   Classes& out) {
  const Graph& graph = context.graph;
  for (const uint32_t id : graph.list(item.keys)) {
    const absl::string_view key = graph.key(id);
    for (const auto* standard : graph.StandardsByKey(key, context.known_at)) {
      const ComponentFacts* component = ComponentWith(*standard, key);
      const bool own =
          component != nullptr && !component->accuracy_classes.empty();
      Append(own ? component->accuracy_classes : standard->accuracy_classes,
             out.accuracy);
    }
    for (const auto* instrument :
         graph.InstrumentsByKey(key, context.known_at)) {
      Append(instrument->accuracy_classes, out.accuracy);
      if (!instrument->equipment_class.empty()) {
        out.equipment.push_back(instrument->equipment_class);
      }
    }
  }
}

// What the certificate prints goes before what is registered.
void AddClasses(const RuleContext& context, const ItemRow& item, Classes& out) {
  const Graph& graph = context.graph;
  Classes registered;
  AddRegistered(context, item, registered);
  if (item.accuracy_class != kNoText) {
    out.accuracy.emplace_back(graph.text(item.accuracy_class));
  } else {
    Append(registered.accuracy, out.accuracy);
  }
  if (item.equipment_class != kNoText) {
    out.equipment.emplace_back(graph.text(item.equipment_class));
  } else {
    Append(registered.equipment, out.equipment);
  }
}

Classes ClassesOfResult(const RuleContext& context, const ResultRow& result) {
  const CertificateRow& row = context.graph.certificate(result.certificate);
  Classes out;
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex item = row.first_item + i;
    if (result.item != kNone && result.item != item) continue;
    AddClasses(context, context.graph.item(item), out);
  }
  return out;
}

Classes ClassesOfReference(const RuleContext& context, const Leg& leg) {
  Classes out;
  for (const ItemIndex item : ItemsMeant(context.graph, leg)) {
    AddClasses(context, context.graph.item(item), out);
  }
  return out;
}

bool Shows(const SchemeNodeFacts& node, const Classes& classes) {
  const auto has = [](const std::vector<std::string>& list,
                      const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  };
  if (!node.accuracy_class.empty() &&
      has(classes.accuracy, node.accuracy_class)) {
    return true;
  }
  return std::any_of(
      node.equipment_classes.begin(), node.equipment_classes.end(),
      [&](const std::string& c) { return has(classes.equipment, c); });
}

std::vector<const SchemeNodeFacts*> NodesFor(
    const VerificationSchemeFacts& scheme, const Classes& classes) {
  std::vector<const SchemeNodeFacts*> out;
  for (const SchemeNodeFacts& node : scheme.nodes) {
    if (Shows(node, classes)) out.push_back(&node);
  }
  return out;
}

bool IsAbout(const KindTable& kinds, const VerificationSchemeFacts& scheme,
             const ResultRow& result) {
  return RelateKinds(kinds.kind(result.kind), kinds.dimension(result.kind),
                     scheme.kind, scheme.dimension) == Relation::kSame;
}

bool IsCheckStandard(const RuleContext& context, const Leg& leg) {
  const Graph& graph = context.graph;
  const StandardFacts* named = StandardNamedBy(context, leg.reference).standard;
  if (named != nullptr && named->level == Level::kCheckStandard) return true;
  if (leg.state != LegState::kResolved) return false;
  for (const ItemIndex item : ItemsMeant(graph, leg)) {
    for (const uint32_t key : graph.list(graph.item(item).keys)) {
      for (const auto* standard :
           graph.StandardsByKey(graph.key(key), context.known_at)) {
        if (standard->level == Level::kCheckStandard) return true;
      }
    }
  }
  return false;
}

}  // namespace

SchemeStep StepOf(const RuleContext& context, const ResultRow& result,
                  const Work& work, const Leg& leg, const Support& support) {
  SchemeStep step;
  if (leg.state != LegState::kResolved || !work.known() ||
      support.relation != Relation::kSame) {
    return step;
  }
  const auto schemes = context.graph.Schemes(context.known_at);
  for (const VerificationSchemeFacts* scheme : schemes) {
    if (!Covers(scheme->period, work.begin, work.begin) ||
        !IsAbout(context.graph.kinds(), *scheme, result)) {
      continue;
    }
    step.upper = NodesFor(*scheme, ClassesOfReference(context, leg));
    step.lower = NodesFor(*scheme, ClassesOfResult(context, result));
    if (step.upper.empty() || step.lower.empty()) continue;
    step.scheme = scheme;
    return step;
  }
  return step;
}

const RatioFacts* RatioOfStep(const SchemeStep& step) {
  if (step.scheme == nullptr) return nullptr;
  const auto among = [](const std::vector<const SchemeNodeFacts*>& nodes,
                        const std::string& id) {
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](const SchemeNodeFacts* n) { return n->id == id; });
  };
  for (const SchemeEdgeFacts& edge : step.scheme->edges) {
    if (edge.ratio && among(step.upper, edge.from) &&
        among(step.lower, edge.to)) {
      return &*edge.ratio;
    }
  }
  return nullptr;
}

Finding JudgeTiers(const RuleContext& context, const Leg& leg,
                   const SchemeStep& step) {
  Finding found =
      Found(context, Rule::kV28, Outcome::kNotApplicable, leg.reference);
  if (step.scheme == nullptr) return found;
  const auto by_tier = [](const SchemeNodeFacts* a, const SchemeNodeFacts* b) {
    return a->tier < b->tier;
  };
  const int32_t upper =
      (*std::min_element(step.upper.begin(), step.upper.end(), by_tier))->tier;
  const int32_t lower =
      (*std::max_element(step.lower.begin(), step.lower.end(), by_tier))->tier;
  Explain(context, found, "scheme", step.scheme->name);
  Explain(context, found, "tier", lower);
  Explain(context, found, "reference_tier", upper);
  found.outcome = upper < lower ? Outcome::kHeld : Outcome::kBroken;
  return found;
}

Finding JudgeNoCheckStandard(const RuleContext& context, const Leg& leg) {
  Finding found =
      Found(context, Rule::kV28, Outcome::kNotApplicable, leg.reference);
  if (IsCheckStandard(context, leg)) {
    found.outcome = Outcome::kBroken;
    Explain(context, found, "reason", "a check standard");
  }
  return found;
}

}  // namespace suyuan::traceability
