#include <algorithm>

#include "libs/metrology/calendar.h"
#include "tests/worlds/oracle/rules.h"
#include "tests/worlds/oracle/spells.h"

// V25 and V28, and what a verification scheme says of a step.

namespace suyuan::oracle {
namespace {

using traceability::ItemFacts;
using traceability::Level;
using traceability::SchemeNodeFacts;
using traceability::StandardFacts;
using traceability::VerificationSchemeFacts;

bool Has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::vector<std::string> AccuracyOf(const View& view, const ItemFacts& item) {
  if (!item.accuracy_class.empty()) return {item.accuracy_class};
  std::vector<std::string> out;
  const auto add = [&out](const std::vector<std::string>& more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  for (const std::string& key : KeysOf(item.artefact)) {
    for (const StandardFacts* standard : view.standards) {
      if (standard->name == key) add(standard->accuracy_classes);
      for (const auto& component : standard->components) {
        if (!component.main || standard->name == key) continue;
        if (!Has(KeysOf(component.artefact), key)) continue;
        add(component.accuracy_classes.empty() ? standard->accuracy_classes
                                               : component.accuracy_classes);
        break;
      }
    }
    for (const auto* instrument : view.instruments) {
      if (Has(KeysOf(instrument->artefact), key)) {
        add(instrument->accuracy_classes);
      }
    }
  }
  return out;
}

std::vector<std::string> EquipmentOf(const View& view, const ItemFacts& item) {
  if (!item.equipment_class.empty()) return {item.equipment_class};
  std::vector<std::string> out;
  for (const auto* instrument : view.instruments) {
    if (!instrument->equipment_class.empty() &&
        Share(KeysOf(item.artefact), KeysOf(instrument->artefact))) {
      out.push_back(instrument->equipment_class);
    }
  }
  return out;
}

bool Stands(const View& view, const ItemFacts& item,
            const SchemeNodeFacts& node) {
  if (!node.accuracy_class.empty() &&
      Has(AccuracyOf(view, item), node.accuracy_class)) {
    return true;
  }
  return Share(EquipmentOf(view, item), node.equipment_classes);
}

std::vector<const SchemeNodeFacts*> NodesOf(
    const View& view, const VerificationSchemeFacts& scheme,
    const std::vector<const ItemFacts*>& items) {
  std::vector<const SchemeNodeFacts*> out;
  for (const SchemeNodeFacts& node : scheme.nodes) {
    for (const ItemFacts* item : items) {
      if (!Stands(view, *item, node)) continue;
      out.push_back(&node);
      break;
    }
  }
  return out;
}

Day ServiceBegan(const StandardFacts& standard) {
  if (standard.established) return standard.established;
  if (standard.period.from) return standard.period.from;
  Day first;
  for (const auto& assessment : standard.assessments) {
    const Day& from = assessment.period.from;
    if (from && (!first || *from < *first)) first = from;
  }
  return first;
}

// The newest tests of one sort that were made by `day`.
Outcome Tested(const StandardFacts& standard, bool stability,
               absl::CivilDay day) {
  Day newest;
  for (const auto& test : standard.tests) {
    if (test.stability != stability || !test.day || *test.day > day) continue;
    if (!newest || *newest < *test.day) newest = test.day;
  }
  if (!newest) return Outcome::kUnknown;
  if (day.year() - newest->year() > 1) return Outcome::kBroken;
  bool undecided = false;
  for (const auto& test : standard.tests) {
    if (test.stability != stability || test.day != newest) continue;
    if (test.passed == false) return Outcome::kBroken;
    undecided = undecided || !test.passed;
  }
  return undecided ? Outcome::kUnknown : Outcome::kHeld;
}

}  // namespace

std::vector<Finding> JudgeCapabilityTests(const Regime& regime,
                                          const Certificate& c,
                                          const Leg& leg) {
  const auto* standard =
      StandardNamedBy(regime.view, c.references[leg.reference]);
  if (standard == nullptr || MayEndAChain(standard->level)) return {};
  const auto of = [&](Outcome outcome) -> std::vector<Finding> {
    return {{25, outcome, Severity::kMajor, leg.reference}};
  };
  const Day b = WorkBegin(c);
  const Day since = ServiceBegan(*standard);
  if (!b || !since) return of(Outcome::kUnknown);
  if (*b < metrology::MonthsLater(*since, 12)) return {};
  const Outcome repeatability = Tested(*standard, false, *b);
  const Outcome stability = Tested(*standard, true, *b);
  if (repeatability == stability) return of(repeatability);
  for (const Outcome worse : {Outcome::kBroken, Outcome::kUnknown}) {
    if (repeatability == worse || stability == worse) return of(worse);
  }
  return of(Outcome::kHeld);
}

Step StepOf(const Regime& regime, const Certificate& c, int result,
            const Support& support) {
  const Leg& leg = *support.leg;
  if (leg.kind != LegKind::kResolved || !WorkBegin(c)) return {};
  if (support.relation != Relation::kSame) return {};
  const Result& r = ResultAt(c, result);
  for (const VerificationSchemeFacts* scheme : regime.view.schemes) {
    if (!Covers(scheme->period, *WorkBegin(c), *WorkBegin(c))) continue;
    if (Relate(r.kind, r.dimension, scheme->kind, scheme->dimension) !=
        Relation::kSame) {
      continue;
    }
    Step step;
    step.scheme = scheme;
    step.upper = NodesOf(regime.view, *scheme,
                         ItemsMeant(c.references[leg.reference], leg));
    step.lower = NodesOf(regime.view, *scheme, ItemsOf(c, result));
    if (!step.upper.empty() && !step.lower.empty()) return step;
  }
  return {};
}

std::optional<traceability::RatioFacts> RatioOfStep(const Step& step) {
  if (step.scheme == nullptr) return std::nullopt;
  for (const auto& edge : step.scheme->edges) {
    if (!edge.ratio) continue;
    bool from = false;
    bool to = false;
    for (const auto* node : step.upper) from = from || node->id == edge.from;
    for (const auto* node : step.lower) to = to || node->id == edge.to;
    if (from && to) return edge.ratio;
  }
  return std::nullopt;
}

std::vector<Finding> JudgeHierarchy(const Regime& regime, const Certificate& c,
                                    const Leg& leg, const Step& step) {
  std::vector<Finding> out;
  const auto& reference = c.references[leg.reference];
  const auto* named = StandardNamedBy(regime.view, reference);
  bool check = named != nullptr && named->level == Level::kCheckStandard;
  if (leg.kind == LegKind::kResolved) {
    for (const auto* standard : regime.view.standards) {
      check = check || (standard->level == Level::kCheckStandard &&
                        Share(KeysOfRecord(regime.view, standard->name),
                              KeysMeant(reference, leg)));
    }
  }
  if (check) {
    out.push_back({28, Outcome::kBroken, Severity::kMajor, leg.reference});
  }
  if (step.scheme == nullptr) return out;
  // Lenient where an artefact stands in several boxes.
  bool higher = false;
  for (const auto* upper : step.upper) {
    for (const auto* lower : step.lower) {
      higher = higher || upper->tier < lower->tier;
    }
  }
  out.push_back({28, higher ? Outcome::kHeld : Outcome::kBroken,
                 Severity::kMajor, leg.reference});
  return out;
}

}  // namespace suyuan::oracle
