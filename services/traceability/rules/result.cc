#include "services/traceability/rules/result.h"

#include <cmath>

namespace suyuan::traceability {
namespace {

ArtefactLevel LevelOfItem(const RuleContext& context, const ItemRow& item) {
  const Graph& graph = context.graph;
  const auto* material =
      graph.ReferenceMaterial(graph.text(item.record), context.known_at);
  if (material != nullptr) return {true, material->level};
  for (const uint32_t key : graph.list(item.keys)) {
    const auto standards =
        graph.StandardsByKey(graph.key(key), context.known_at);
    if (!standards.empty()) return {true, standards.front()->level};
  }
  for (const uint32_t key : graph.list(item.keys)) {
    if (!graph.InstrumentsByKey(graph.key(key), context.known_at).empty()) {
      return {true, Level::kWorkingInstrument};
    }
  }
  return {};
}

}  // namespace

ArtefactLevel LevelOf(const RuleContext& context, ResultIndex index) {
  const Graph& graph = context.graph;
  const ResultRow& result = graph.result(index);
  const CertificateRow& row = graph.certificate(result.certificate);
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex item = row.first_item + i;
    if (result.item != kNone && result.item != item) continue;
    const ArtefactLevel level = LevelOfItem(context, graph.item(item));
    if (level.registered) return level;
  }
  return {};
}

Finding JudgeParent(const RuleContext& context, ResultIndex index,
                    bool any_support) {
  Finding found = Found(context, Rule::kV01, Outcome::kHeld);
  const CertificateRow& row =
      context.graph.certificate(context.graph.result(index).certificate);
  Explain(context, found, "references", row.references);
  if (row.references == 0) {
    found.outcome = Outcome::kUnknown;
  } else if (!any_support) {
    found.outcome = Outcome::kBroken;
  }
  return found;
}

Finding JudgeUncertainty(const RuleContext& context, ResultIndex index) {
  const double u = UncertaintyOf(context.graph.result(index),
                                 context.profile.mpe_as_uncertainty);
  Finding found = Found(context, Rule::kV13,
                        std::isnan(u) ? Outcome::kUnknown : Outcome::kHeld);
  ExplainNumber(context, found, "standard_uncertainty", u);
  return found;
}

Finding JudgePassed(const RuleContext& context, ResultIndex index) {
  const ResultRow& result = context.graph.result(index);
  const bool failed = result.conformity == Conformity::kFail ||
                      context.graph.certificate(result.certificate).kind ==
                          CertificateKind::kVerificationFail;
  return Found(context, Rule::kV30, failed ? Outcome::kBroken : Outcome::kHeld);
}

Finding JudgeTop(const RuleContext& context, ResultIndex index) {
  Finding found = Found(context, Rule::kV27, Outcome::kUnknown);
  const ArtefactLevel level = LevelOf(context, index);
  if (level.registered) {
    found.outcome = context.profile.terminal_levels.has(level.level)
                        ? Outcome::kHeld
                        : Outcome::kBroken;
  }
  return found;
}

}  // namespace suyuan::traceability
