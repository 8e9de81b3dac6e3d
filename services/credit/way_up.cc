#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/credit/decay.h"
#include "services/credit/explanation.h"
#include "services/credit/usable_facts.h"

namespace suyuan::credit {
namespace {

constexpr size_t kMaxCorrections = 6;
constexpr size_t kMaxCombinations = 20'000;

// A fact that would weigh less if the subject acted today.
struct Correction {
  size_t fact = 0;  // index in Score::facts
  int64_t after = 0;
  const Indicator* indicator = nullptr;
};

// A positive that the subject can earn, once or more.
struct Offer {
  const Indicator* indicator = nullptr;
  int64_t already = 0;
  int64_t max_times = 1;

  int64_t Gain(int64_t times) const {
    return std::min(indicator->cap, already + times * indicator->points) -
           already;
  }
};

// How often each offer is taken.
struct Combination {
  std::vector<int64_t> times;
  int64_t gain = 0;
  int64_t evidence = 0;
  int64_t effort = 0;
  int64_t steps = 0;
};

struct Plan {
  bool found = false;
  int64_t effort = 0;
  int64_t steps = 0;
  size_t corrections = 0;  // bit set
  const Combination* combination = nullptr;
  int64_t score = 0;
};

std::string Repeated(const std::string& text, int64_t times,
                     absl::string_view mark) {
  return times == 1 ? text : absl::StrCat(text, mark, times);
}

Step StepOf(const std::string& id, const Advice& advice, int64_t times,
            int64_t gain) {
  Names text = {Repeated(advice.names.zh, times, " ×"),
                Repeated(advice.names.en, times, " ×")};
  if (gain > 0) {
    absl::StrAppend(&text.zh, "：+", FormatPoints(gain), "分");
    absl::StrAppend(&text.en, ": +", FormatPoints(gain), " points");
  }
  return {id, std::move(text), times, gain, advice.effort * times};
}

// T as it would be with some facts' contributions replaced.
class Deductions {
 public:
  Deductions(const Policy& policy, const Score& score)
      : policy_(policy), score_(score) {}

  int64_t With(const std::vector<Correction>& corrections,
               size_t chosen) const {
    absl::flat_hash_map<std::string, int64_t> largest;
    absl::flat_hash_map<size_t, int64_t> after;
    for (size_t i = 0; i < corrections.size(); ++i) {
      if (chosen >> i & 1) after[corrections[i].fact] = corrections[i].after;
    }
    for (size_t i = 0; i < score_.facts.size(); ++i) {
      const FactScore& fact = score_.facts[i];
      if (fact.use != FactUse::kCounted) continue;
      const auto changed = after.find(i);
      int64_t& most = largest[fact.incident_id];
      most = std::max(
          most, changed == after.end() ? fact.contribution : changed->second);
    }
    int64_t sums[3] = {0, 0, 0};
    for (const IncidentScore& incident : score_.incidents) {
      sums[static_cast<size_t>(incident.tier)] +=
          std::min(incident.contribution, largest[incident.incident_id]);
    }
    return sums[2] + std::min(policy_.minor_general_cap,
                              sums[1] + std::min(policy_.minor_cap, sums[0]));
  }

