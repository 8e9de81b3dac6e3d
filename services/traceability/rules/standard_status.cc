#include "services/traceability/rules/standard_status.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace suyuan::traceability {
namespace {

bool Assessed(const StandardFacts& standard, const Work& work) {
  return std::any_of(standard.assessments.begin(), standard.assessments.end(),
                     [&](const AssessmentFacts& a) {
                       return Covers(a.period, work.begin, work.end);
                     });
}

}  // namespace

NamedStandard StandardNamedBy(const RuleContext& context,
                              ReferenceIndex index) {
  const Graph& graph = context.graph;
  const ReferenceRow& reference = graph.reference(index);
  if (reference.standard != kNoText) {
    return {true,
            graph.Standard(graph.text(reference.standard), context.known_at)};
  }
  if (reference.assessment_number != kNoText) {
    return {true,
            graph.StandardByAssessment(graph.text(reference.assessment_number),
                                       context.known_at)};
  }
  const absl::string_view record = graph.text(reference.record);
  if (absl::StartsWith(record, "standards/")) {
    return {true, graph.Standard(record, context.known_at)};
  }
  return {};
}

bool OutOfUse(const StandardFacts& standard, DayNumber first, DayNumber last) {
  std::vector<StandardEventFacts> events = standard.events;
  std::stable_sort(events.begin(), events.end(),
                   [](const StandardEventFacts& a,
                      const StandardEventFacts& b) { return a.day < b.day; });
  DayNumber out_since = kNever;
  for (const StandardEventFacts& event : events) {
    if (!event.day) continue;
    const DayNumber day = ToDayNumber(event.day);
    if (event.kind == StandardEventKind::kRestored) {
      if (out_since < day && out_since <= last && first < day) return true;
      out_since = kNever;
    } else {
      out_since = std::min(out_since, day);
    }
    if (event.kind == StandardEventKind::kCancelled) break;
  }
  return out_since <= last;
}

Outcome StatusOn(const StandardFacts& standard, const Work& work) {
  if (!work.known()) return Outcome::kUnknown;
  if (OutOfUse(standard, work.begin, work.end) ||
      !Covers(standard.period, work.begin, work.end)) {
    return Outcome::kBroken;
  }
  if (MayBeTerminal(standard.level)) return Outcome::kHeld;
  if (standard.assessments.empty()) return Outcome::kUnknown;
  return Assessed(standard, work) ? Outcome::kHeld : Outcome::kBroken;
}

Finding JudgeStandardStatus(const RuleContext& context, const Work& work,
                            const Leg& leg) {
  Finding found =
      Found(context, Rule::kV24, Outcome::kNotApplicable, leg.reference);
  const NamedStandard named = StandardNamedBy(context, leg.reference);
  ExplainDay(context, found, "from", work.begin);
  ExplainDay(context, found, "to", work.end);
  if (named.standard != nullptr) {
    Explain(context, found, "standard", named.standard->name);
    found.outcome = StatusOn(*named.standard, work);
  } else if (leg.state != LegState::kTerminal &&
             (named.named || context.profile.standard_required)) {
    found.outcome = Outcome::kUnknown;
  }
  return found;
}

}  // namespace suyuan::traceability
