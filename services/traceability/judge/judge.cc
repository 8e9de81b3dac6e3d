#include "services/traceability/judge/judge.h"

#include <algorithm>
#include <utility>

#include "services/traceability/chain/cycle.h"
#include "services/traceability/judge/local_judge.h"

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
    local_.reserve(chain_.certificates.size());
    for (size_t c = 0; c < chain_.certificates.size(); ++c) {
      const ChainCertificate& of = chain_.certificates[c];
      local_.emplace_back(context_, of.index, of.legs);
      out_.certificates[c].findings = local_.back().JudgePaper();
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
    findings.push_back(Found(context_, Rule::kV02,
                             in_cycle ? Outcome::kBroken : Outcome::kHeld));
    judged.terminal = local_[node.certificate].JudgeResult(
        node.result, node.supports, findings);
    LeaveOut(context_.profile, findings);
    const Verdict paper = Worst(out_.certificates[node.certificate].findings);
    judged.verdict = std::max(paper, Worst(findings));
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
  std::vector<LocalJudge> local_;  // of the chain's certificates
  Judgement out_;
};

}  // namespace

Judgement Judge(const RuleContext& context, Chain& chain) {
  return Judging(context, chain).Run();
}

}  // namespace suyuan::traceability
