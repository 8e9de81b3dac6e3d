#ifndef SERVICES_TRACEABILITY_JUDGE_LOCAL_JUDGE_H_
#define SERVICES_TRACEABILITY_JUDGE_LOCAL_JUDGE_H_

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/support.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/rules/issuer.h"

namespace suyuan::traceability {

// What the rules say of one certificate and of its results by themselves:
// all but V02 and V05, which look at what stands above (docs/rules.md 4).
// Rules that the profile leaves out are judged like the others.
class LocalJudge {
 public:
  // Borrows the context, and the legs of the certificate.
  LocalJudge(const RuleContext& context, CertificateIndex certificate,
             const std::vector<Leg>& legs);

  // V06, V17, V20 to V23.
  std::vector<Finding> JudgePaper() const;

  // Appends what is found of a result that these legs carry. True where it is
  // accepted as the end of a chain: its legs are not judged then. Fills the
  // numbers of the reference into the supports. O(supports).
  bool JudgeResult(ResultIndex result, std::vector<Support>& supports,
                   std::vector<Finding>& out);

 private:
  bool JudgeEnd(ResultIndex result, bool any_support,
                std::vector<Finding>& out) const;
  const std::vector<Finding>& FindingsOfLeg(uint32_t leg);

  const RuleContext& context_;
  const CertificateIndex certificate_;
  const std::vector<Leg>& legs_;
  const IssuerStanding standing_;
  absl::flat_hash_map<uint32_t, std::vector<Finding>> of_legs_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_JUDGE_LOCAL_JUDGE_H_
