#include "services/traceability/rules/comparison_failed.h"

#include <algorithm>

#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

bool Concerns(const RuleContext& context, const ResultRow& result,
              const ComparisonDecisionFacts& failed) {
  const KindTable& kinds = context.graph.kinds();
  return RelateKinds(kinds.kind(result.kind), kinds.dimension(result.kind),
                     failed.kind, failed.dimension) != Relation::kNone;
}

bool TakenBy(const ComparisonDecisionFacts& decision, DayNumber as_of) {
  return decision.day && ToDayNumber(decision.day) <= as_of;
}

DayNumber LastGoodEvidence(const StandardFacts& standard, DayNumber before) {
  DayNumber last = kAlways;
  const auto found_good = [&](const Day& day) {
    if (day && ToDayNumber(day) < before) {
      last = std::max(last, ToDayNumber(day));
    }
  };
  for (const AssessmentFacts& a : standard.assessments) {
    found_good(a.period.from);
  }
  for (const Day& day : standard.reviews) found_good(day);
  for (const ComparisonDecisionFacts& decision : standard.comparisons) {
    if (decision.resolved) found_good(decision.day);
  }
  return last;
}

}  // namespace

Doubt DoubtAfter(const StandardFacts& standard,
                 const ComparisonDecisionFacts& failed, DayNumber as_of) {
  const DayNumber failed_on = ToDayNumber(failed.day);
  Doubt doubt{LastGoodEvidence(standard, failed_on), kNever};
  for (const ComparisonDecisionFacts& decision : standard.comparisons) {
    if (!decision.resolved || decision.comparison != failed.comparison ||
        !TakenBy(decision, as_of) || ToDayNumber(decision.day) < failed_on) {
      continue;
    }
    doubt.last = std::min(doubt.last, ToDayNumber(decision.day) - 1);
  }
  return doubt;
}

Finding JudgeComparisons(const RuleContext& context, const ResultRow& result,
                         const Work& work, const Leg& leg) {
  Finding found = Found(context, Rule::kComparisonFailed,
                        Outcome::kNotApplicable, leg.reference);
  const StandardFacts* standard =
      StandardNamedBy(context, leg.reference).standard;
  if (standard == nullptr) return found;
  found.outcome = Outcome::kHeld;
  for (const ComparisonDecisionFacts& decision : standard->comparisons) {
    if (decision.resolved || !TakenBy(decision, context.as_of) ||
        !Concerns(context, result, decision)) {
      continue;
    }
    if (!work.known()) {
      found.outcome = Outcome::kUnknown;
      continue;
    }
    const Doubt doubt = DoubtAfter(*standard, decision, context.as_of);
    if (work.begin > doubt.last || work.end < doubt.first) continue;
    found.outcome = Outcome::kBroken;
    Explain(context, found, "standard", standard->name);
    Explain(context, found, "comparison", decision.comparison);
    ExplainDay(context, found, "failed_on", ToDayNumber(decision.day));
    if (doubt.first != kAlways) ExplainDay(context, found, "from", doubt.first);
    ExplainDay(context, found, "to", doubt.last);
    return found;
  }
  return found;
}

}  // namespace suyuan::traceability
