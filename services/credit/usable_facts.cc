#include "services/credit/usable_facts.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_map.h"

namespace suyuan::credit {
namespace {

FactUse UseOf(const Fact& fact, const Indicator& indicator,
              const SelectedFact& selected, absl::CivilDay as_of,
              bool without_disputed) {
  if (fact.decided_on > as_of) return FactUse::kNotYetDecided;
  if (fact.status == FactStatus::kWithdrawn) return FactUse::kWithdrawn;
  if (without_disputed && fact.status == FactStatus::kDisputed) {
    return FactUse::kWithdrawn;
  }
  if (fact.use_until.has_value() && as_of >= *fact.use_until) {
    return FactUse::kUseEnded;
  }
  if (indicator.window > 0 && !selected.open &&
      as_of - fact.decided_on >= indicator.window) {
    return FactUse::kOutOfWindow;
  }
  return FactUse::kCounted;
}

// Of each measured state only the observation of the latest day stands, even
// if it was withdrawn since: an older one says nothing about today.
void KeepLatestObservations(absl::CivilDay as_of,
                            std::vector<SelectedFact>* selected) {
  absl::flat_hash_map<const Indicator*, SelectedFact*> latest;
  for (SelectedFact& one : *selected) {
    if (one.indicator == nullptr ||
        one.indicator->counting != Counting::kMeasured ||
        one.fact->decided_on > as_of) {
      continue;
    }
    // The order is (decided_on, fact_id): the last one met is the latest.
    SelectedFact*& last = latest[one.indicator];
    if (last != nullptr) last->use = FactUse::kOlderObservation;
    last = &one;
  }
}

int64_t ValueOf(const Fact& fact, const std::string& name) {
  const auto found = fact.values.find(name);
  return found == fact.values.end() ? 0 : found->second;
}

int64_t Points(const RatioPoints& ratio, const Fact& fact) {
  const int64_t part = ValueOf(fact, ratio.part);
  const int64_t total = ValueOf(fact, ratio.total);
  if (total <= 0) return 0;
  return std::min(ratio.max, (2 * ratio.at_whole * part + total) / (2 * total));
}

int64_t Points(const BandPoints& bands, const Fact& fact) {
  const int64_t part = ValueOf(fact, bands.part);
  const int64_t total = ValueOf(fact, bands.total);
  if (total <= 0 || total < bands.min_total) return 0;
  for (const BandPoints::Band& band : bands.bands) {
    if (part * 10000 >= band.at_least_bp * total) return band.points;
  }
  return 0;
}

int64_t Grown(const Growth& growth, int64_t points, const Fact& fact,
              absl::CivilDay as_of) {
  if (!fact.rectify_due.has_value()) return points;
  const absl::CivilDay end = fact.rectified_on.has_value()
                                 ? std::min(*fact.rectified_on, as_of)
                                 : as_of;
  const int64_t late = std::max<int64_t>(0, end - *fact.rectify_due);
  return std::min(growth.max,
                  points + growth.step * (late / growth.every_days));
}

// Distinct incidents in a window of days that slides forward.
class IncidentWindow {
 public:
  void Add(const std::string& incident) { ++facts_of_[incident]; }
  void Remove(const std::string& incident) {
    const auto found = facts_of_.find(incident);
    if (--found->second == 0) facts_of_.erase(found);
  }
  int64_t OthersThan(const std::string& incident) const {
    return static_cast<int64_t>(facts_of_.size()) -
           (facts_of_.contains(incident) ? 1 : 0);
  }

