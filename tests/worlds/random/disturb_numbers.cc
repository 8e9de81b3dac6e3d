#include "tests/worlds/random/disturb_numbers.h"

#include <algorithm>

#include "libs/metrology/calendar.h"

namespace suyuan::worlds {
namespace {

using traceability::BudgetFacts;
using traceability::RemoteLinkFacts;

traceability::BudgetComponentFacts Component(const char* id, double amount,
                                             double sensitivity) {
  traceability::BudgetComponentFacts out;
  out.id = id;
  out.standard_uncertainty = amount / sensitivity;
  out.sensitivity = sensitivity;
  return out;
}

}  // namespace

BudgetFacts AnyBudget(Dice& dice, double u) {
  BudgetFacts out;
  const double c = dice.Pick({1.0, 1.0, 2.0, 0.25});
  switch (dice.Below(3)) {
    case 0:
      out.components = {Component("a", 0.6 * u, 1), Component("b", 0.8 * u, c)};
      break;
    case 1:
      out.components = {Component("a", 0.5 * u, c), Component("b", 0.5 * u, 1)};
      out.correlations = {{0, 1, 1.0}};
      break;
    default:
      // The last two cancel each other.
      out.components = {Component("a", u, 1), Component("b", u, c),
                        Component("c", u, 1)};
      out.correlations = {{2, 1, -1.0}};
  }
  const double k = dice.Pick({1.0, 2.0, 2.0, 3.0});
  const double digit = 0.1 * u;
  const double off = dice.Pick({0.0, 0.5, 1.0, 1.01, -1.0, -1.01, 3.0, -4.0});
  out.stated = {{k * u + off * digit, k, digit}};
  if (dice.Chance(20)) out.stated.push_back({u + 2 * digit, 1, digit});
  if (dice.Chance(10)) out.stated.clear();
  if (dice.Chance(5)) out.readable = false;
  return out;
}

RemoteLinkFacts AnyLink(Dice& dice, absl::CivilDay begin, absl::CivilDay end) {
  RemoteLinkFacts out;
  out.maximum_gap = absl::Hours(dice.Pick({6, 24, 24, 48}));
  absl::Time at = metrology::BeginOf(begin) - absl::Hours(dice.Below(40));
  const absl::Time last = metrology::EndOf(end) + absl::Hours(dice.Below(20));
  const int longest = dice.Pick({5, 5, 12, 24, 30});  // between comparisons
  while (at < last) {
    const absl::Time from = at;
    const absl::Time to = from + absl::Hours(dice.Between(1, 120));
    out.spells.push_back({from, to});
    while (at < to) {
      at += absl::Hours(dice.Between(1, longest));
      out.comparisons.push_back({at, dice.Chance(90), 1e-9});
    }
    at = std::max(at, to) + absl::Hours(dice.Pick({0, 0, 1, 10}));
    if (!out.comparisons.empty()) {
      at = std::max(at, out.comparisons.back().time + absl::Hours(1));
    }
  }
  // Work that begins after its end has no days.
  if (!out.spells.empty() && dice.Chance(30)) {
    out.spells.back().to = absl::InfiniteFuture();
  }
  return out;
}

}  // namespace suyuan::worlds
