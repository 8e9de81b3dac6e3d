#include <cmath>

#include "libs/metrology/calendar.h"
#include "tests/worlds/oracle/rules.h"

// V15 and LINK_GAP: the numbers that a certificate gives with its results.

namespace suyuan::oracle {
namespace {

using traceability::BudgetComponentFacts;
using traceability::BudgetFacts;
using traceability::RemoteLinkFacts;

double Correlation(const BudgetFacts& budget, size_t i, size_t j) {
  if (i == j) return 1;
  for (const auto& one : budget.correlations) {
    if ((one.first == i && one.second == j) ||
        (one.first == j && one.second == i)) {
      return one.coefficient;
    }
  }
  return 0;
}

// The double sum of GUM 5.2.2, term by term.
double Variance(const BudgetFacts& budget) {
  const auto amount = [&](size_t i) {
    const BudgetComponentFacts& one = budget.components[i];
    return one.sensitivity * one.standard_uncertainty;
  };
  double sum = 0;
  for (size_t i = 0; i < budget.components.size(); ++i) {
    for (size_t j = 0; j < budget.components.size(); ++j) {
      sum += amount(i) * amount(j) * Correlation(budget, i, j);
    }
  }
  return sum;
}

// Whether the link could be relied on at an instant.
bool Carried(const RemoteLinkFacts& link, absl::Time instant) {
  for (const auto& spell : link.spells) {
    if (instant < spell.from || instant > spell.to) continue;
    if (instant - spell.from <= link.maximum_gap) return true;
    for (const auto& one : link.comparisons) {
      if (one.accepted && one.time >= spell.from && one.time <= instant &&
          instant - one.time <= link.maximum_gap) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::vector<Finding> JudgeBudget(const Certificate& c, int result) {
  const auto& budget = ResultAt(c, result).budget;
  if (!budget) return {};
  Finding found{15, Outcome::kUnknown, Severity::kMajor};
  if (!budget->readable || budget->stated.empty()) return {found};
  const double variance = Variance(*budget);
  if (std::isnan(variance) || variance < -1e-9) return {found};
  found.outcome = Outcome::kHeld;
  for (const auto& stated : budget->stated) {
    const double expanded =
        stated.coverage_factor * std::sqrt(std::max(variance, 0.0));
    if (std::abs(expanded - stated.value) >
        stated.digit + 1e-9 * stated.value) {
      found.outcome = Outcome::kBroken;
    }
  }
  return {found};
}

// Random links change on full hours, so the half hours tell all there is.
std::vector<Finding> JudgeLink(const Certificate& c, const Leg& leg) {
  const auto& link = c.references[leg.reference].remote_link;
  if (!link) return {};
  Finding found{worlds::kLinkGap, Outcome::kUnknown, Severity::kBlocker,
                leg.reference};
  const Day b = WorkBegin(c);
  if (!b || *WorkEnd(c) < *b) return {found};
  const absl::Time begin = metrology::BeginOf(*b) + absl::Minutes(30);
  const absl::Time end = metrology::EndOf(*WorkEnd(c));
  const absl::Time last_day = metrology::BeginOf(*WorkEnd(c));
  bool always = true;
  bool from_the_first_day = false;  // unbroken up to now
  bool to_the_last_day = false;
  for (absl::Time t = begin; t < end; t += absl::Hours(1)) {
    const bool carried = Carried(*link, t);
    always = always && carried;
    const bool on_first_day = t < metrology::EndOf(*b);
    from_the_first_day = carried && (from_the_first_day || on_first_day);
    to_the_last_day = to_the_last_day || (from_the_first_day && t >= last_day);
  }
  found.outcome = always            ? Outcome::kHeld
                  : to_the_last_day ? Outcome::kUnknown
                                    : Outcome::kBroken;
  return {found};
}

}  // namespace suyuan::oracle
