#include "services/credit/score.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/credit/decay.h"
#include "services/credit/usable_facts.h"

namespace suyuan::credit {
namespace {

std::vector<FactScore> ScoreFacts(const Policy& policy,
                                  absl::Span<const SelectedFact> selected,
                                  absl::CivilDay as_of) {
  const std::vector<int64_t> repetition = RepetitionX2(policy, selected);
  std::vector<FactScore> scores;
  scores.reserve(selected.size());
  for (size_t i = 0; i < selected.size(); ++i) {
    const SelectedFact& one = selected[i];
    FactScore score;
    score.fact_id = one.fact->fact_id;
    score.version = one.fact->version;
    score.indicator_id = one.fact->indicator_id;
    score.incident_id = one.fact->incident_id;
    score.use = one.use;
    score.disputed = one.fact->status == FactStatus::kDisputed;
    score.open = one.open;
    if (one.use == FactUse::kCounted) {
      score.age_days = one.age_days;
      score.weight_ppm = DecayPpm(one.age_days, one.indicator->half_life);
      score.points = PointsOf(*one.fact, *one.indicator, as_of);
      score.multiplier_x2 = repetition[i];
      score.contribution = Weighted(
          Multiplied(score.points, score.multiplier_x2), score.weight_ppm);
    }
    scores.push_back(std::move(score));
  }
  return scores;
}

std::vector<IncidentScore> Incidents(absl::Span<const SelectedFact> selected,
                                     absl::Span<const FactScore> facts) {
  std::map<std::string, IncidentScore> incidents;
  for (size_t i = 0; i < selected.size(); ++i) {
    if (selected[i].use != FactUse::kCounted ||
        selected[i].indicator->polarity != Polarity::kNegative) {
      continue;
    }
    const FactScore& fact = facts[i];
    IncidentScore& incident = incidents[fact.incident_id];
    const bool first = incident.incident_id.empty();
    incident.incident_id = fact.incident_id;
    incident.tier = std::max(incident.tier, selected[i].indicator->tier);
    if (first || fact.contribution > incident.contribution) {
      incident.contribution = fact.contribution;
      incident.fact_id = fact.fact_id;
      incident.indicator_id = fact.indicator_id;
    }
  }
  std::vector<IncidentScore> ranked;
  ranked.reserve(incidents.size());
  for (auto& [id, incident] : incidents) ranked.push_back(std::move(incident));
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const IncidentScore& a, const IncidentScore& b) {
                     return a.contribution > b.contribution;
                   });
  return ranked;
}

std::vector<PositiveScore> Positives(absl::Span<const SelectedFact> selected,
                                     absl::Span<const FactScore> facts) {
  std::map<std::string, PositiveScore> positives;
  for (size_t i = 0; i < selected.size(); ++i) {
    if (selected[i].use != FactUse::kCounted ||
        selected[i].indicator->polarity != Polarity::kPositive) {
      continue;
    }
    PositiveScore& positive = positives[facts[i].indicator_id];
    positive.indicator_id = facts[i].indicator_id;
    positive.sum += facts[i].contribution;
    positive.contribution = std::min(selected[i].indicator->cap, positive.sum);
  }
  std::vector<PositiveScore> ordered;
  for (auto& [id, positive] : positives) ordered.push_back(std::move(positive));
  return ordered;
}

void AddUp(const Policy& policy, Score* score) {
  for (const IncidentScore& incident : score->incidents) {
    int64_t* const sums[] = {&score->minor, &score->general, &score->serious};
    *sums[static_cast<size_t>(incident.tier)] += incident.contribution;
  }
  score->deductions =
      score->serious +
      std::min(policy.minor_general_cap,
               score->general + std::min(policy.minor_cap, score->minor));
  int64_t additions = 0;
  for (const PositiveScore& positive : score->positives) {
    additions += positive.contribution;
  }
  score->additions = std::min(policy.positive_cap, additions);
  score->value = std::clamp<int64_t>(
      policy.base + score->additions - score->deductions, 0, policy.max_score);
}

