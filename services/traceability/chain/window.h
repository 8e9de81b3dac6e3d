#ifndef SERVICES_TRACEABILITY_CHAIN_WINDOW_H_
#define SERVICES_TRACEABILITY_CHAIN_WINDOW_H_

#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// The days on which a certificate could be relied on (docs/rules.md 4,
// Windows), both ends usable. Empty where to < from.
struct Window {
  DayNumber from = kNoDay;  // kNoDay: the work's days are not known
  DayNumber to = kNoDay;    // kNoDay: no end is known
  // Something voids it from the day after `to` on.
  bool void_ends_it = false;
};

Window WindowOf(const Graph& graph, CertificateIndex certificate,
                absl::Time known_at);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CHAIN_WINDOW_H_
