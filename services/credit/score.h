#ifndef SERVICES_CREDIT_SCORE_H_
#define SERVICES_CREDIT_SCORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/credit/fact.h"
#include "services/credit/policy.h"

namespace suyuan::credit {

// What a score is asked of. The facts are all versions of all facts of one
// subject, in any order; what was recorded after `known_at` or decided after
// `as_of` does not enter.
struct ScoreQuestion {
  absl::CivilDay as_of;
  absl::Time known_at = absl::InfiniteFuture();
  bool is_natural_person = false;
  // The class that an overlay which freezes upgrades (K-5) keeps from being
  // bettered. None: the worst of those at the closes of the months before the
  // cases in question were filed, computed from the same facts.
  std::optional<CreditClass> standing_class;
};

// Why a fact entered, or did not.
enum class FactUse {
  kCounted,
  kNotYetDecided,     // decided_on > as_of
  kWithdrawn,         // annulled, as known
  kUseEnded,          // as_of >= use_until: repair, legal end, validity
  kOutOfWindow,       // older than the indicator's window, and not open
  kOlderObservation,  // of a measured state: a later one stands
  kUnknownIndicator,  // the policy does not have it
};
absl::string_view CodeOf(FactUse use);

// Every number by which one fact entered.
struct FactScore {
  std::string fact_id;
  int64_t version = 0;
  std::string indicator_id;
  std::string incident_id;
  FactUse use = FactUse::kCounted;
  bool disputed = false;
  bool open = false;
  int64_t age_days = 0;       // since the later of decision and putting right
  int64_t weight_ppm = 0;     // what decay left
  int64_t points = 0;         // before the multiplier
  int64_t multiplier_x2 = 2;  // 2, 3, 4: once, one and a half, twice
  int64_t contribution = 0;   // centi-points, never negative
};

// Facts of one act: the largest counts, under the highest tier.
struct IncidentScore {
  std::string incident_id;
  Tier tier = Tier::kMinor;
  int64_t contribution = 0;
  // Of the fact whose contribution it is.
  std::string fact_id;
  std::string indicator_id;
};

struct PositiveScore {
  std::string indicator_id;
  int64_t sum = 0;           // of its facts
  int64_t contribution = 0;  // at most the indicator's cap
};

struct ActiveOverlay {
  std::string id;
  std::optional<CreditClass> at_best;  // none: it freezes upgrades
  std::vector<std::string> fact_ids;
  // The first day without it, where that is known already.
  std::optional<absl::CivilDay> ends_on;
};

struct Score {
  absl::CivilDay as_of;
  absl::Time known_at;
  std::string policy_id;
  int64_t policy_version = 0;
  std::string policy_hash;

  std::vector<FactScore> facts;          // by decided_on, then fact_id
  std::vector<IncidentScore> incidents;  // largest first, then incident_id
  std::vector<PositiveScore> positives;  // by indicator_id
  int64_t minor = 0;                     // G1
  int64_t general = 0;                   // G2
  int64_t serious = 0;                   // G3
  int64_t deductions = 0;                // T = G3 + min(c2, G2 + min(c1, G1))
  int64_t additions = 0;                 // P
  int64_t value = 0;                     // S
  CreditClass class_by_score = CreditClass::kB;
  std::vector<ActiveOverlay> overlays;  // in the policy's order
  // Set where an overlay freezes upgrades: what it keeps to.
  std::optional<CreditClass> standing_class;
  CreditClass final_class = CreditClass::kB;
  // Positive facts that K-6 counts, a state once.
  int64_t positive_evidence = 0;

  // Set where a disputed fact counted: the same as if each were withdrawn.
  std::optional<int64_t> value_without_disputed;
  std::optional<CreditClass> class_without_disputed;
};

// The score by the policy (credit brief 5.1): a pure function, the same to the
// bit wherever and in whatever order the facts come. Adding a negative fact
// never raises `value`, withdrawing one never lowers it; a measured state's
// later observation replaces the earlier one and may do either.
// Refuses a natural person: FailedPrecondition PERSON_NOT_SCORED.
// O(n log n) in the number of versions, once more for each month in which a
// case that is still pending was filed.
absl::StatusOr<Score> ComputeScore(const Policy& policy,
                                   absl::Span<const Fact> facts,
                                   const ScoreQuestion& question);

// Whether something is still to be put right on that day.
bool IsOpen(const Fact& fact, const Indicator& indicator, absl::CivilDay as_of);
// Put right and verified on or before that day.
bool IsVerifiedCorrected(const Fact& fact, absl::CivilDay as_of);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_SCORE_H_
