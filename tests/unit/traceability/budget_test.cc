#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using traceability::BudgetComponentFacts;
using traceability::BudgetFacts;

namespace {

BudgetComponentFacts Component(const std::string& id, double u) {
  BudgetComponentFacts out;
  out.id = id;
  out.standard_uncertainty = u;
  return out;
}

// 0.25 mg of the reference and 0.60 mg of the process give 0.65 mg.
SmallWorld WithBudget(double stated, double k, double digit) {
  SmallWorld world;
  BudgetFacts budget;
  budget.components = {Component("ref", 0.25e-6), Component("rep", 0.60e-6)};
  budget.stated = {{stated, k, digit}};
  world.f1.results[0].standard_uncertainty = stated / k;
  world.f1.results[0].budget = budget;
  return world;
}

bool Judged(const TraceAnswer& answer) {
  return Has(answer, 15, Outcome::kHeld) || Has(answer, 15, Outcome::kBroken) ||
         Has(answer, 15, Outcome::kUnknown);
}

}  // namespace

TEST_CASE("A budget gives the expanded uncertainty that is stated") {
  const TraceAnswer answer = Ask(WithBudget(1.30e-6, 2, 0.01e-6), "F1");
  CHECK(Has(answer, 15, Outcome::kHeld));
  CHECK(answer.verdict == Verdict::kTraceable);
}

TEST_CASE("A budget may miss by one in the last digit and no more") {
  CHECK(Has(Ask(WithBudget(1.31e-6, 2, 0.01e-6), "F1"), 15, Outcome::kHeld));
  CHECK(Has(Ask(WithBudget(1.29e-6, 2, 0.01e-6), "F1"), 15, Outcome::kHeld));
  const TraceAnswer more = Ask(WithBudget(1.32e-6, 2, 0.01e-6), "F1");
  CHECK(Has(more, 15, Outcome::kBroken));
  CHECK(more.verdict == Verdict::kReserved);
  CHECK(Has(Ask(WithBudget(1.28e-6, 2, 0.01e-6), "F1"), 15, Outcome::kBroken));
  // To 0.1 mg the same number is right.
  CHECK(Has(Ask(WithBudget(1.40e-6, 2, 0.1e-6), "F1"), 15, Outcome::kHeld));
}

TEST_CASE("Correlated weights add up linearly") {
  SmallWorld world = WithBudget(0.3536e-6, 1, 0.0001e-6);
  BudgetFacts& budget = *world.f1.results[0].budget;
  // Two weights of 0.20 mg, of which 0.15 mg come from one reference: r is
  // 0.15² / 0.20².
  budget.components = {Component("a", 0.20e-6), Component("b", 0.20e-6)};
  budget.correlations = {{0, 1, 0.5625}};
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kHeld));
  budget.correlations.clear();  // 0.2828 mg, which is wrong
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kBroken));
}

TEST_CASE("The sensitivity counts with its sign only where inputs correlate") {
  SmallWorld world = WithBudget(1.30e-6, 2, 0.01e-6);
  BudgetFacts& budget = *world.f1.results[0].budget;
  budget.components[0].sensitivity = -1;
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kHeld));
  budget.correlations = {{0, 1, 1}};  // 0.60 - 0.25
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kBroken));
  budget.stated = {{0.70e-6, 2, 0.01e-6}};
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kHeld));
}

TEST_CASE("Every uncertainty that is stated has to agree") {
  SmallWorld world = WithBudget(1.30e-6, 2, 0.01e-6);
  BudgetFacts& budget = *world.f1.results[0].budget;
  budget.stated.push_back({0.65e-6, 1, 0.01e-6});
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kHeld));
  budget.stated[1].value = 0.67e-6;
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kBroken));
}

TEST_CASE("A budget that cannot be read, or has nothing to give, is unknown") {
  SmallWorld world = WithBudget(1.30e-6, 2, 0.01e-6);
  world.f1.results[0].budget->readable = false;
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(Has(answer, 15, Outcome::kUnknown));
  CHECK(answer.verdict == Verdict::kReserved);
  world.f1.results[0].budget->readable = true;
  world.f1.results[0].budget->stated.clear();
  CHECK(Has(Ask(world, "F1"), 15, Outcome::kUnknown));
}

TEST_CASE("Without a budget there is nothing to recompute") {
  CHECK_FALSE(Judged(Ask(SmallWorld(), "F1")));
}

}  // namespace suyuan::worlds
