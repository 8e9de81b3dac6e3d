#ifndef SERVICES_TRACEABILITY_SUGGEST_CHAIN_LENGTH_H_
#define SERVICES_TRACEABILITY_SUGGEST_CHAIN_LENGTH_H_

#include <cstdint>

#include "services/traceability/engine.h"

namespace suyuan::traceability {

// How many calibrations lie between the end of a standard's chain and an item
// that is calibrated with it: 1 for a standard that ends its chain itself, 2
// for one that was calibrated by who may end it. Along the longest of the
// branches, each by its fewest links, up to certificates accepted as terminal.
// 0 for a standard without certificates that may end no chain. Means nothing
// where the chain does not hold. O(nodes * supports).
int32_t CalibrationsOf(const TraceAnswer& standard);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_CHAIN_LENGTH_H_
