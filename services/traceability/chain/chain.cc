#include "services/traceability/chain/chain.h"

#include <utility>

#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

class Builder {
 public:
  Builder(const Graph& graph, absl::Time known_at)
      : graph_(graph), known_at_(known_at) {}

  // The certificate's place in the chain; adds it where it is new.
  uint32_t Certificate(CertificateIndex index, uint32_t depth) {
    const auto [at, added] = certificates_.try_emplace(
        index, static_cast<uint32_t>(chain_.certificates.size()));
    if (added) {
      chain_.certificates.push_back(
          {index, LegsOf(graph_, index, known_at_), {}, depth});
    }
    return at->second;
  }

  uint32_t Node(ResultIndex result, uint32_t depth) {
    const auto [at, added] =
        nodes_.try_emplace(result, static_cast<uint32_t>(chain_.nodes.size()));
    if (added) {
      const uint32_t certificate =
          Certificate(graph_.result(result).certificate, depth);
      chain_.certificates[certificate].nodes.push_back(at->second);
      chain_.nodes.push_back({result, certificate, {}, {}});
    }
    return at->second;
  }

  void Expand(uint32_t node) {
    const uint32_t certificate = chain_.nodes[node].certificate;
    std::vector<Support> supports =
        SupportsOf(graph_, chain_.nodes[node].result,
                   chain_.certificates[certificate].legs);
    const uint32_t depth = chain_.certificates[certificate].depth + 1;
    std::vector<std::vector<uint32_t>> above(supports.size());
    for (size_t i = 0; i < supports.size(); ++i) {
      for (const ResultIndex used : supports[i].used) {
        above[i].push_back(Node(used, depth));
      }
    }
    chain_.nodes[node].supports = std::move(supports);
    chain_.nodes[node].above = std::move(above);
  }

  void ExpandBeside() {
    constexpr size_t kMostBeside = 256;
    const size_t most = chain_.certificates.size() + kMostBeside;
    for (size_t i = 0; i < chain_.certificates.size(); ++i) {
      // Certificate() may move what this refers to.
      const std::vector<Leg> legs = chain_.certificates[i].legs;
      for (const Leg& leg : legs) {
        if (leg.state != LegState::kResolved) continue;
        if (chain_.certificates.size() >= most) return;
        Certificate(leg.certificate, chain_.certificates[i].depth + 1);
      }
    }
  }

  Chain& chain() { return chain_; }

 private:
  const Graph& graph_;
  const absl::Time known_at_;
  Chain chain_;
  absl::flat_hash_map<CertificateIndex, uint32_t> certificates_;
  absl::flat_hash_map<ResultIndex, uint32_t> nodes_;
};

}  // namespace

absl::StatusOr<Chain> BuildChain(const Graph& graph,
                                 const std::vector<ResultIndex>& targets,
                                 absl::Time known_at, bool with_beside,
                                 const Deadline& deadline) {
  Builder builder(graph, known_at);
  for (const ResultIndex r : targets) builder.Node(r, 0);
  Chain& chain = builder.chain();
  chain.rooted = static_cast<uint32_t>(chain.certificates.size());
  for (uint32_t next = 0; next < chain.nodes.size(); ++next) {
    if (chain.nodes.size() > kMaxChainResults) {
      return ChainTooLarge(kMaxChainResults);
    }
    if (next % 64 == 63) {
      const absl::Status in_time = deadline.Check();
      if (!in_time.ok()) return in_time;
    }
    builder.Expand(next);
  }
  chain.beside = static_cast<uint32_t>(chain.certificates.size());
  if (with_beside) builder.ExpandBeside();
  return std::move(chain);
}

}  // namespace suyuan::traceability
