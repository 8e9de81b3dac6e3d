#ifndef SERVICES_TRACEABILITY_UNCERTAINTY_RECOMPUTATION_H_
#define SERVICES_TRACEABILITY_UNCERTAINTY_RECOMPUTATION_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/base/deadline.h"
#include "libs/metrology/uncertainty.h"
#include "services/traceability/chain/chain.h"
#include "services/traceability/judge/judge.h"
#include "services/traceability/rules/context.h"

// The uncertainty of a result, computed again from what it rests on. Every
// certificate in the chain adds what is its own; what two paths share adds up
// with its sign before it is squared, so shared ancestors count as what they
// are: the same error twice.

namespace suyuan::traceability {

enum class SourceKind : uint8_t {
  kStated,     // an uncertainty that is taken as its certificate states it
  kClass,      // used by its nominal value: MPE/√3
  kBudget,     // a component of a certificate's budget
  kRemainder,  // what a stated uncertainty holds beyond its references
  kDrift,      // what the reference's own history shows: a/√3
  kLink,       // a remote link during the work
};

// Something random that results depend on. Different sources are independent,
// unless a correlation says otherwise.
struct UncertaintySource {
  SourceKind kind = SourceKind::kStated;
  ResultIndex result = kNone;        // on whose certificate it stands
  ReferenceIndex reference = kNone;  // kDrift, kLink; a budget's reference
  const BudgetComponentFacts* component = nullptr;  // kBudget
  InputDistribution distribution = InputDistribution::kUnspecified;
  // Infinity where it is exact or taken as such, NaN where nobody knows.
  double degrees_of_freedom = 0;
};

struct SourceCorrelation {
  size_t first = 0;  // sources
  size_t second = 0;
  double coefficient = 0;
};

// What a source adds to a result: c u with the sign of c, coherent SI of the
// result.
struct Contribution {
  size_t source = 0;
  double amount = 0;
  int paths = 1;  // in how many ways it comes in
};

// Why a recomputation does not say all. None is ever taken to be zero silently.
enum class GapKind : uint8_t {
  kNoUncertainty,        // neither uncertainty nor MPE is stated
  kNoBudget,             // what the process adds is only what remains
  kBudgetUnreadable,     // a number or unit of the budget
  kNotInBudget,          // a reference that the budget leaves out
  kCorrelatedReference,  // correlated with the process: taken as stated
  kOpenEnd,              // a reference that is not held
  kAmbiguous,            // a reference that fits several certificates
  kNoReferences,         // the chain ends here, but may not
  kNoSensitivity,        // of a reference of another kind
  kNoModel,              // several references, and how they enter is not said
  kExceedsStated,        // the references alone are above what is stated
  kNoDrift,              // time passed, and nothing says what changed
  kNoLinkUncertainty,    // of a remote link
  kNoDegreesOfFreedom,   // of a type A evaluation
  kCycle,                // the chain closes on itself
};

// What was taken for granted. Changes no number that is stated.
enum class AssumptionKind : uint8_t {
  kInfiniteDegrees,  // none are stated
  kLargerNeighbour,  // between two calibrated points, the larger uncertainty
  kClass,            // an uncertainty by MPE/√3
  kNormal,           // no distribution is stated
};

// Of gaps and assumptions: where. Ordered, so that equal answers are equal.
template <typename Kind>
struct Noted {
  Kind kind;
  ResultIndex result = kNone;
  ReferenceIndex reference = kNone;

  friend auto operator<=>(const Noted&, const Noted&) = default;
};
using Gap = Noted<GapKind>;
using Assumption = Noted<AssumptionKind>;

// One result, recomputed.
struct RecomputedResult {
  ResultIndex result = kNone;
  // u_c of the contributions; NaN where nothing is known.
  double standard_uncertainty = 0;
  // Largest first.
  std::vector<Contribution> contributions;
  std::set<Gap> gaps;  // empty: the recomputation is complete
  std::set<Assumption> assumptions;

  bool complete() const { return gaps.empty(); }
};

struct Recomputation {
  std::vector<UncertaintySource> sources;
  std::vector<SourceCorrelation> correlations;
  // Of the targets, in their order.
  std::vector<RecomputedResult> results;
};

inline constexpr size_t kMaxSources = 100000;

// `targets` are results in `chain`, which was judged. Borrows the graph. Of a
// reference only the used result with the largest recomputed uncertainty
// enters. O(nodes * sources) at worst; a chain has few of either.
// FailedPrecondition (CHAIN_TOO_LARGE) over kMaxSources contributions.
absl::StatusOr<Recomputation> Recompute(const RuleContext& context,
                                        const Chain& chain,
                                        const Judgement& judgement,
                                        absl::Span<const ResultIndex> targets,
                                        const Deadline& deadline);

// --- what is made of a recomputed result -------------------------------------

// Correlations among the contributions' sources, by the contributions' places.
std::vector<metrology::Correlation> CorrelationsAmong(
    const Recomputation& all, absl::Span<const Contribution> contributions);

// Of a sum of `contributions` with correlations among their sources.
double CombinedUncertainty(const Recomputation& all,
                           absl::Span<const Contribution> contributions);

// Effective degrees of freedom after Welch-Satterthwaite (GUM G.4.1). NaN where
// those of a contribution are not known, or contributions are correlated;
// contributions of 0 do not count.
double EffectiveDegreesOfFreedom(const Recomputation& all,
                                 absl::Span<const Contribution> contributions);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_UNCERTAINTY_RECOMPUTATION_H_
