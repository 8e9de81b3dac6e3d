#include "services/traceability/rules/capability_tests.h"

#include <algorithm>

#include "libs/metrology/calendar.h"
#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

DayNumber YearAfter(DayNumber day) {
  return ToDayNumber(metrology::MonthsLater(*FromDayNumber(day), 12));
}

absl::civil_year_t YearOf(DayNumber day) { return FromDayNumber(day)->year(); }

// What the newest tests of one sort say on a day; all those of one day count.
struct Newest {
  DayNumber day = kNoDay;
  Outcome outcome = Outcome::kUnknown;
};

Newest NewestTest(const StandardFacts& standard, bool stability, DayNumber on) {
  Newest out;
  for (const CapabilityTestFacts& test : standard.tests) {
    const DayNumber day = ToDayNumber(test.day);
    if (test.stability != stability || day == kNoDay || day > on ||
        day < out.day) {
      continue;
    }
    const Outcome outcome = !test.passed   ? Outcome::kUnknown
                            : *test.passed ? Outcome::kHeld
                                           : Outcome::kBroken;
    const bool worse =
        outcome == Outcome::kBroken ||
        (outcome == Outcome::kUnknown && out.outcome == Outcome::kHeld);
    if (day > out.day || worse) out.outcome = outcome;
    out.day = day;
  }
  if (out.day != kNoDay && YearOf(out.day) < YearOf(on) - 1) {
    out.outcome = Outcome::kBroken;
  }
  return out;
}

}  // namespace

DayNumber InServiceSince(const StandardFacts& standard) {
  if (standard.established) return ToDayNumber(standard.established);
  if (standard.period.from) return ToDayNumber(standard.period.from);
  DayNumber first = kNever;
  for (const AssessmentFacts& assessment : standard.assessments) {
    if (assessment.period.from) {
      first = std::min(first, ToDayNumber(assessment.period.from));
    }
  }
  return first == kNever ? kNoDay : first;
}

Finding JudgeCapabilityTests(const RuleContext& context, const Work& work,
                             const Leg& leg) {
  Finding found =
      Found(context, Rule::kV25, Outcome::kNotApplicable, leg.reference);
  const StandardFacts* standard =
      StandardNamedBy(context, leg.reference).standard;
  if (standard == nullptr || MayBeTerminal(standard->level)) return found;
  found.outcome = Outcome::kUnknown;
  Explain(context, found, "standard", standard->name);
  const DayNumber since = InServiceSince(*standard);
  if (!work.known() || since == kNoDay) return found;
  if (work.begin < YearAfter(since)) {
    found.outcome = Outcome::kNotApplicable;
    return found;
  }
  const Newest repeatability = NewestTest(*standard, false, work.begin);
  const Newest stability = NewestTest(*standard, true, work.begin);
  ExplainDay(context, found, "used_from", work.begin);
  ExplainDay(context, found, "repeatability", repeatability.day);
  ExplainDay(context, found, "stability", stability.day);
  const auto either = [&](Outcome outcome) {
    return repeatability.outcome == outcome || stability.outcome == outcome;
  };
  found.outcome = either(Outcome::kBroken)    ? Outcome::kBroken
                  : either(Outcome::kUnknown) ? Outcome::kUnknown
                                              : Outcome::kHeld;
  return found;
}

}  // namespace suyuan::traceability
