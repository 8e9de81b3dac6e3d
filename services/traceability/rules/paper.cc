#include "services/traceability/rules/paper.h"

#include "absl/time/civil_time.h"
#include "services/traceability/chain/resolution.h"

namespace suyuan::traceability {
namespace {

// Unknown days are in order with everything.
bool InOrder(DayNumber earlier, DayNumber later) {
  return earlier == kNoDay || later == kNoDay || earlier <= later;
}

// The civil day in Asia/Shanghai, UTC+8 on every day that matters here.
DayNumber ShanghaiDay(int64_t micros) {
  return ToDayNumber(absl::ToCivilDay(absl::FromUnixMicros(micros),
                                      absl::FixedTimeZone(8 * 60 * 60)));
}

}  // namespace

Finding JudgeDates(const RuleContext& context, CertificateIndex certificate) {
  const CertificateRow& c = context.graph.certificate(certificate);
  Finding found = Found(context, Rule::kV21, Outcome::kHeld);
  ExplainDay(context, found, "received", c.received);
  ExplainDay(context, found, "begin", c.begin);
  ExplainDay(context, found, "end", c.end);
  ExplainDay(context, found, "issued", c.issued);
  const DayNumber recorded = ShanghaiDay(c.recorded_micros);
  const bool possible = InOrder(c.begin, c.end) && InOrder(c.end, c.issued) &&
                        InOrder(c.begin, c.issued) &&
                        InOrder(c.received, recorded) &&
                        InOrder(c.begin, recorded) &&
                        InOrder(c.end, recorded) && InOrder(c.issued, recorded);
  if (!possible) {
    found.outcome = Outcome::kBroken;
  } else if (!InOrder(c.received, c.work_begin()) ||
             !InOrder(c.received, c.issued)) {
    found.outcome = Outcome::kBroken;
    found.severity = Severity::kMajor;
  }
  return found;
}

Finding JudgeUnique(const RuleContext& context, CertificateIndex certificate) {
  const Graph& graph = context.graph;
  Finding found = Found(context, Rule::kV22, Outcome::kHeld);
  std::vector<CertificateIndex> same_number;
  graph.ByNumber(graph.certificate(certificate).number, same_number);
  for (const CertificateIndex other : same_number) {
    if (other == certificate || !graph.Known(other, context.known_at) ||
        !SameKey(graph, certificate, other, context.known_at) ||
        graph.Linked(certificate, other, context.known_at)) {
      continue;
    }
    found.outcome = Outcome::kBroken;
    Explain(context, found, "other", graph.text(graph.certificate(other).name));
  }
  return found;
}

Finding JudgeIntegrity(const RuleContext& context,
                       CertificateIndex certificate) {
  Finding found = Found(context, Rule::kV23, Outcome::kHeld);
  switch (context.graph.SignatureOf(certificate, context.known_at)) {
    case SignatureState::kNotChecked:
      found.outcome = Outcome::kUnknown;
      found.severity = Severity::kMajor;
      Explain(context, found, "signature", "not checked");
      break;
    case SignatureState::kInvalid:
      found.outcome = Outcome::kBroken;
      Explain(context, found, "signature", "invalid");
      break;
    case SignatureState::kAbsent:
      Explain(context, found, "signature", "none");
      break;
    case SignatureState::kValid:
      Explain(context, found, "signature", "valid");
      break;
  }
  return found;
}

}  // namespace suyuan::traceability
