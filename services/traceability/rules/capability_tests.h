#ifndef SERVICES_TRACEABILITY_RULES_CAPABILITY_TESTS_H_
#define SERVICES_TRACEABILITY_RULES_CAPABILITY_TESTS_H_

#include "services/traceability/chain/resolution.h"
#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// V25: the standard named passed its newest repeatability test and stability
// check before the work, both of the calendar year of the work or the one
// before (JJF 1033 4.2). Not applicable in its first year of service, to a
// standard that may end a chain, and to one that nobody registered (V24). Tests
// that were never recorded are unknown; those that lapsed or failed break the
// rule.
Finding JudgeCapabilityTests(const RuleContext& context, const Work& work,
                             const Leg& leg);

// The same of any standard on a day, whoever works with it.
struct CapabilityStanding {
  Outcome outcome = Outcome::kUnknown;
  // Days of the newest tests; kNoDay where there is none, or none was looked
  // for.
  DayNumber repeatability = kNoDay;
  DayNumber stability = kNoDay;
  // One of them did not pass, and not only lapsed.
  bool failed = false;
};
CapabilityStanding CapabilityOn(const StandardFacts& standard, DayNumber day);

// The first day of service: 新建, else the beginning of the record, else of the
// first assessment; kNoDay where none is recorded.
DayNumber InServiceSince(const StandardFacts& standard);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_CAPABILITY_TESTS_H_
