#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "services/credit/usable_facts.h"

namespace suyuan::credit {
namespace {

using Kind = OverlayCondition::Kind;

absl::CivilDay LaterOfDecisionAndRectification(const Fact& fact) {
  return std::max(fact.decided_on, fact.rectified_on.value_or(fact.decided_on));
}

bool Holds(const OverlayCondition& condition, const SelectedFact& selected,
           absl::CivilDay as_of) {
  const Fact& fact = *selected.fact;
  switch (condition.kind) {
    case Kind::kInForce:
      return true;
    case Kind::kForDays:
      return selected.open ||
             as_of < LaterOfDecisionAndRectification(fact) + condition.days;
    case Kind::kOverdue:
      return selected.open && fact.rectify_due.has_value() &&
             as_of - *fact.rectify_due > condition.days;
    case Kind::kNotCorrected:
      return fact.rectify_due.has_value() && as_of > *fact.rectify_due &&
             !IsVerifiedCorrected(fact, as_of);
    case Kind::kFewEvidence:
      return false;
  }
  return false;
}

// The first day on which the fact no longer makes the overlay hold.
std::optional<absl::CivilDay> EndOf(const OverlayCondition& condition,
                                    const SelectedFact& selected) {
  std::optional<absl::CivilDay> end = selected.fact->use_until;
  if (condition.kind == Kind::kForDays && !selected.open) {
    const absl::CivilDay term =
        LaterOfDecisionAndRectification(*selected.fact) + condition.days;
    end = end.has_value() ? std::min(*end, term) : term;
  }
  return end;
}

std::optional<ActiveOverlay> Evaluate(const Overlay& overlay,
                                      absl::Span<const SelectedFact> selected,
                                      absl::CivilDay as_of) {
  ActiveOverlay active{overlay.id, overlay.at_best, {}, std::nullopt};
  bool end_known = true;
  for (const SelectedFact& one : selected) {
    if (one.use != FactUse::kCounted ||
        one.indicator->id != overlay.condition.indicator ||
        !Holds(overlay.condition, one, as_of)) {
      continue;
    }
    active.fact_ids.push_back(one.fact->fact_id);
    const auto end = EndOf(overlay.condition, one);
    end_known = end_known && end.has_value();
    if (end.has_value() &&
        (!active.ends_on.has_value() || *end > *active.ends_on)) {
      active.ends_on = end;
    }
  }
  if (active.fact_ids.empty()) return std::nullopt;
  if (!end_known) active.ends_on.reset();
  return active;
}

}  // namespace

std::vector<ActiveOverlay> OverlaysOf(const Policy& policy,
                                      absl::Span<const SelectedFact> selected,
                                      absl::CivilDay as_of,
                                      int64_t positive_evidence) {
  std::vector<ActiveOverlay> active;
  for (const Overlay& overlay : policy.overlays) {
    if (overlay.condition.kind == Kind::kFewEvidence) {
      if (positive_evidence < overlay.condition.count) {
        active.push_back({overlay.id, overlay.at_best, {}, std::nullopt});
      }
      continue;
    }
    if (auto one = Evaluate(overlay, selected, as_of)) {
      active.push_back(*std::move(one));
    }
  }
  return active;
}

int64_t PositiveEvidence(const Policy& policy,
                         absl::Span<const SelectedFact> selected,
                         absl::CivilDay as_of) {
  const auto asking = std::find_if(
      policy.overlays.begin(), policy.overlays.end(), [](const Overlay& one) {
        return one.condition.kind == Kind::kFewEvidence;
      });
  if (asking == policy.overlays.end()) return 0;
  int64_t count = 0;
  absl::flat_hash_set<const Indicator*> states;
  for (const SelectedFact& one : selected) {
    if (one.use != FactUse::kCounted ||
        one.indicator->polarity != Polarity::kPositive) {
      continue;
    }
    if (one.indicator->counting != Counting::kEvent) {
      if (PointsOf(*one.fact, *one.indicator, as_of) > 0) {
        states.insert(one.indicator);
      }
      continue;
    }
    if (as_of - one.fact->decided_on < asking->condition.days) ++count;
  }
  return count + static_cast<int64_t>(states.size());
}

}  // namespace suyuan::credit
