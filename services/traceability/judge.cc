#include "services/traceability/judge.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/traceability/cycle.h"
#include "services/traceability/rules/capability_tests.h"
#include "services/traceability/rules/environment.h"
#include "services/traceability/rules/hierarchy.h"
#include "services/traceability/rules/issuer.h"
#include "services/traceability/rules/mandatory_use.h"
#include "services/traceability/rules/newest_reference.h"
#include "services/traceability/rules/paper.h"
#include "services/traceability/rules/persons.h"
#include "services/traceability/rules/reference.h"
#include "services/traceability/rules/result.h"
#include "services/traceability/rules/specification.h"

namespace suyuan::traceability {
namespace {

class Judging {
 public:
  Judging(const RuleContext& context, Chain& chain)
      : context_(context), chain_(chain) {}

  Judgement Run() {
    JudgePapers();
    JudgeNodes();
    Propagate();
    JudgeReferencesTraceable();
    Aggregate();
    return std::move(out_);
  }

 private:
  void JudgePapers() {
    out_.certificates.resize(chain_.certificates.size());
    for (size_t c = 0; c < chain_.certificates.size(); ++c) {
      const CertificateIndex index = chain_.certificates[c].index;
      standings_.push_back(StandingOf(context_, index));
      out_.certificates[c].findings = {
          standings_.back().v06,          JudgeDates(context_, index),
          JudgeUnique(context_, index),   JudgeIntegrity(context_, index),
          JudgeEditions(context_, index), JudgeEnvironment(context_, index)};
      LeaveOut(context_.profile, out_.certificates[c].findings);
    }
  }

  void JudgeNodes() {
    const std::vector<bool> cycles = NodesInCycles(context_.graph, chain_);
    out_.nodes.resize(chain_.nodes.size());
    for (size_t n = 0; n < chain_.nodes.size(); ++n) {
      JudgeNode(chain_.nodes[n], cycles[n], out_.nodes[n]);
    }
  }

  void JudgeNode(ChainNode& node, bool in_cycle, JudgedNode& judged) {
    std::vector<Finding>& findings = judged.findings;
    const IssuerStanding& standing = standings_[node.certificate];
    findings.push_back(Found(context_, Rule::kV02,
                             in_cycle ? Outcome::kBroken : Outcome::kHeld));
    JudgeScope(context_, standing, node.result, findings);
    findings.push_back(JudgeUncertainty(context_, node.result));
    findings.push_back(JudgePassed(context_, node.result));
    findings.push_back(JudgeSpecification(context_, node.result));
    findings.push_back(JudgeMandatoryUse(context_, node.result));
    findings.push_back(JudgePersons(context_, standing, node.result));
    for (Support& support : node.supports) {
      FillNumbers(context_.graph, context_.profile.mpe_as_uncertainty, support);
    }
    JudgeEnd(node, standing, judged);
    if (!judged.terminal) JudgeReferences(node, findings);
    LeaveOut(context_.profile, findings);
    const Verdict paper = Worst(out_.certificates[node.certificate].findings);
    judged.verdict = std::max(paper, Worst(findings));
  }

  // V01 and V27: where the chain ends, or that it goes on.
  void JudgeEnd(const ChainNode& node, const IssuerStanding& standing,
                JudgedNode& judged) {
    const bool names_none =
        context_.graph
            .certificate(context_.graph.result(node.result).certificate)
            .references == 0;
    Finding end = Found(context_, Rule::kV27, Outcome::kNotApplicable);
    if (EndsChainByCompetence(context_, standing, node.result)) {
      end.outcome = Outcome::kHeld;
    } else if (names_none) {
      end = JudgeTop(context_, node.result);
    }
    judged.terminal = end.outcome == Outcome::kHeld;
    judged.findings.push_back(std::move(end));
    judged.findings.push_back(
        judged.terminal
            ? Found(context_, Rule::kV01, Outcome::kNotApplicable)
            : JudgeParent(context_, node.result, !node.supports.empty()));
  }

  void JudgeReferences(const ChainNode& node, std::vector<Finding>& out) {
    const std::vector<Leg>& legs = chain_.certificates[node.certificate].legs;
    for (const Support& support : node.supports) {
      JudgeReference(context_, node.result, legs[support.leg], support, out);
      const std::vector<Finding>& of_leg =
          FindingsOfLeg(node.certificate, support.leg);
      out.insert(out.end(), of_leg.begin(), of_leg.end());
    }
  }

  // The same for every result that a leg carries, and dear: judged once.
  const std::vector<Finding>& FindingsOfLeg(uint32_t certificate,
                                            uint32_t leg) {
    const auto [at, added] = of_legs_.try_emplace({certificate, leg});
    if (added) {
      const ChainCertificate& of = chain_.certificates[certificate];
      const Work work = WorkOf(context_.graph.certificate(of.index));
      at->second = {JudgeNewest(context_, work, of.legs[leg]),
                    JudgeCapabilityTests(context_, work, of.legs[leg]),
                    JudgeNoCheckStandard(context_, of.legs[leg])};
    }
    return at->second;
  }

  // Each node takes on the worst above it. Breadth first built the chain, so
  // going backwards settles all but cycles in one pass.
  void Propagate() {
    if (context_.profile.off.has(Rule::kV05)) return;
    bool changed = true;
    while (changed) {
      changed = false;
      for (size_t n = chain_.nodes.size(); n-- > 0;) {
        JudgedNode& judged = out_.nodes[n];
        if (judged.terminal) continue;
        for (const auto& above : chain_.nodes[n].above) {
          for (const uint32_t m : above) {
            if (out_.nodes[m].verdict > judged.verdict) {
              judged.verdict = out_.nodes[m].verdict;
              changed = true;
            }
          }
        }
      }
    }
  }

  void JudgeReferencesTraceable() {
    if (context_.profile.off.has(Rule::kV05)) return;
    for (size_t n = 0; n < chain_.nodes.size(); ++n) {
      if (out_.nodes[n].terminal) continue;
      const ChainNode& node = chain_.nodes[n];
      const std::vector<Leg>& legs = chain_.certificates[node.certificate].legs;
      for (size_t s = 0; s < node.supports.size(); ++s) {
        if (node.above[s].empty()) continue;
        Verdict worst = Verdict::kTraceable;
        for (const uint32_t m : node.above[s]) {
          worst = std::max(worst, out_.nodes[m].verdict);
        }
        const Outcome outcome =
            worst == Verdict::kNotTraceable    ? Outcome::kBroken
            : worst == Verdict::kIndeterminate ? Outcome::kUnknown
                                               : Outcome::kHeld;
        out_.nodes[n].findings.push_back(
            Found(context_, Rule::kV05, outcome,
                  legs[node.supports[s].leg].reference));
      }
    }
  }

  void Aggregate() {
    for (size_t c = 0; c < out_.certificates.size(); ++c) {
      JudgedCertificate& judged = out_.certificates[c];
      judged.verdict = Worst(judged.findings);
      for (const uint32_t n : chain_.certificates[c].nodes) {
        judged.verdict = std::max(judged.verdict, out_.nodes[n].verdict);
      }
      if (c < chain_.rooted) {
        out_.verdict = std::max(out_.verdict, judged.verdict);
      }
    }
  }

  const RuleContext& context_;
  Chain& chain_;
  std::vector<IssuerStanding> standings_;
  absl::flat_hash_map<std::pair<uint32_t, uint32_t>, std::vector<Finding>>
      of_legs_;
  Judgement out_;
};

}  // namespace

Judgement Judge(const RuleContext& context, Chain& chain) {
  return Judging(context, chain).Run();
}

}  // namespace suyuan::traceability
