#include "services/traceability/chain/cycle.h"

#include <algorithm>
#include <cstdint>

#include "absl/container/flat_hash_map.h"

namespace suyuan::traceability {
namespace {

// An artefact in one state. An item without keys is only itself.
using Token = uint64_t;
constexpr uint32_t kItself = kUnknownText - 1;

std::vector<Token> TokensOf(const Graph& graph, ResultIndex index) {
  std::vector<Token> out;
  const ResultRow& result = graph.result(index);
  const CertificateRow& row = graph.certificate(result.certificate);
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex at = row.first_item + i;
    if (result.item != kNone && result.item != at) continue;
    const ItemRow& item = graph.item(at);
    for (const uint32_t key : graph.list(item.keys)) {
      out.push_back(static_cast<Token>(key) << 32 | item.state);
    }
    out.push_back(static_cast<Token>(at) << 32 | kItself);
  }
  if (row.items == 0) {
    out.push_back(static_cast<Token>(result.certificate) << 32 | (kItself - 1));
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool Intersect(const std::vector<Token>& a, const std::vector<Token>& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i == *j) return true;
    *i < *j ? ++i : ++j;
  }
  return false;
}

// Whether one artefact stands on two certificates of the chain.
bool ArtefactTwice(const Chain& chain,
                   const std::vector<std::vector<Token>>& tokens) {
  absl::flat_hash_map<Token, uint32_t> certificate_of;
  for (size_t n = 0; n < tokens.size(); ++n) {
    for (const Token t : tokens[n]) {
      const auto [at, added] =
          certificate_of.try_emplace(t, chain.nodes[n].certificate);
      if (!added && at->second != chain.nodes[n].certificate) return true;
    }
  }
  return false;
}

// Whether the certificates can be put in an order in which each comes before
// those above it (Kahn).
bool CertificatesOrdered(const Chain& chain) {
  std::vector<uint32_t> below(chain.certificates.size(), 0);
  const auto for_each_link = [&chain](uint32_t certificate, auto&& visit) {
    for (const uint32_t n : chain.certificates[certificate].nodes) {
      for (const auto& above : chain.nodes[n].above) {
        for (const uint32_t m : above) visit(chain.nodes[m].certificate);
      }
    }
  };
  for (uint32_t c = 0; c < chain.beside; ++c) {
    for_each_link(c, [&](uint32_t to) { ++below[to]; });
  }
  std::vector<uint32_t> ready;
  for (uint32_t c = 0; c < chain.beside; ++c) {
    if (below[c] == 0) ready.push_back(c);
  }
  size_t done = 0;
  while (!ready.empty()) {
    const uint32_t c = ready.back();
    ready.pop_back();
    ++done;
    for_each_link(c, [&](uint32_t to) {
      if (--below[to] == 0) ready.push_back(to);
    });
  }
  return done == chain.beside;
}

bool MeetsItselfAbove(const Chain& chain,
                      const std::vector<std::vector<Token>>& tokens,
                      uint32_t start) {
  std::vector<bool> seen(chain.nodes.size(), false);
  std::vector<uint32_t> todo{start};
  while (!todo.empty()) {
    const uint32_t n = todo.back();
    todo.pop_back();
    for (const auto& above : chain.nodes[n].above) {
      for (const uint32_t m : above) {
        if (m == start || Intersect(tokens[start], tokens[m])) return true;
        if (!seen[m]) {
          seen[m] = true;
          todo.push_back(m);
        }
      }
    }
  }
  return false;
}

}  // namespace

std::vector<bool> NodesInCycles(const Graph& graph, const Chain& chain) {
  std::vector<bool> out(chain.nodes.size(), false);
  std::vector<std::vector<Token>> tokens;
  tokens.reserve(chain.nodes.size());
  for (const ChainNode& node : chain.nodes) {
    tokens.push_back(TokensOf(graph, node.result));
  }
  if (!ArtefactTwice(chain, tokens) && CertificatesOrdered(chain)) return out;
  for (uint32_t n = 0; n < chain.nodes.size(); ++n) {
    out[n] = MeetsItselfAbove(chain, tokens, n);
  }
  return out;
}

}  // namespace suyuan::traceability
