#include "services/traceability/rules/mandatory_use.h"

namespace suyuan::traceability {
namespace {

// The uses for which verification is mandatory (计量法 9).
bool IsMandatory(Purpose purpose) {
  return purpose == Purpose::kTrade || purpose == Purpose::kSafety ||
         purpose == Purpose::kMedical || purpose == Purpose::kEnvironment;
}

// An instrument in mandatory use that the item is; null.
const InstrumentFacts* InMandatoryUse(const RuleContext& context,
                                      const ItemRow& item) {
  const Graph& graph = context.graph;
  for (const uint32_t key : graph.list(item.keys)) {
    for (const InstrumentFacts* instrument :
         graph.InstrumentsByKey(graph.key(key), context.known_at)) {
      if (IsMandatory(instrument->purpose)) return instrument;
    }
  }
  return nullptr;
}

}  // namespace

Finding JudgeMandatoryUse(const RuleContext& context, ResultIndex index) {
  const Graph& graph = context.graph;
  const ResultRow& result = graph.result(index);
  const CertificateRow& row = graph.certificate(result.certificate);
  Finding found = Found(context, Rule::kV29, Outcome::kNotApplicable);
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex item = row.first_item + i;
    if (result.item != kNone && result.item != item) continue;
    const InstrumentFacts* instrument =
        InMandatoryUse(context, graph.item(item));
    if (instrument == nullptr) continue;
    Explain(context, found, "record", instrument->name);
    found.outcome =
        IsVerification(row.kind) ? Outcome::kHeld : Outcome::kBroken;
    return found;
  }
  return found;
}

}  // namespace suyuan::traceability
