#ifndef SERVICES_CREDIT_USABLE_FACTS_H_
#define SERVICES_CREDIT_USABLE_FACTS_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/credit/fact.h"
#include "services/credit/policy.h"
#include "services/credit/score.h"

namespace suyuan::credit {

// The version of each fact that was known at `known_at`: of those with
// recorded_at <= known_at the latest, ties to the higher version. Ordered by
// (decided_on, fact_id). Pointers into `facts`. O(n log n).
std::vector<const Fact*> KnownAt(absl::Span<const Fact> facts,
                                 absl::Time known_at);

struct SelectedFact {
  const Fact* fact = nullptr;
  const Indicator* indicator = nullptr;  // null: kUnknownIndicator
  FactUse use = FactUse::kCounted;
  bool open = false;
  int64_t age_days = 0;
};

// Step 1 of the computation, for facts as KnownAt gives them; one answer a
// fact, in the same order. With `without_disputed`, disputed facts are treated
// as withdrawn. O(n).
std::vector<SelectedFact> Select(const Policy& policy,
                                 absl::Span<const Fact* const> known,
                                 absl::CivilDay as_of, bool without_disputed);

// Points of a counted fact before repetition and decay.
int64_t PointsOf(const Fact& fact, const Indicator& indicator,
                 absl::CivilDay as_of);

// For each selected fact the multiplier (in halves) that repetition gives: by
// the number of other incidents of the same indicator that were decided on
// earlier days, within the look-back, and count themselves. O(n log n).
std::vector<int64_t> RepetitionX2(const Policy& policy,
                                  absl::Span<const SelectedFact> selected);

// The overlays that hold. `positive_evidence` as in Score. O(overlays * n).
std::vector<ActiveOverlay> OverlaysOf(const Policy& policy,
                                      absl::Span<const SelectedFact> selected,
                                      absl::CivilDay as_of,
                                      int64_t positive_evidence);

// How many positive facts stand as evidence within the days that the policy's
// kFewEvidence overlay asks about; a measured or held state counts one while
// it brings points. 0 where no overlay asks. O(n).
int64_t PositiveEvidence(const Policy& policy,
                         absl::Span<const SelectedFact> selected,
                         absl::CivilDay as_of);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_USABLE_FACTS_H_