 private:
  const Policy& policy_;
  const Score& score_;
};

std::vector<Correction> CorrectionsOf(const Policy& policy,
                                      absl::Span<const Fact> facts,
                                      const Score& score) {
  absl::flat_hash_map<std::string, const Fact*> by_id;
  for (const Fact* fact : KnownAt(facts, score.known_at)) {
    by_id[fact->fact_id] = fact;
  }
  std::vector<Correction> corrections;
  for (size_t i = 0; i < score.facts.size(); ++i) {
    const FactScore& fact = score.facts[i];
    if (fact.use != FactUse::kCounted) continue;
    const Indicator* indicator = policy.Find(fact.indicator_id);
    if (indicator->polarity != Polarity::kNegative ||
        !indicator->advice.has_value()) {
      continue;
    }
    int64_t after = fact.contribution;
    if (indicator->ratio.has_value()) {
      after = 0;
    } else if (indicator->points_if_corrected_in_time.has_value() &&
               fact.open && by_id[fact.fact_id]->rectify_due.has_value() &&
               score.as_of <= *by_id[fact.fact_id]->rectify_due) {
      after = Multiplied(*indicator->points_if_corrected_in_time,
                         fact.multiplier_x2);
    }
    if (after < fact.contribution) corrections.push_back({i, after, indicator});
  }
  std::stable_sort(corrections.begin(), corrections.end(),
                   [&](const Correction& a, const Correction& b) {
                     return score.facts[a.fact].contribution - a.after >
                            score.facts[b.fact].contribution - b.after;
                   });
  if (corrections.size() > kMaxCorrections) corrections.resize(kMaxCorrections);
  return corrections;
}

std::vector<Offer> OffersOf(const Policy& policy, const Score& score,
                            absl::Span<const SubjectType> types) {
  std::map<std::string, int64_t> earned;
  for (const PositiveScore& positive : score.positives) {
    earned[positive.indicator_id] = positive.contribution;
  }
  std::vector<Offer> offers;
  for (const auto& [id, indicator] : policy.indicators) {
    if (indicator.polarity != Polarity::kPositive ||
        !indicator.advice.has_value() || !IsOpenTo(indicator, types)) {
      continue;
    }
    const auto found = earned.find(id);
    const Offer offer = {&indicator, found == earned.end() ? 0 : found->second,
                         indicator.advice->max_times};
    // A state that is held already cannot be held twice.
    if (indicator.counting != Counting::kEvent && offer.already > 0) continue;
    offers.push_back(offer);
  }
  std::stable_sort(
      offers.begin(), offers.end(), [](const Offer& a, const Offer& b) {
        return a.indicator->advice->effort < b.indicator->advice->effort;
      });
  size_t combinations = 1;
  size_t kept = 0;
  while (kept < offers.size() &&
         combinations * (offers[kept].max_times + 1) <= kMaxCombinations) {
    combinations *= offers[kept++].max_times + 1;
  }
  offers.resize(kept);
  return offers;
}

std::vector<Combination> CombinationsOf(const std::vector<Offer>& offers) {
  std::vector<Combination> all;
  std::vector<int64_t> times(offers.size(), 0);
  while (true) {
    Combination one;
    one.times = times;
    for (size_t i = 0; i < offers.size(); ++i) {
      one.gain += offers[i].Gain(times[i]);
      one.evidence += times[i];
      one.effort += times[i] * offers[i].indicator->advice->effort;
      one.steps += times[i];
    }
    all.push_back(std::move(one));
    size_t next = 0;
    while (next < offers.size() && times[next] == offers[next].max_times) {
      times[next++] = 0;
    }
    if (next == offers.size()) return all;
    ++times[next];
  }
}

struct Wanted {
  int64_t score = 0;
  int64_t evidence = 0;
};

Plan Cheapest(const Policy& policy, const Score& score, const Wanted& wanted,
              const std::vector<Correction>& corrections,
              const std::vector<Combination>& combinations) {
  int64_t earned = 0;
  for (const PositiveScore& positive : score.positives) {
    earned += positive.contribution;
  }
  const Deductions deductions(policy, score);
  Plan best;
  for (size_t chosen = 0; chosen < size_t{1} << corrections.size(); ++chosen) {
    const int64_t left = deductions.With(corrections, chosen);
    Plan plan{true, 0, 0, chosen, nullptr, 0};
    for (size_t i = 0; i < corrections.size(); ++i) {
      if ((chosen >> i & 1) == 0) continue;
      plan.effort += corrections[i].indicator->advice->effort;
      ++plan.steps;
    }
    for (const Combination& one : combinations) {
      const int64_t value = std::clamp<int64_t>(
          policy.base + std::min(policy.positive_cap, earned + one.gain) - left,
          0, policy.max_score);
      if (value < wanted.score || one.evidence < wanted.evidence) continue;
      const int64_t effort = plan.effort + one.effort;
      const int64_t steps = plan.steps + one.steps;
      if (!best.found ||
          std::tie(effort, steps) < std::tie(best.effort, best.steps)) {
        best = {true, effort, steps, chosen, &one, value};
      }
    }
  }
  return best;
}

// What stands in the way by overlay: what an action lifts becomes a step, what
// only time lifts blocks.
void FaceOverlays(const Policy& policy, const Score& score, Wanted* wanted,
                  WayUp* way) {
  bool end_known = true;
  for (const ActiveOverlay& active : score.overlays) {
    const CreditClass best =
        active.at_best.value_or(score.standing_class.value_or(*way->target));
    if (best <= *way->target) continue;
    const auto overlay =
        std::find_if(policy.overlays.begin(), policy.overlays.end(),
                     [&](const Overlay& one) { return one.id == active.id; });
    if (overlay->condition.kind == OverlayCondition::Kind::kFewEvidence) {
      wanted->evidence = overlay->condition.count - score.positive_evidence;
      continue;
    }
    if (overlay->advice.has_value()) {
      way->steps.push_back(StepOf(active.id, *overlay->advice,
                                  static_cast<int64_t>(active.fact_ids.size()),
                                  /*gain=*/0));
      continue;
    }
    way->blocked_by.push_back(active.id);
    end_known = end_known && active.ends_on.has_value();
    if (active.ends_on.has_value() && (!way->blocked_until.has_value() ||
                                       *active.ends_on > *way->blocked_until)) {
      way->blocked_until = active.ends_on;
    }
  }
  if (!end_known) way->blocked_until.reset();
}

}  // namespace

WayUp CheapestWayUp(const Policy& policy, absl::Span<const Fact> facts,
                    const Score& score, absl::Span<const SubjectType> types) {
  WayUp way;
  if (score.final_class == CreditClass::kA) return way;
  way.target =
      static_cast<CreditClass>(static_cast<int>(score.final_class) - 1);
  Wanted wanted;
  wanted.score = policy.class_floor[static_cast<size_t>(*way.target)];
  FaceOverlays(policy, score, &wanted, &way);
  const std::vector<Correction> corrections =
      CorrectionsOf(policy, facts, score);
  const std::vector<Offer> offers = OffersOf(policy, score, types);
  const std::vector<Combination> combinations = CombinationsOf(offers);
  const Plan plan = Cheapest(policy, score, wanted, corrections, combinations);
  if (!plan.found || !way.blocked_by.empty()) {
    way.steps.clear();
    return way;
  }
  way.reachable = true;
  way.score_after = plan.score;
  const Deductions deductions(policy, score);
  for (size_t i = 0; i < corrections.size(); ++i) {
    if ((plan.corrections >> i & 1) == 0) continue;
    way.steps.push_back(StepOf(
        corrections[i].indicator->id, *corrections[i].indicator->advice, 1,
        score.deductions - deductions.With(corrections, size_t{1} << i)));
  }
  for (size_t i = 0; i < offers.size(); ++i) {
    const int64_t times = plan.combination->times[i];
    if (times == 0) continue;
    way.steps.push_back(StepOf(offers[i].indicator->id,
                               *offers[i].indicator->advice, times,
                               offers[i].Gain(times)));
  }
  return way;
}

}  // namespace suyuan::credit
