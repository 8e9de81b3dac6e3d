#include "services/traceability/settled/verdict_walk.h"

#include <algorithm>
#include <bit>

#include "services/traceability/chain/chain.h"
#include "services/traceability/rules/profile.h"

namespace suyuan::traceability {

std::optional<Verdict> VerdictWalk::Run(const Graph& graph, Settled& settled,
                                        const Question& question,
                                        ReasonTally& reasons) {
  if (!Build(graph, settled, question) || MeetsItselfAbove()) {
    return std::nullopt;
  }
  Propagate(question.profile);
  TellFindings(settled, question.profile, reasons);
  Verdict verdict = Verdict::kTraceable;
  for (const Node& node : nodes_) {
    if (node.certificate < rooted_) verdict = std::max(verdict, node.verdict);
  }
  return verdict;
}

// Breadth first and in the order of links, as BuildChain.
bool VerdictWalk::Build(const Graph& graph, Settled& settled,
                        const Question& question) {
  nodes_.clear();
  certificates_.clear();
  above_.clear();
  node_of_.Clear();
  certificate_of_.Clear();
  artefact_of_.Clear();
  artefacts_twice_ = 0;
  worst_ = Verdict::kTraceable;
  for (const ResultIndex r : question.targets) {
    if (!AddNode(graph, settled, question, r)) return false;
  }
  above_.clear();
  rooted_ = static_cast<uint32_t>(certificates_.size());
  for (uint32_t next = 0; next < nodes_.size(); ++next) {
    if (nodes_.size() > kMaxChainResults) return false;
    nodes_[next].above = static_cast<uint32_t>(above_.size());
    bool fits = true;
    settled.ForEachLink(nodes_[next].result, [&](Link link) {
      if (link.bare() || !fits) return;
      fits = AddNode(graph, settled, question, link.result());
      if (fits) above_.back().first = link.first();
    });
    if (!fits) return false;
    nodes_[next].above_end = static_cast<uint32_t>(above_.size());
  }
  return true;
}

// The node of the result, which is added where it is new, as the last of
// above_.
bool VerdictWalk::AddNode(const Graph& graph, Settled& settled,
                          const Question& question, ResultIndex result) {
  const auto [place, added] =
      node_of_.Place(result, static_cast<uint32_t>(nodes_.size()));
  above_.push_back({place, false});
  if (!added) return true;
  const CertificateIndex c = settled.certificate(result);
  const auto [certificate, is_new] =
      certificate_of_.Place(c, static_cast<uint32_t>(certificates_.size()));
  if (is_new && (!settled.Settle(graph, c) || !AddCertificate(settled, c))) {
    return false;
  }
  return AddResult(settled, question, result, certificate);
}

bool VerdictWalk::AddResult(const Settled& settled, const Question& question,
                            ResultIndex result, uint32_t certificate) {
  const ResultJudgement judgement = settled.judgement(result);
  if (judgement.odd() || (judgement.dated() && !question.all_decided)) {
    return false;
  }
  const Verdict verdict = judgement.verdict(question.profile);
  worst_ = std::max(worst_, verdict);
  nodes_.push_back({result, judgement, certificate, 0, 0, verdict});
  return true;
}

// False where more artefacts than fit stand on two certificates each.
bool VerdictWalk::AddCertificate(const Settled& settled,
                                 CertificateIndex index) {
  const auto here = static_cast<uint32_t>(certificates_.size());
  certificates_.push_back({index, 0});
  const uint32_t artefact = settled.artefact(index);
  if (artefact == kNone) return true;
  const auto [first, is_new] = artefact_of_.Place(artefact, here);
  if (is_new) return true;
  uint64_t& bit = certificates_[first].artefacts;
  if (bit == 0) {
    bit = ~artefacts_twice_ & (artefacts_twice_ + 1);
    if (bit == 0) return false;
    artefacts_twice_ |= bit;
  }
  certificates_[here].artefacts = bit;
  return true;
}

// Whether an artefact may stand above itself (V02). No certificate does: each
// link leads to one that comes before (ResultJudgement::odd).
bool VerdictWalk::MeetsItselfAbove() {
  if (artefacts_twice_ == 0) return false;
  artefacts_above_.assign(nodes_.size(), 0);
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t n = nodes_.size(); n-- > 0;) {
      uint64_t above = artefacts_above_[n];
      for (uint32_t i = nodes_[n].above; i < nodes_[n].above_end; ++i) {
        const uint32_t m = above_[i].node;
        above |= artefacts_above_[m] |
                 certificates_[nodes_[m].certificate].artefacts;
      }
      if (above == artefacts_above_[n]) continue;
      artefacts_above_[n] = above;
      changed = true;
      if ((above & certificates_[nodes_[n].certificate].artefacts) != 0) {
        return true;
      }
    }
  }
  return false;
}

