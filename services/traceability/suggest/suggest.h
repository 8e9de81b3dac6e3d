#ifndef SERVICES_TRACEABILITY_SUGGEST_SUGGEST_H_
#define SERVICES_TRACEABILITY_SUGGEST_SUGGEST_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/deadline.h"
#include "services/traceability/engine.h"
#include "services/traceability/suggest/candidate.h"

namespace suyuan::traceability {

// Which measurement standards could carry an item (docs/suggestions.md).

struct SuggestionLimits {
  size_t candidates = 10;
  size_t near_misses = 5;
  // Suitable standards outside the region, too, where the region has one.
  bool outside = false;
};

// 扁平化溯源: a suitable standard with fewer calibrations between it and the
// end of its chain than the nearest suitable one has.
struct FlatOption {
  Candidate candidate;
  int32_t hops_saved = 0;
  // u of the nearest less its own; NaN where one is not known, negative where
  // it is larger.
  double uncertainty_saved = 0;
};

struct Suggestion {
  std::vector<Candidate> candidates;   // nearest first
  std::vector<Candidate> near_misses;  // fewest faults first, then nearest
  std::vector<FlatOption> flat;        // fewest hops first, then nearest
  int32_t standards = 0;               // that realise the kind
  int32_t suitable = 0;
  int32_t suitable_outside = 0;  // of these, not in the item's region
  // Standards whose chain was not judged, for there were too many nearer ones.
  int32_t not_judged = 0;
  Positions positions;
};

// Reads every standard in force once, then judges the chains of those that
// nothing else speaks against, nearest first and 200 at most: as long as so
// many Traces. The deadline ends it.
absl::StatusOr<Suggestion> Suggest(const Engine& engine,
                                   const SuggestionQuestion& question,
                                   const SuggestionLimits& limits,
                                   const Deadline& deadline);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_SUGGEST_H_
