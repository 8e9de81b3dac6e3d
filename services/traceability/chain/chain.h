#ifndef SERVICES_TRACEABILITY_CHAIN_CHAIN_H_
#define SERVICES_TRACEABILITY_CHAIN_CHAIN_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/support.h"
#include "services/traceability/graph/graph.h"

// The chain above some results: every certificate and result that a verdict
// rests on, no rule judged yet. Its shape depends on the graph and the
// knowledge time only.

namespace suyuan::traceability {

inline constexpr size_t kMaxChainResults = 4096;

struct ChainCertificate {
  CertificateIndex index = kNone;
  std::vector<Leg> legs;
  std::vector<uint32_t> nodes;  // its results in the chain
  uint32_t depth = 0;           // fewest links from the target
};

struct ChainNode {
  ResultIndex result = kNone;
  uint32_t certificate = 0;  // index into the chain's certificates
  std::vector<Support> supports;
  // For each support, the nodes of its used results.
  std::vector<std::vector<uint32_t>> above;
};

struct Chain {
  std::vector<ChainCertificate> certificates;
  std::vector<ChainNode> nodes;
  // The first `rooted` certificates hold the target's results.
  uint32_t rooted = 0;
  // Certificates from here on are reached only by legs that carry nothing:
  // shown beside the chain, no part of any verdict.
  uint32_t beside = 0;
};

// From results upwards, breadth first: O(results + references) of the chain.
// FailedPrecondition (CHAIN_TOO_LARGE) over kMaxChainResults. `with_beside`
// adds certificates that only legs carrying nothing reach, for showing.
absl::StatusOr<Chain> BuildChain(const Graph& graph,
                                 const std::vector<ResultIndex>& targets,
                                 absl::Time known_at, bool with_beside,
                                 const Deadline& deadline);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CHAIN_CHAIN_H_
