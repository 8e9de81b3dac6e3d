#include "services/credit/explanation.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/credit/decay.h"
#include "services/credit/usable_facts.h"

namespace suyuan::credit {
namespace {

std::string Percent(int64_t ppm) {
  return absl::StrFormat("%d.%02d", ppm / 10000, ppm % 10000 / 100);
}

std::string Multiplier(int64_t x2) {
  return x2 % 2 == 0 ? absl::StrCat(x2 / 2) : absl::StrCat(x2 / 2, ".5");
}

Names IncidentText(const Names& indicator, const FactScore& fact,
                   absl::CivilDay decided_on, int64_t others) {
  const std::string day = FormatDay(decided_on);
  const std::string points = FormatPoints(fact.contribution);
  Names text;
  if (fact.open) {
    text.zh = absl::StrCat(day, "认定，尚未整改，按全额计");
    text.en = absl::StrCat("decided ", day, ", not yet put right: in full");
  } else {
    text.zh = absl::StrCat(day, "认定，已过", fact.age_days, "日，按",
                           Percent(fact.weight_ppm), "%计");
    text.en =
        absl::StrCat("decided ", day, ", ", fact.age_days, " days old: weighs ",
                     Percent(fact.weight_ppm), " %");
  }
  if (fact.multiplier_x2 > 2) {
    const std::string times = Multiplier(fact.multiplier_x2);
    absl::StrAppend(&text.zh, "，重复发生按", times, "倍计");
    absl::StrAppend(&text.en, ", repeated: times ", times);
  }
  if (others > 0) {
    absl::StrAppend(&text.zh, "，同一事件的另", others, "项不重复扣分");
    absl::StrAppend(&text.en, ", ", others,
                    " more of the same incident not counted again");
  }
  if (fact.disputed) {
    absl::StrAppend(&text.zh, "，异议处理中");
    absl::StrAppend(&text.en, ", disputed");
  }
  return {
      absl::StrCat("「", indicator.zh, "」扣", points, "分（", text.zh, "）"),
      absl::StrCat(indicator.en, ": ", points, " points lost (", text.en, ")")};
}

Names MissingText(const Indicator& indicator, int64_t missing, bool some) {
  const std::string points = FormatPoints(missing);
  if (some) {
    return {
        absl::StrCat("「", indicator.names.zh, "」未得满分，还可加", points,
                     "分"),
        absl::StrCat(indicator.names.en, ": up to ", points, " points more")};
  }
  return {absl::StrCat("无「", indicator.names.zh, "」加分，最多可加", points,
                       "分"),
          absl::StrCat("No credit for ", indicator.names.en, ": up to ", points,
                       " points")};
}

std::vector<Reason> MissingPositives(const Policy& policy, const Score& score,
                                     absl::Span<const SubjectType> types) {
  std::vector<Reason> missing;
  if (score.additions >= policy.positive_cap) return missing;
  absl::flat_hash_map<std::string, int64_t> earned;
  for (const PositiveScore& positive : score.positives) {
    earned[positive.indicator_id] = positive.contribution;
  }
  for (const auto& [id, indicator] : policy.indicators) {
    if (indicator.polarity != Polarity::kPositive ||
        !IsOpenTo(indicator, types)) {
      continue;
    }
    const auto found = earned.find(id);
    const int64_t has = found == earned.end() ? 0 : found->second;
    if (has >= indicator.cap) continue;
    missing.push_back({MissingText(indicator, indicator.cap - has, has > 0),
                       id,
                       indicator.cap - has,
                       {}});
  }
  std::stable_sort(
      missing.begin(), missing.end(),
      [](const Reason& a, const Reason& b) { return a.points > b.points; });
  return missing;
}

}  // namespace

bool IsOpenTo(const Indicator& indicator, absl::Span<const SubjectType> types) {
  return indicator.subjects.empty() ||
         std::any_of(types.begin(), types.end(), [&](SubjectType type) {
           return std::find(indicator.subjects.begin(),
                            indicator.subjects.end(),
                            type) != indicator.subjects.end();
         });
}

std::vector<Reason> ReasonsOf(const Policy& policy,
                              absl::Span<const Fact> facts, const Score& score,
                              absl::Span<const SubjectType> types) {
  absl::flat_hash_map<std::string, absl::CivilDay> decided_on;
  for (const Fact* fact : KnownAt(facts, score.known_at)) {
    decided_on[fact->fact_id] = fact->decided_on;
  }
  absl::flat_hash_map<std::string, std::vector<const FactScore*>> by_incident;
  for (const FactScore& fact : score.facts) {
    if (fact.use == FactUse::kCounted &&
        policy.Find(fact.indicator_id)->polarity == Polarity::kNegative) {
      by_incident[fact.incident_id].push_back(&fact);
    }
  }
  std::vector<Reason> reasons;
  const auto shown = static_cast<size_t>(policy.reasons_shown);
  for (const IncidentScore& incident : score.incidents) {
    if (reasons.size() == shown) return reasons;
    if (incident.contribution == 0) break;
    const auto& facts_of = by_incident[incident.incident_id];
    Reason reason;
    reason.indicator_id = incident.indicator_id;
    reason.points = incident.contribution;
    for (const FactScore* fact : facts_of) {
      reason.fact_ids.push_back(fact->fact_id);
      if (fact->fact_id != incident.fact_id) continue;
      reason.text = IncidentText(policy.Find(incident.indicator_id)->names,
                                 *fact, decided_on[fact->fact_id],
                                 static_cast<int64_t>(facts_of.size()) - 1);
    }
    reasons.push_back(std::move(reason));
  }
  for (Reason& missing : MissingPositives(policy, score, types)) {
    if (reasons.size() == shown) break;
    reasons.push_back(std::move(missing));
  }
  return reasons;
}

Explanation Explain(const Policy& policy, absl::Span<const Fact> facts,
                    const Score& score, absl::Span<const SubjectType> types) {
  return {ReasonsOf(policy, facts, score, types),
          CheapestWayUp(policy, facts, score, types)};
}

}  // namespace suyuan::credit
