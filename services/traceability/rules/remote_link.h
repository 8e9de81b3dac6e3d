#ifndef SERVICES_TRACEABILITY_RULES_REMOTE_LINK_H_
#define SERVICES_TRACEABILITY_RULES_REMOTE_LINK_H_

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "services/traceability/chain/resolution.h"
#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// Instants from `from` to `to`, both included.
struct Spell {
  absl::Time from;
  absl::Time to;
};

// When a remote link could be relied on (docs/rules.md 4, Remote links): while
// it was up, from its coming up and from each accepted comparison on for at
// most the largest gap. In order, none touching another. O(spells +
// comparisons).
std::vector<Spell> WindowsOf(const RemoteLinkFacts& link);

// The largest uncertainty of the accepted comparisons that the days of the work
// rest on: those made in them, and the last one before. Absent where there is
// none of them, or one does not state it. O(comparisons).
std::optional<double> LinkUncertainty(const RemoteLinkFacts& link,
                                      const Work& work);

// LINK_GAP: one window holds the whole work. The hours of the work are not
// recorded: held where a window has the days whole, broken where none reaches
// from a moment of the first day to one of the last, else unknown; so where the
// days are not known or end before they begin.
Finding JudgeLink(const RuleContext& context, const Work& work, const Leg& leg);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_REMOTE_LINK_H_
