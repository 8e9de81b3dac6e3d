#include "services/traceability/rules/comparison_failed.h"

#include <algorithm>

#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

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

const ComparisonDecisionFacts* FailureOver(const StandardFacts& standard,
                                           const Kind& kind,
                                           const DimensionText& dimension,
                                           const Work& work, DayNumber as_of) {
  for (const ComparisonDecisionFacts& decision : standard.comparisons) {
    if (decision.resolved || !TakenBy(decision, as_of) ||
        RelateKinds(kind, dimension, decision.kind, decision.dimension) ==
            Relation::kNone) {
      continue;
    }
    const Doubt doubt = DoubtAfter(standard, decision, as_of);
    if (!work.known() ||
        (work.begin <= doubt.last && work.end >= doubt.first)) {
      return &decision;
    }
  }
  return nullptr;
}

void ExplainFailure(const RuleContext& context, const StandardFacts& standard,
                    const ComparisonDecisionFacts& failed, DayNumber as_of,
                    Finding& finding) {
  const Doubt doubt = DoubtAfter(standard, failed, as_of);
  Explain(context, finding, "standard", standard.name);
  Explain(context, finding, "comparison", failed.comparison);
  ExplainDay(context, finding, "failed_on", ToDayNumber(failed.day));
  if (doubt.first != kAlways) ExplainDay(context, finding, "from", doubt.first);
  ExplainDay(context, finding, "to", doubt.last);
}

Finding JudgeComparisons(const RuleContext& context, const ResultRow& result,
                         const Work& work, const Leg& leg) {
  Finding found = Found(context, Rule::kComparisonFailed,
                        Outcome::kNotApplicable, leg.reference);
  const StandardFacts* standard =
      StandardNamedBy(context, leg.reference).standard;
  if (standard == nullptr) return found;
  const KindTable& kinds = context.graph.kinds();
  const ComparisonDecisionFacts* const failed =
      FailureOver(*standard, kinds.kind(result.kind),
                  kinds.dimension(result.kind), work, context.as_of);
  if (failed == nullptr) {
    found.outcome = Outcome::kHeld;
  } else if (!work.known()) {
    found.outcome = Outcome::kUnknown;
  } else {
    found.outcome = Outcome::kBroken;
    ExplainFailure(context, *standard, *failed, context.as_of, found);
  }
  return found;
}

}  // namespace suyuan::traceability
