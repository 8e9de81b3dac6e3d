#include "services/traceability/suggest/chain_length.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace suyuan::traceability {
namespace {

constexpr uint32_t kFar = kNone;

// Links from the target to each node, terminal ones passed by nobody.
std::vector<uint32_t> LinksTo(const TraceAnswer& answer) {
  const Chain& chain = answer.chain;
  std::vector<uint32_t> links(chain.nodes.size(), kFar);
  std::deque<uint32_t> todo;
  for (uint32_t n = 0; n < chain.nodes.size(); ++n) {
    if (chain.nodes[n].certificate >= chain.rooted) continue;
    links[n] = 0;
    todo.push_back(n);
  }
  while (!todo.empty()) {
    const uint32_t n = todo.front();
    todo.pop_front();
    if (answer.judgement.nodes[n].terminal) continue;
    for (const auto& used : chain.nodes[n].above) {
      for (const uint32_t above : used) {
        if (links[above] != kFar) continue;
        links[above] = links[n] + 1;
        todo.push_back(above);
      }
    }
  }
  return links;
}

}  // namespace

int32_t CalibrationsOf(const TraceAnswer& standard) {
  if (standard.target.certificates.empty()) {
    return standard.target.terminal_level == Level::kUnspecified ? 0 : 1;
  }
  const std::vector<uint32_t> links = LinksTo(standard);
  int32_t longest = 0;
  for (const uint32_t l : LinksTo(standard)) {
    if (l != kFar) longest = std::max(longest, static_cast<int32_t>(l));
  }
  return longest + 2;
}

}  // namespace suyuan::traceability
