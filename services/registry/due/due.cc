#include "services/registry/due/due.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace suyuan::registry {
namespace {

// Whether `a` ends after `b`; of two that end together the later one is the
// renewal.
bool Follows(const Grant& a, const Grant& b) {
  const absl::CivilDay a_to = a.period.to.value_or(absl::CivilDay::max());
  const absl::CivilDay b_to = b.period.to.value_or(absl::CivilDay::max());
  const absl::CivilDay a_from = a.period.from.value_or(absl::CivilDay::min());
  const absl::CivilDay b_from = b.period.from.value_or(absl::CivilDay::min());
  return std::tie(a_to, a_from, a.number) > std::tie(b_to, b_from, b.number);
}

bool EndsEarly(const DueFacts& facts, absl::CivilDay last_day) {
  if (facts.period.to.has_value() && *facts.period.to < last_day) return true;
  return std::any_of(
      facts.spells.begin(), facts.spells.end(), [&](const Spell& spell) {
        const bool for_good =
            spell.cause == Cause::kRevoked || spell.cause == Cause::kCancelled;
        return for_good && (!spell.period.from.has_value() ||
                            *spell.period.from <= last_day);
      });
}

}  // namespace

std::vector<DueItem> DueItems(const DueFacts& facts) {
  std::map<DueReason, const Grant*> last;
  for (const Grant& grant : facts.grants) {
    const Grant*& kept = last[grant.reason];
    if (kept == nullptr || Follows(grant, *kept)) kept = &grant;
  }
  std::vector<DueItem> items;
  for (const auto& [reason, grant] : last) {
    const std::optional<absl::CivilDay>& last_day = grant->period.to;
    if (!last_day.has_value() || EndsEarly(facts, *last_day)) continue;
    items.push_back({*last_day, grant->number, reason});
  }
  std::sort(items.begin(), items.end(), [](const DueItem& a, const DueItem& b) {
    return std::tie(a.last_day, a.number, a.reason) <
           std::tie(b.last_day, b.number, b.reason);
  });
  return items;
}

}  // namespace suyuan::registry
