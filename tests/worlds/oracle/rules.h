#ifndef TESTS_WORLDS_ORACLE_RULES_H_
#define TESTS_WORLDS_ORACLE_RULES_H_

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

// V06, V21, V22, V23 of a certificate.
std::vector<Finding> JudgeCertificate(const Regime& regime,
                                      const Certificate& c);
// V07, V08 (scope), V13, V30 of a result.
std::vector<Finding> JudgeResult(const Regime& regime, const Certificate& c,
                                 int result);
// Whether a chain may end at this result; adds V27 where it is judged.
bool JudgeEnd(const Regime& regime, const Certificate& c, int result,
              std::vector<Finding>& out);
// Every rule of a leg but V05.
std::vector<Finding> JudgeLeg(const Regime& regime, const Certificate& c,
                              int result, const Support& support);

Verdict VerdictOf(const Finding& finding);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_RULES_H_