void VerdictWalk::Propagate(size_t profile) {
  if (worst_ == Verdict::kTraceable) return;
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t n = nodes_.size(); n-- > 0;) {
      Node& node = nodes_[n];
      if (node.judgement.terminal(profile)) continue;
      for (uint32_t i = node.above; i < node.above_end; ++i) {
        const Verdict above = nodes_[above_[i].node].verdict;
        if (above <= node.verdict) continue;
        node.verdict = above;
        changed = true;
      }
    }
  }
}

// First all papers, then all results, as ReasonsOf.
void VerdictWalk::TellFindings(const Settled& settled, size_t profile,
                               ReasonTally& reasons) {
  for (const Certificate& c : certificates_) {
    CountList(settled.findings(c.index), c.index);
  }
  TellLists(settled.finding_lists(), profile, reasons);
  for (const Node& node : nodes_) {
    CountList(node.judgement.findings(), certificates_[node.certificate].index);
  }
  TellLists(settled.finding_lists(), profile, reasons);
  if (worst_ < Verdict::kIndeterminate) return;
  for (const Node& node : nodes_) TellReferences(profile, node, reasons);
}

void VerdictWalk::CountList(uint32_t list, CertificateIndex certificate) {
  if (list == 0) return;
  if (!lists_.empty() && lists_.back().list == list) {
    ++lists_.back().count;
    return;
  }
  const auto [place, added] =
      list_of_.Place(list, static_cast<uint32_t>(lists_.size()));
  if (added) lists_.push_back({list, 0, certificate});
  ++lists_[place].count;
}

// Those counted, in the order of their first places; they are forgotten then.
void VerdictWalk::TellLists(const FindingLists& lists, size_t profile,
                            ReasonTally& reasons) {
  for (const Counted& counted : lists_) {
    lists.ForEach(counted.list, profile,
                  [&](Rule rule, Outcome outcome, Severity severity) {
                    reasons.Add({rule, outcome, severity, kNone, {}},
                                counted.first, counted.count);
                  });
  }
  lists_.clear();
  list_of_.Clear();
}

// V05, once for each support.
void VerdictWalk::TellReferences(size_t profile, const Node& node,
                                 ReasonTally& reasons) const {
  if (node.judgement.terminal(profile)) return;
  const Severity severity = BuiltInProfiles()[profile].SeverityOf(Rule::kV05);
  const uint32_t end = node.above_end;
  for (uint32_t i = node.above; i < end;) {
    Verdict worst = Verdict::kTraceable;
    do {
      worst = std::max(worst, nodes_[above_[i].node].verdict);
    } while (++i < end && !above_[i].first);
    if (worst < Verdict::kIndeterminate) continue;
    const Outcome outcome =
        worst == Verdict::kNotTraceable ? Outcome::kBroken : Outcome::kUnknown;
    reasons.Add({Rule::kV05, outcome, severity, kNone, {}},
                certificates_[node.certificate].index);
  }
}

}  // namespace suyuan::traceability
