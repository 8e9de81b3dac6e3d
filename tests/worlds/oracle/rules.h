#ifndef TESTS_WORLDS_ORACLE_RULES_H_
#define TESTS_WORLDS_ORACLE_RULES_H_

#include <optional>
#include <vector>

#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/legs.h"
#include "tests/worlds/oracle/view.h"

// docs/rules.md 4: every rule at its place. V02 and V05 need the whole chain
// and are the oracle's.

namespace suyuan::oracle {

using worlds::Outcome;
using worlds::ProfileId;
using worlds::Severity;
using worlds::Verdict;

struct Finding {
  int rule = 0;
  Outcome outcome = Outcome::kHeld;
  Severity severity = Severity::kBlocker;
  int reference = -1;
};

struct Regime {
  const View& view;
  ProfileId profile;
  // Of the question.
  absl::CivilDay as_of;
};

// Days on which something can be relied on; an absent side has no end.
struct Window {
  Day from;
  Day to;
};
Window WindowOf(const View& view, const Certificate& c);

// V06, V17, V20 to V23 of a certificate.
std::vector<Finding> JudgeCertificate(const Regime& regime,
                                      const Certificate& c);
// V07, V08 (scope), V09, V10, V13, V15, V18, V19, V29, V30 of a result.
std::vector<Finding> JudgeResult(const Regime& regime, const Certificate& c,
                                 int result);
// Whether a chain may end at this result; adds V27 where it is judged.
bool JudgeEnd(const Regime& regime, const Certificate& c, int result,
              std::vector<Finding>& out);
// Every rule of a leg but V05.
std::vector<Finding> JudgeLeg(const Regime& regime, const Certificate& c,
                              int result, const Support& support);

// The standard that a reference names; null where nobody registered it.
const traceability::StandardFacts* StandardNamedBy(
    const View& view, const traceability::ReferenceFacts& reference);
// Whether a row of a scope fits the result, and contains its value if known.
bool Allows(const traceability::ScopeRowFacts& row, const Certificate& c,
            int result);

// A step as the first verification scheme shows it that shows both sides.
struct Step {
  const traceability::VerificationSchemeFacts* scheme = nullptr;  // or none
  std::vector<const traceability::SchemeNodeFacts*> upper;
  std::vector<const traceability::SchemeNodeFacts*> lower;
};
Step StepOf(const Regime& regime, const Certificate& c, int result,
            const Support& support);
std::optional<traceability::RatioFacts> RatioOfStep(const Step& step);

// Parts of the above. Empty where not applicable: V10, V17 to V20, V25, V26,
// V28, V29.
std::vector<Finding> JudgeCapabilityTests(const Regime& regime,
                                          const Certificate& c, const Leg& leg);
std::vector<Finding> JudgeHierarchy(const Regime& regime, const Certificate& c,
                                    const Leg& leg, const Step& step);
std::vector<Finding> JudgeSite(
    const Regime& regime, const Certificate& c,
    const std::vector<const traceability::ScopeRowFacts*>& rows);
std::vector<Finding> JudgePersons(
    const Regime& regime, const Certificate& c, int result,
    const std::vector<const traceability::CompetenceFacts*>& accepted);
std::vector<Finding> JudgeEnvironment(const Regime& regime,
                                      const Certificate& c);
std::vector<Finding> JudgeMaterial(const Regime& regime, const Certificate& c,
                                   int result, const Leg& leg);
// Empty without a budget, or a remote link.
std::vector<Finding> JudgeBudget(const Certificate& c, int result);
std::vector<Finding> JudgeLink(const Certificate& c, const Leg& leg);
std::vector<Finding> JudgeEditions(const Regime& regime, const Certificate& c);
std::vector<Finding> JudgeSpecification(const Regime& regime,
                                        const Certificate& c, int result);
std::vector<Finding> JudgeMandatoryUse(const Regime& regime,
                                       const Certificate& c, int result);

Verdict VerdictOf(const Finding& finding);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_RULES_H_
