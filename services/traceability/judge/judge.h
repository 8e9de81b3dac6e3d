#ifndef SERVICES_TRACEABILITY_JUDGE_JUDGE_H_
#define SERVICES_TRACEABILITY_JUDGE_JUDGE_H_

#include <vector>

#include "services/traceability/chain/chain.h"
#include "services/traceability/rules/context.h"

// From a chain to verdicts: every rule at every place (docs/rules.md 4, 5).

namespace suyuan::traceability {

struct JudgedCertificate {
  std::vector<Finding> findings;  // V06, V17, V20 to V23
  // The worst over its results in the chain; over its findings where it is
  // only beside the chain.
  Verdict verdict = Verdict::kTraceable;
};

struct JudgedNode {
  std::vector<Finding> findings;
  bool terminal = false;  // accepted as the end of the chain
  Verdict verdict = Verdict::kTraceable;
};

struct Judgement {
  std::vector<JudgedCertificate> certificates;
  std::vector<JudgedNode> nodes;
  // The worst over the target's results.
  Verdict verdict = Verdict::kTraceable;
};

// O(nodes * supports) apart from V02 (cycle.h). Numbers of the reference are
// filled into the chain's supports for the profile.
Judgement Judge(const RuleContext& context, Chain& chain);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_JUDGE_JUDGE_H_
