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
  bool failed = false;
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
  out.failed = out.outcome == Outcome::kBroken;
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

CapabilityStanding CapabilityOn(const StandardFacts& standard, DayNumber day) {
  CapabilityStanding out;
  if (MayBeTerminal(standard.level)) {
    out.outcome = Outcome::kNotApplicable;
    return out;
  }
  const DayNumber since = InServiceSince(standard);
  if (day == kNoDay || since == kNoDay) return out;
  if (day < YearAfter(since)) {
    out.outcome = Outcome::kNotApplicable;
    return out;
  }
  const Newest repeatability = NewestTest(standard, false, day);
  const Newest stability = NewestTest(standard, true, day);
  out.repeatability = repeatability.day;
  out.stability = stability.day;
  out.failed = repeatability.failed || stability.failed;
  const auto either = [&](Outcome outcome) {
    return repeatability.outcome == outcome || stability.outcome == outcome;
  };
  out.outcome = either(Outcome::kBroken)    ? Outcome::kBroken
                : either(Outcome::kUnknown) ? Outcome::kUnknown
                                            : Outcome::kHeld;
  return out;
}

Finding JudgeCapabilityTests(const RuleContext& context, const Work& work,
                             const Leg& leg) {
  Finding found =
      Found(context, Rule::kV25, Outcome::kNotApplicable, leg.reference);
  const StandardFacts* standard =
      StandardNamedBy(context, leg.reference).standard;
  if (standard == nullptr) return found;
  const CapabilityStanding standing = CapabilityOn(*standard, work.begin);
  found.outcome = standing.outcome;
  if (found.outcome == Outcome::kNotApplicable) return found;
  Explain(context, found, "standard", standard->name);
  if (!work.known() || InServiceSince(*standard) == kNoDay) return found;
  ExplainDay(context, found, "used_from", work.begin);
  ExplainDay(context, found, "repeatability", standing.repeatability);
  ExplainDay(context, found, "stability", standing.stability);
  return found;
}

}  // namespace suyuan::traceability
