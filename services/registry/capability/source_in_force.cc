#include "services/registry/capability/source_in_force.h"

#include <algorithm>

#include "absl/types/span.h"

namespace suyuan::registry {
namespace {

using LastDay = std::optional<absl::CivilDay>;

LastDay Earlier(const LastDay& a, const LastDay& b) {
  if (!a.has_value() || !b.has_value()) return a.has_value() ? a : b;
  return std::min(*a, *b);
}

// Of the periods that hold `day` the one that ends last; nullptr for none.
const Period* LastHolding(absl::Span<const Period> periods,
                          absl::CivilDay day) {
  const Period* last = nullptr;
  for (const Period& period : periods) {
    if (!period.Contains(day)) continue;
    const bool is_later =
        last == nullptr || (last->to.has_value() &&
                            (!period.to.has_value() || *last->to < *period.to));
    if (is_later) last = &period;
  }
  return last;
}

}  // namespace

std::optional<SourceInForce> InForceOn(absl::CivilDay day,
                                       const SourceFacts& facts) {
  const Standing standing = StandingOn(day, facts.period, facts.spells);
  if (standing.state != Standing::State::kInForce) return std::nullopt;
  SourceInForce in_force{facts.period.to};
  if (facts.needs_assessment) {
    const Period* assessment = LastHolding(facts.assessments, day);
    if (assessment == nullptr) return std::nullopt;
    in_force.to = Earlier(in_force.to, assessment->to);
  }
  if (!facts.public_certificates.empty()) {
    const Period* certificate = LastHolding(facts.public_certificates, day);
    if (certificate == nullptr) return std::nullopt;
    in_force.to = Earlier(in_force.to, certificate->to);
  }
  for (const Spell& spell : facts.spells) {
    if (!spell.period.from.has_value() || *spell.period.from <= day) continue;
    in_force.to = Earlier(in_force.to, *spell.period.from - 1);
  }
  return in_force;
}

}  // namespace suyuan::registry
