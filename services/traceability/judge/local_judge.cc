#include "services/traceability/judge/local_judge.h"

#include <utility>

#include "services/traceability/rules/capability_tests.h"
#include "services/traceability/rules/environment.h"
#include "services/traceability/rules/hierarchy.h"
#include "services/traceability/rules/mandatory_use.h"
#include "services/traceability/rules/newest_reference.h"
#include "services/traceability/rules/paper.h"
#include "services/traceability/rules/persons.h"
#include "services/traceability/rules/reference.h"
#include "services/traceability/rules/result.h"
#include "services/traceability/rules/specification.h"

namespace suyuan::traceability {

LocalJudge::LocalJudge(const RuleContext& context, CertificateIndex certificate,
                       const std::vector<Leg>& legs)
    : context_(context),
      certificate_(certificate),
      legs_(legs),
      standing_(StandingOf(context, certificate)) {}

std::vector<Finding> LocalJudge::JudgePaper() const {
  return {standing_.v06,
          JudgeDates(context_, certificate_),
          JudgeUnique(context_, certificate_),
          JudgeIntegrity(context_, certificate_),
          JudgeEditions(context_, certificate_),
          JudgeEnvironment(context_, certificate_)};
}

bool LocalJudge::JudgeResult(ResultIndex result, std::vector<Support>& supports,
                             std::vector<Finding>& out) {
  JudgeScope(context_, standing_, result, out);
  out.push_back(JudgeUncertainty(context_, result));
  out.push_back(JudgeBudget(context_, result));
  out.push_back(JudgePassed(context_, result));
  out.push_back(JudgeSpecification(context_, result));
  out.push_back(JudgeMandatoryUse(context_, result));
  out.push_back(JudgePersons(context_, standing_, result));
  for (Support& support : supports) {
    FillNumbers(context_.graph, context_.profile.mpe_as_uncertainty, support);
  }
  if (JudgeEnd(result, !supports.empty(), out)) return true;
  for (const Support& support : supports) {
    JudgeReference(context_, result, legs_[support.leg], support, out);
    const std::vector<Finding>& of_leg = FindingsOfLeg(support.leg);
    out.insert(out.end(), of_leg.begin(), of_leg.end());
  }
  return false;
}

// V01 and V27: where the chain ends, or that it goes on.
bool LocalJudge::JudgeEnd(ResultIndex result, bool any_support,
                          std::vector<Finding>& out) const {
  Finding end = Found(context_, Rule::kV27, Outcome::kNotApplicable);
  if (EndsChainByCompetence(context_, standing_, result)) {
    end.outcome = Outcome::kHeld;
  } else if (context_.graph.certificate(certificate_).references == 0) {
    end = JudgeTop(context_, result);
  }
  const bool terminal = end.outcome == Outcome::kHeld;
  out.push_back(std::move(end));
  out.push_back(terminal ? Found(context_, Rule::kV01, Outcome::kNotApplicable)
                         : JudgeParent(context_, result, any_support));
  return terminal;
}

// The same for every result that a leg carries, and dear: judged once.
const std::vector<Finding>& LocalJudge::FindingsOfLeg(uint32_t leg) {
  const auto [at, added] = of_legs_.try_emplace(leg);
  if (added) {
    const Work work = WorkOf(context_.graph.certificate(certificate_));
    at->second = {JudgeNewest(context_, work, legs_[leg]),
                  JudgeCapabilityTests(context_, work, legs_[leg]),
                  JudgeNoCheckStandard(context_, legs_[leg])};
  }
  return at->second;
}

}  // namespace suyuan::traceability
