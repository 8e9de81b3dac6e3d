#ifndef SERVICES_CREDIT_EXPLANATION_H_
#define SERVICES_CREDIT_EXPLANATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/credit/fact.h"
#include "services/credit/policy.h"
#include "services/credit/score.h"
#include "services/credit/subject.h"

namespace suyuan::credit {

// One specific reason, in Chinese and English: what cost points, or what was
// not earned. "Score too low" is none.
struct Reason {
  Names text;
  std::string indicator_id;
  int64_t points = 0;  // lost, or not gained
  std::vector<std::string> fact_ids;
};

// Something the subject can do.
struct Step {
  // The indicator it concerns, or the overlay it lifts.
  std::string id;
  Names text;
  int64_t times = 1;
  int64_t gain = 0;  // taken alone, on the as-of day
  int64_t effort = 0;
};

// The cheapest way, by the policy's efforts, to the class above.
struct WayUp {
  // None for class A.
  std::optional<CreditClass> target;
  // False where no set of actions that the policy knows reaches it; then there
  // are no steps.
  bool reachable = false;
  std::vector<Step> steps;
  int64_t score_after = 0;
  // Overlays that no action lifts, and the first day without them if known.
  std::vector<std::string> blocked_by;
  std::optional<absl::CivilDay> blocked_until;
};

struct Explanation {
  // At most Policy::reasons_shown: incidents, heaviest first, then missing
  // positives.
  std::vector<Reason> reasons;
  WayUp way_up;
};

// Explains a score that ComputeScore made of the same policy and facts. `types`
// decide which positives the subject is told of. O(n log n) and, for the way
// up, at most 2^6 sets of corrections times 20,000 sets of positive actions,
// both far less for the default policy (at most 576).
Explanation Explain(const Policy& policy, absl::Span<const Fact> facts,
                    const Score& score, absl::Span<const SubjectType> types);

// The parts of it.
std::vector<Reason> ReasonsOf(const Policy& policy,
                              absl::Span<const Fact> facts, const Score& score,
                              absl::Span<const SubjectType> types);
WayUp CheapestWayUp(const Policy& policy, absl::Span<const Fact> facts,
                    const Score& score, absl::Span<const SubjectType> types);

// Whether a positive indicator is open to a subject of these types.
bool IsOpenTo(const Indicator& indicator, absl::Span<const SubjectType> types);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_EXPLANATION_H_
