#include "services/traceability/rules/newest_reference.h"

#include <algorithm>

#include "services/traceability/chain/support.h"

namespace suyuan::traceability {
namespace {

bool CitedByNumber(const Graph& graph, const Leg& leg) {
  if (leg.state != LegState::kResolved) return false;
  const auto cited = graph.list(graph.reference(leg.reference).numbers);
  return std::find(cited.begin(), cited.end(),
                   graph.certificate(leg.certificate).number) != cited.end();
}

std::vector<uint32_t> KeysMeant(const Graph& graph, const Leg& leg) {
  std::vector<uint32_t> out;
  for (const ItemIndex item : ItemsMeant(graph, leg)) {
    const auto keys = graph.list(graph.item(item).keys);
    out.insert(out.end(), keys.begin(), keys.end());
  }
  return out;
}

bool FoundFailing(const Graph& graph, CertificateIndex certificate) {
  const CertificateRow& row = graph.certificate(certificate);
  if (row.kind == CertificateKind::kVerificationFail) return true;
  for (uint32_t i = 0; i < row.results; ++i) {
    const ResultRow& result = graph.result(row.first_result + i);
    if (result.stage == Stage::kBefore &&
        result.conformity == Conformity::kFail) {
      return true;
    }
  }
  return false;
}

}  // namespace

Finding JudgeNewest(const RuleContext& context, const Work& work,
                    const Leg& leg) {
  const Graph& graph = context.graph;
  Finding found = Found(context, Rule::kStaleReference, Outcome::kNotApplicable,
                        leg.reference);
  if (!CitedByNumber(graph, leg)) return found;
  found.outcome = Outcome::kUnknown;
  const CertificateIndex cited = leg.certificate;
  const std::vector<uint32_t> keys = KeysMeant(graph, leg);
  if (!work.known() || keys.empty() ||
      graph.certificate(cited).work_end() == kNoDay) {
    return found;
  }
  found.outcome = Outcome::kHeld;
  const CertificateIndex newest =
      NewestFor(graph, keys, work.begin, context.known_at);
  if (newest == kNone || !Newer(graph, newest, cited) ||
      SameKey(graph, newest, cited, context.known_at) ||
      graph.Linked(newest, cited, context.known_at)) {
    return found;
  }
  found.outcome = Outcome::kBroken;
  if (FoundFailing(graph, newest)) found.severity = Severity::kBlocker;
  const CertificateRow& row = graph.certificate(newest);
  ExplainDay(context, found, "used_from", work.begin);
  Explain(context, found, "newer", graph.text(row.printed_number));
  ExplainDay(context, found, "newer_finished", row.work_end());
  return found;
}

Finding JudgeIssuedInTime(const RuleContext& context, const Work& work,
                          const Leg& leg) {
  Finding found = Found(context, Rule::kLateReference, Outcome::kNotApplicable,
                        leg.reference);
  if (leg.state != LegState::kResolved) return found;
  const CertificateRow& row = context.graph.certificate(leg.certificate);
  const DayNumber finished = row.work_end();
  if (!work.known() || finished == kNoDay || finished > work.begin) {
    return found;
  }
  ExplainDay(context, found, "used_from", work.begin);
  ExplainDay(context, found, "issued", row.issued);
  found.outcome = row.issued == kNoDay       ? Outcome::kUnknown
                  : row.issued <= work.begin ? Outcome::kHeld
                                             : Outcome::kBroken;
  return found;
}

}  // namespace suyuan::traceability
