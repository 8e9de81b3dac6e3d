#include "services/registry/records/in_force.h"

#include <algorithm>
#include <optional>

namespace suyuan::registry {
namespace {

int Gravity(Cause cause) {
  switch (cause) {
    case Cause::kRevoked:
      return 3;
    case Cause::kCancelled:
      return 2;
    case Cause::kSuspended:
      return 1;
    case Cause::kSealed:
      return 0;
  }
  return 0;
}

Standing::State StateOf(Cause cause) {
  switch (cause) {
    case Cause::kRevoked:
      return Standing::State::kRevoked;
    case Cause::kCancelled:
      return Standing::State::kCancelled;
    case Cause::kSuspended:
      return Standing::State::kSuspended;
    case Cause::kSealed:
      return Standing::State::kSealed;
  }
  return Standing::State::kSuspended;
}

}  // namespace

std::vector<Spell> SpellsOf(absl::Span<const SealEvent> events) {
  std::vector<SealEvent> sorted(events.begin(), events.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const SealEvent& a, const SealEvent& b) {
                     return a.day != b.day ? a.day < b.day : a.kind < b.kind;
                   });
  std::vector<Spell> spells;
  std::optional<SealEvent> sealed;
  for (const SealEvent& event : sorted) {
    if (event.kind == SealEvent::Kind::kCancelled) {
      spells.push_back(
          {Cause::kCancelled, {event.day, std::nullopt}, event.reason});
    } else if (event.kind == SealEvent::Kind::kSealed) {
      if (!sealed.has_value()) sealed = event;
    } else if (sealed.has_value()) {
      if (sealed->day < event.day) {
        spells.push_back(
            {Cause::kSealed, {sealed->day, event.day - 1}, sealed->reason});
      }
      sealed.reset();
    }
  }
  if (sealed.has_value()) {
    spells.push_back(
        {Cause::kSealed, {sealed->day, std::nullopt}, sealed->reason});
  }
  return spells;
}

Standing StandingOn(absl::CivilDay day, const Period& period,
                    absl::Span<const Spell> spells) {
  if (period.from.has_value() && day < *period.from) {
    return {Standing::State::kNotYet, period.from, ""};
  }
  if (period.to.has_value() && *period.to < day) {
    return {Standing::State::kEnded, period.to, ""};
  }
  const Spell* gravest = nullptr;
  for (const Spell& spell : spells) {
    if (!spell.period.Contains(day)) continue;
    if (gravest == nullptr || Gravity(spell.cause) > Gravity(gravest->cause)) {
      gravest = &spell;
    }
  }
  if (gravest == nullptr) return {};
  return {StateOf(gravest->cause), gravest->period.from, gravest->reason};
}

}  // namespace suyuan::registry
