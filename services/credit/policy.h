#ifndef SERVICES_CREDIT_POLICY_H_
#define SERVICES_CREDIT_POLICY_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/credit/fact.h"
#include "services/credit/subject.h"

namespace suyuan::credit {

// A policy is data: every number of the score lies here, none in code. All
// points are centi-points, all periods days.

struct Names {
  std::string zh;
  std::string en;

  friend bool operator==(const Names&, const Names&) = default;
};

// In the order of risk: a class is worse the greater it is.
enum class CreditClass { kA, kB, kC, kD };
inline constexpr size_t kClassCount = 4;
absl::string_view CodeOf(CreditClass credit_class);  // "A"
inline CreditClass Worse(CreditClass a, CreditClass b) { return a < b ? b : a; }

enum class Polarity {
  kNegative,
  kPositive,
  // No points: the input of an overlay.
  kCondition,
};

enum class Tier { kMinor, kGeneral, kSerious };
absl::string_view CodeOf(Tier tier);  // "minor"

enum class Counting {
  // Something that happened and was decided: each counts, and decays.
  kEvent,
  // A state that is measured again and again: the observation of the latest
  // day stands, alone. Withdrawing it leaves the state unknown (no points)
  // and does not bring an older one back.
  kMeasured,
  // A state that lasts until `use_until`: counts once, in full, while any
  // fact of it is in force.
  kHeld,
};

// `step` more for every `every_days` full days from rectify_due to the day it
// is put right, up to `max` altogether.
struct Growth {
  int64_t step = 0;
  int64_t every_days = 1;
  int64_t max = 0;
};

// min(max, round_half_up(at_whole * part / total)).
struct RatioPoints {
  std::string part;
  std::string total;
  int64_t at_whole = 0;
  int64_t max = 0;
};

// The points of the first band with part / total >= at_least; none where total
// is below `min_total`. Bands run from the highest bound down.
struct BandPoints {
  struct Band {
    int64_t at_least_bp = 0;  // 9950 = 99.50 %
    int64_t points = 0;
  };
  std::string part;
  std::string total;
  int64_t min_total = 0;
  std::vector<Band> bands;
};

struct Variant {
  std::string id;
  int64_t points = 0;
  Names names;
};

// What a subject can do, and what it costs it: a relative effort by which the
// cheapest way to the next class is chosen, not money.
struct Advice {
  Names names;
  int64_t effort = 1;
  int64_t max_times = 1;
};

struct Indicator {
  std::string id;
  Names names;
  std::string dimension;  // "D1".."D7", "P", "O"
  // Where its facts come from, and the rule or figure that its points follow.
  std::string origin;
  std::string basis;
  Polarity polarity = Polarity::kNegative;
  Counting counting = Counting::kEvent;
  Tier tier = Tier::kMinor;  // of a negative one
  int64_t points = 0;
  int64_t half_life = 0;  // 0: no decay
  int64_t window = 0;     // 0: no end but use_until
  // Repetition multiplies it.
  bool recidivism = false;
  // A penalty: the regime in force on its day ends its use by itself.
  bool is_penalty = false;
  // Open until put right, even where no due day was set.
  bool opens = false;
  // Of a positive one: the most that all its facts bring.
  int64_t cap = 0;
  std::optional<Growth> growth;
  std::optional<RatioPoints> ratio;
  std::optional<BandPoints> bands;
  std::vector<Variant> variants;
  // Where put right and verified by the due day, instead of `points`.
  std::optional<int64_t> points_if_corrected_in_time;
  // Who is entitled to say it: codes before the '/' of source_authority.
  std::vector<std::string> authorities;
  // Whom a missing positive is shown to; empty: everyone.
  std::vector<SubjectType> subjects;
  std::optional<Advice> advice;

  bool NeedsDueDay() const {
    return growth.has_value() || points_if_corrected_in_time.has_value();
  }
};

// What makes an overlay hold. Each names one kind of fact, save kFewEvidence.
struct OverlayCondition {
  enum class Kind {
    kInForce,       // a usable fact of `indicator`
    kForDays,       // ... and fewer than `days` since the later of decision
                    // and putting right; always while open
    kOverdue,       // ... open, and more than `days` past its due day
    kNotCorrected,  // ... past its due day, not verified corrected
    kFewEvidence,   // fewer than `count` positive facts in `days`
  };
  Kind kind = Kind::kInForce;
  std::string indicator;
  int64_t days = 0;
  int64_t count = 0;
};

// An overlay only ever makes the class worse.
struct Overlay {
  std::string id;
  Names names;
  OverlayCondition condition;
  // The best class that is left; none where it only freezes upgrades.
  std::optional<CreditClass> at_best;
  // What lifts it, where the subject can; none where only time does.
  std::optional<Advice> advice;
};

// Publicity and repair terms of decisions from `effective_from` on, by tier.
struct Regime {
  struct Terms {
    bool published = true;
    int64_t min_months = 0;  // before which nothing is repaired
    int64_t max_months = 0;  // after which use ends by itself
  };
  std::string id;
  Names names;
  std::string source;
  absl::CivilDay effective_from;
  std::array<Terms, 3> by_tier;  // indexed by Tier
};

struct Supervision {
  int64_t general_bp = 0;    // sampling ratio, basis points
  int64_t technical_bp = 0;  // of technical institutions
  // At most (or, for the worst, at least) so many visits in so many months.
  int64_t visits = 0;
  int64_t per_months = 0;
  bool visits_are_minimum = false;
  Names action;
};

// A worked example that travels with the policy: it is in force only if it
// computes exactly this.
struct PolicyVector {
  std::string name;
  absl::CivilDay as_of;
  absl::Time known_at = absl::InfiniteFuture();
  std::vector<Fact> facts;
  int64_t score = 0;
  CreditClass class_by_score = CreditClass::kB;
  CreditClass final_class = CreditClass::kB;
  int64_t deductions = 0;  // T
  int64_t additions = 0;   // P
  // All that hold, in the policy's order.
  std::vector<std::string> overlays;
};

struct DecayVector {
  int64_t half_life = 0;
  int64_t age = 0;
  int64_t ppm = 0;
};

struct Policy {
  std::string policy_id;
  int64_t version = 0;
  // SHA-256 of its canonical JSON, lower-case hex: what a score cites.
  std::string hash;
  // The text it was read from.
  std::string source;
  Names names;
  // Said with every score: what standing this policy has.
  Names notice;
  absl::CivilDay effective_from;

  int64_t base = 0;
  int64_t max_score = 0;
  int64_t minor_cap = 0;
  int64_t minor_general_cap = 0;
  int64_t positive_cap = 0;
  // The least score of each class; that of D is 0.
  std::array<int64_t, kClassCount> class_floor = {};
  int64_t recidivism_days = 0;
  // By the number of earlier incidents; the last one for any more. In halves.
  std::vector<int64_t> recidivism_x2;
  int64_t reasons_shown = 4;

  std::map<std::string, Indicator> indicators;
  std::vector<Overlay> overlays;
  std::vector<Regime> regimes;
  std::array<Supervision, kClassCount> supervision;
  int64_t technical_floor_bp = 0;
  std::vector<PolicyVector> vectors;
  std::vector<DecayVector> decay_vectors;

  // Null where the policy has none.
  const Indicator* Find(absl::string_view indicator_id) const;
  CreditClass ClassOf(int64_t score) const;
  // The regime of decisions of that day; null where none is effective.
  const Regime* RegimeOn(absl::CivilDay decided_on) const;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_POLICY_H_
