#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "libs/metrology/uncertainty.h"
#include "services/traceability/rules/result.h"

namespace suyuan::traceability {
namespace {

// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;

// u_c of the budget (GUM 5.2.2); absent where its numbers give none.
std::optional<double> CombinedOf(const BudgetFacts& budget) {
  std::vector<metrology::Component> components;
  for (const BudgetComponentFacts& one : budget.components) {
    const auto u =
        metrology::StandardUncertainty::From(one.standard_uncertainty);
    if (!u.ok()) return std::nullopt;
    components.push_back({one.sensitivity, *u, {}});
  }
  std::vector<metrology::Correlation> correlations;
  for (const BudgetCorrelationFacts& one : budget.correlations) {
    correlations.push_back({one.first, one.second, one.coefficient});
  }
  const auto combined = metrology::CombineCorrelated(components, correlations);
  if (!combined.ok()) return std::nullopt;
  return combined->value();
}

bool Reproduces(double combined, const StatedUncertaintyFacts& stated) {
  return std::fabs(combined * stated.coverage_factor - stated.value) <=
         stated.digit + kSlack * stated.value;
}

}  // namespace

Finding JudgeBudget(const RuleContext& context, ResultIndex result) {
  Finding found = Found(context, Rule::kV15, Outcome::kNotApplicable);
  const BudgetFacts* const budget = context.graph.Budget(result);
  if (budget == nullptr) return found;
  found.outcome = Outcome::kUnknown;
  if (!budget->readable || budget->stated.empty()) return found;
  const std::optional<double> combined = CombinedOf(*budget);
  if (!combined) return found;
  found.outcome = Outcome::kHeld;
  for (const StatedUncertaintyFacts& stated : budget->stated) {
    if (Reproduces(*combined, stated)) continue;
    found.outcome = Outcome::kBroken;
    ExplainNumber(context, found, "budget", *combined * stated.coverage_factor);
    ExplainNumber(context, found, "stated", stated.value);
    ExplainNumber(context, found, "digit", stated.digit);
    break;
  }
  return found;
}

}  // namespace suyuan::traceability