void Classify(const Policy& policy, Score* score) {
  score->class_by_score = policy.ClassOf(score->value);
  score->final_class = score->class_by_score;
  for (const ActiveOverlay& overlay : score->overlays) {
    if (overlay.at_best.has_value()) {
      score->final_class = Worse(score->final_class, *overlay.at_best);
    }
  }
}

Score Compute(const Policy& policy, absl::Span<const Fact* const> known,
              const ScoreQuestion& question, bool without_disputed) {
  const std::vector<SelectedFact> selected =
      Select(policy, known, question.as_of, without_disputed);
  Score score;
  score.as_of = question.as_of;
  score.known_at = question.known_at;
  score.policy_id = policy.policy_id;
  score.policy_version = policy.version;
  score.policy_hash = policy.hash;
  score.facts = ScoreFacts(policy, selected, question.as_of);
  score.incidents = Incidents(selected, score.facts);
  score.positives = Positives(selected, score.facts);
  AddUp(policy, &score);
  score.positive_evidence = PositiveEvidence(policy, selected, question.as_of);
  score.overlays =
      OverlaysOf(policy, selected, question.as_of, score.positive_evidence);
  Classify(policy, &score);
  return score;
}

// The closes of the months before the cases that freeze upgrades were filed.
std::set<absl::CivilDay> ClosesBeforeFreezes(
    const Score& score, absl::Span<const Fact* const> known) {
  std::set<std::string> filed;
  for (const ActiveOverlay& overlay : score.overlays) {
    if (overlay.at_best.has_value()) continue;
    filed.insert(overlay.fact_ids.begin(), overlay.fact_ids.end());
  }
  std::set<absl::CivilDay> closes;
  for (const Fact* fact : known) {
    if (!filed.contains(fact->fact_id)) continue;
    closes.insert(absl::CivilDay(absl::CivilMonth(fact->decided_on)) - 1);
  }
  return closes;
}

// Holds the class down to what stood when upgrades were frozen.
void KeepStanding(const Policy& policy, absl::Span<const Fact* const> known,
                  const ScoreQuestion& question, bool without_disputed,
                  Score* score) {
  const std::set<absl::CivilDay> closes = ClosesBeforeFreezes(*score, known);
  if (closes.empty()) return;
  CreditClass standing = question.standing_class.value_or(CreditClass::kA);
  if (!question.standing_class.has_value()) {
    ScoreQuestion then = question;
    for (const absl::CivilDay close : closes) {
      then.as_of = close;
      standing = Worse(
          standing, Compute(policy, known, then, without_disputed).final_class);
    }
  }
  score->standing_class = standing;
  score->final_class = Worse(score->final_class, standing);
}

constexpr std::array<const char*, 7> kUseCodes = {
    "COUNTED",       "NOT_YET_DECIDED",   "WITHDRAWN",        "USE_ENDED",
    "OUT_OF_WINDOW", "OLDER_OBSERVATION", "UNKNOWN_INDICATOR"};

}  // namespace

absl::string_view CodeOf(FactUse use) {
  return kUseCodes[static_cast<size_t>(use)];
}

absl::StatusOr<Score> ComputeScore(const Policy& policy,
                                   absl::Span<const Fact> facts,
                                   const ScoreQuestion& question) {
  if (question.is_natural_person) {
    return WithReason(
        absl::FailedPreconditionError(
            "the subject is a natural person: facts are kept, no score is "
            "computed"),
        "PERSON_NOT_SCORED");
  }
  const std::vector<const Fact*> known = KnownAt(facts, question.known_at);
  Score score = Compute(policy, known, question, /*without_disputed=*/false);
  KeepStanding(policy, known, question, /*without_disputed=*/false, &score);
  const bool disputed = std::any_of(
      score.facts.begin(), score.facts.end(), [](const FactScore& fact) {
        return fact.disputed && fact.use == FactUse::kCounted;
      });
  if (disputed) {
    Score without = Compute(policy, known, question, /*without_disputed=*/true);
    KeepStanding(policy, known, question, /*without_disputed=*/true, &without);
    score.value_without_disputed = without.value;
    score.class_without_disputed = without.final_class;
  }
  return score;
}

}  // namespace suyuan::credit
