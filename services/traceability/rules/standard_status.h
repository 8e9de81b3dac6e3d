#ifndef SERVICES_TRACEABILITY_RULES_STANDARD_STATUS_H_
#define SERVICES_TRACEABILITY_RULES_STANDARD_STATUS_H_

#include "services/traceability/chain/resolution.h"
#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// The standard that a reference names: by `standard`, else by the number of an
// assessment, else by a record that is a standard.
struct NamedStandard {
  bool named = false;
  const StandardFacts* standard = nullptr;  // null: not registered
};
NamedStandard StandardNamedBy(const RuleContext& context,
                              ReferenceIndex reference);

// V24: the measurement standard named was assessed on every day of the work,
// not sealed and not cancelled. A standard that may end a chain needs no
// assessment here.
Finding JudgeStandardStatus(const RuleContext& context, const Work& work,
                            const Leg& leg);

// The same of any standard and days, whoever names it.
Outcome StatusOn(const StandardFacts& standard, const Work& work);

// Whether a standard was sealed or cancelled on any day of [first, last]:
// events in the order of their days, a restoring day is a day in use.
bool OutOfUse(const StandardFacts& standard, DayNumber first, DayNumber last);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_STANDARD_STATUS_H_