 private:
  absl::flat_hash_map<std::string, int64_t> facts_of_;
};

}  // namespace

bool IsOpen(const Fact& fact, const Indicator& indicator,
            absl::CivilDay as_of) {
  if (!indicator.opens && !fact.rectify_due.has_value()) return false;
  return !fact.rectified_on.has_value() || *fact.rectified_on > as_of;
}

bool IsVerifiedCorrected(const Fact& fact, absl::CivilDay as_of) {
  return fact.rectified_on.has_value() && *fact.rectified_on <= as_of &&
         !fact.rectification_verified_by.empty();
}

std::vector<const Fact*> KnownAt(absl::Span<const Fact> facts,
                                 absl::Time known_at) {
  std::vector<const Fact*> known;
  known.reserve(facts.size());
  for (const Fact& fact : facts) {
    if (fact.recorded_at <= known_at) known.push_back(&fact);
  }
  std::sort(known.begin(), known.end(), [](const Fact* a, const Fact* b) {
    return std::tie(a->fact_id, b->recorded_at, b->version) <
           std::tie(b->fact_id, a->recorded_at, a->version);
  });
  // The latest version of each fact comes first.
  known.erase(std::unique(known.begin(), known.end(),
                          [](const Fact* a, const Fact* b) {
                            return a->fact_id == b->fact_id;
                          }),
              known.end());
  std::sort(known.begin(), known.end(), [](const Fact* a, const Fact* b) {
    return std::tie(a->decided_on, a->fact_id) <
           std::tie(b->decided_on, b->fact_id);
  });
  return known;
}

std::vector<SelectedFact> Select(const Policy& policy,
                                 absl::Span<const Fact* const> known,
                                 absl::CivilDay as_of, bool without_disputed) {
  std::vector<SelectedFact> selected;
  selected.reserve(known.size());
  for (const Fact* fact : known) {
    SelectedFact one;
    one.fact = fact;
    one.indicator = policy.Find(fact->indicator_id);
    if (one.indicator == nullptr) {
      one.use = FactUse::kUnknownIndicator;
      selected.push_back(one);
      continue;
    }
    one.open = IsOpen(*fact, *one.indicator, as_of);
    if (!one.open) {
      const absl::CivilDay since = std::max(
          fact->decided_on, fact->rectified_on.value_or(fact->decided_on));
      one.age_days = std::max<int64_t>(0, as_of - since);
    }
    one.use = UseOf(*fact, *one.indicator, one, as_of, without_disputed);
    selected.push_back(one);
  }
  KeepLatestObservations(as_of, &selected);
  return selected;
}

int64_t PointsOf(const Fact& fact, const Indicator& indicator,
                 absl::CivilDay as_of) {
  if (indicator.ratio.has_value()) return Points(*indicator.ratio, fact);
  if (indicator.bands.has_value()) return Points(*indicator.bands, fact);
  int64_t points = indicator.points;
  for (const Variant& variant : indicator.variants) {
    if (variant.id == fact.variant) points = variant.points;
  }
  if (indicator.points_if_corrected_in_time.has_value() &&
      fact.rectify_due.has_value() && IsVerifiedCorrected(fact, as_of) &&
      *fact.rectified_on <= *fact.rectify_due) {
    points = *indicator.points_if_corrected_in_time;
  }
  if (indicator.growth.has_value()) {
    points = Grown(*indicator.growth, points, fact, as_of);
  }
  return points;
}

std::vector<int64_t> RepetitionX2(const Policy& policy,
                                  absl::Span<const SelectedFact> selected) {
  std::vector<int64_t> multipliers(selected.size(), 2);
  absl::flat_hash_map<const Indicator*, std::vector<size_t>> by_indicator;
  for (size_t i = 0; i < selected.size(); ++i) {
    const SelectedFact& one = selected[i];
    if (one.use == FactUse::kCounted && one.indicator->recidivism) {
      by_indicator[one.indicator].push_back(i);
    }
  }
  for (const auto& [indicator, facts] : by_indicator) {
    IncidentWindow window;
    size_t entering = 0;
    size_t leaving = 0;
    for (const size_t i : facts) {
      const Fact& fact = *selected[i].fact;
      while (selected[facts[entering]].fact->decided_on < fact.decided_on) {
        window.Add(selected[facts[entering++]].fact->incident_id);
      }
      while (leaving < entering &&
             fact.decided_on - selected[facts[leaving]].fact->decided_on >
                 policy.recidivism_days) {
        window.Remove(selected[facts[leaving++]].fact->incident_id);
      }
      const auto others =
          static_cast<size_t>(window.OthersThan(fact.incident_id));
      multipliers[i] =
          policy
              .recidivism_x2[std::min(others, policy.recidivism_x2.size() - 1)];
    }
  }
  return multipliers;
}

}  // namespace suyuan::credit
