#include "services/traceability/uncertainty/recomputation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/metrology/calendar.h"
#include "libs/metrology/uncertainty.h"
#include "services/traceability/engine.h"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {
namespace {

using absl::CivilDay;
using traceability::AssumptionKind;
using traceability::BudgetComponentFacts;
using traceability::BudgetFacts;
using traceability::BudgetSource;
using traceability::Contribution;
using traceability::Engine;
using traceability::GapKind;
using traceability::Graph;
using traceability::Recomputation;
using traceability::RecomputedResult;
using traceability::SourceKind;

// What is recomputed of a certificate.
struct Answer {
  Recomputation all;
  const RecomputedResult& one() const { return all.results.at(0); }
  double u() const { return one().standard_uncertainty; }
  double degrees() const {
    return EffectiveDegreesOfFreedom(all, one().contributions);
  }
  bool Misses(GapKind kind) const {
    return std::any_of(one().gaps.begin(), one().gaps.end(),
                       [kind](const auto& gap) { return gap.kind == kind; });
  }
  bool Assumes(AssumptionKind kind) const {
    return std::any_of(one().assumptions.begin(), one().assumptions.end(),
                       [kind](const auto& a) { return a.kind == kind; });
  }
  double Amount(SourceKind kind) const {
    for (const Contribution& c : one().contributions) {
      if (all.sources[c.source].kind == kind) return c.amount;
    }
    return std::nan("");
  }
};

Answer Recomputed(const SmallWorld& world, const std::string& target) {
  const FakeClock clock(NoonOf(2025, 1, 1));
  Engine engine(clock);
  for (const auto& event : world.Told().events) {
    const auto apply = [&](Graph& graph, const auto& facts) -> absl::Status {
      using Facts = std::decay_t<decltype(facts)>;
      if constexpr (std::is_same_v<Facts, CertificateFacts> ||
                    std::is_same_v<Facts, StatusFacts>) {
        return graph.Apply(facts);
      } else {
        graph.Apply(event.recorded_at, facts);
        return absl::OkStatus();
      }
    };
    const absl::Status applied = engine.Apply([&](Graph& graph, auto&) {
      return std::visit([&](const auto& f) { return apply(graph, f); },
                        event.facts);
    });
    REQUIRE(applied.ok());
  }
  traceability::TraceQuestion question;
  question.target.target = target;
  question.target.as_of = traceability::ToDayNumber(CivilDay(2025, 1, 1));
  question.target.known_at = NoonOf(2025, 1, 1);
  question.profile = *traceability::FindProfile("");
  Answer out;
  const absl::Status traced = engine.Trace(
      question, Deadline::Infinite(),
      [&](const Graph& graph, const auto& context, const auto& answer) {
        const auto first =
            graph.certificate(answer.target.certificates.at(0)).first_result;
        auto recomputed = Recompute(context, answer.chain, answer.judgement,
                                    {first}, Deadline::Infinite());
        REQUIRE(recomputed.ok());
        out.all = *std::move(recomputed);
      });
  REQUIRE(traced.ok());
  return out;
}

BudgetComponentFacts Component(const std::string& id, double u) {
  BudgetComponentFacts out;
  out.id = id;
  out.standard_uncertainty = u;
  return out;
}

BudgetComponentFacts OfReference(const std::string& reference, double u) {
  BudgetComponentFacts out = Component(reference, u);
  out.source = BudgetSource::kReference;
  out.reference_id = reference;
  return out;
}

BudgetComponentFacts Drift(const std::string& reference, double u) {
  BudgetComponentFacts out = OfReference(reference, u);
  out.id += "-drift";
  out.source = BudgetSource::kDrift;
  return out;
}

// A budget of a reference and a process, with all that it needs.
BudgetFacts AnyBudget(double reference, double process) {
  BudgetFacts budget;
  budget.components = {OfReference("ref", reference), Component("p", process),
                       Drift("ref", 0)};
  return budget;
}

}  // namespace

TEST_CASE("A reference of 0.25 and a process of 0.60 give 0.65 and k = 2.23") {
  SmallWorld world;
  world.e2.results[0].standard_uncertainty = 0.25e-6;
  world.e2.results[0].degrees_of_freedom = 50;
  world.f1.results[0].budget = AnyBudget(0.25e-6, 0.60e-6);
  world.f1.results[0].budget->components[1].type_a = true;
  world.f1.results[0].budget->components[1].degrees_of_freedom = 9;
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.u() == Approx(0.65e-6).epsilon(1e-12));
  CHECK(answer.one().complete());
  CHECK(answer.degrees() == Approx(12.33).epsilon(1e-3));
  const auto k = metrology::CoverageFactorFor(
      metrology::kTwoSigma,
      metrology::DegreesOfFreedom::From(answer.degrees())->Truncated());
  CHECK(k->value() == Approx(2.23).epsilon(2e-3));
  CHECK(k->value() * answer.u() == Approx(1.45e-6).epsilon(2e-3));
}

TEST_CASE("The masses from E1 to M1 grow as their chain says") {
  // U in mg at k = 2, from processes of 0.20, 0.70, 2.2 and 7.0 mg.
  SmallWorld world;
  world.e2.results[0].standard_uncertainty = 0.075e-6;
  world.f1.results[0].budget = AnyBudget(0.075e-6, 0.20e-6);
  world.f1.results[0].standard_uncertainty.reset();
  std::string above = "F1";
  int place = 2;
  for (const double process : {0.70e-6, 2.2e-6, 7.0e-6}) {
    CertificateFacts next = world.f1;
    next.name = CertificateName(place);
    next.digest = DigestOf(place);
    next.number = "N" + std::to_string(place);
    next.items[0].artefact.identifications = {next.number};
    next.references[0].numbers = {above};
    next.results[0].budget = AnyBudget(1, process);
    world.more.emplace_back(next);
    above = next.number;
    ++place;
  }
  CHECK(2 * Recomputed(world, "F1").u() == Approx(0.427e-6).epsilon(1e-3));
  CHECK(2 * Recomputed(world, "N2").u() == Approx(1.464e-6).epsilon(1e-3));
  CHECK(2 * Recomputed(world, "N3").u() == Approx(4.637e-6).epsilon(1e-3));
  const Answer last = Recomputed(world, "N4");
  CHECK(2 * last.u() == Approx(14.748e-6).epsilon(1e-4));
  CHECK(last.one().complete());
  CHECK(last.one().contributions.size() == 5 + 4);  // and drifts of nothing
}

TEST_CASE("Two weights from one reference are correlated in their sum") {
  SmallWorld world;
  world.e2.results[0].standard_uncertainty = 0.15e-6;
  world.f1.results[0].standard_uncertainty = 0.20e-6;
  CertificateFacts second = world.f1;
  second.name = CertificateName(2);
  second.digest = DigestOf(2);
  second.number = "F1B";
  second.items[0].artefact.identifications = {"S3"};
  CertificateFacts sum = world.f1;
  sum.name = CertificateName(3);
  sum.digest = DigestOf(3);
  sum.number = "SUM";
  sum.items[0].artefact.identifications = {"S4"};
  sum.references = {world.f1.references[0], world.f1.references[0]};
  sum.references[0].id = "a";
  sum.references[0].numbers = {"F1"};
  sum.references[1].id = "b";
  sum.references[1].numbers = {"F1B"};
  sum.results[0].standard_uncertainty = 0.5e-6;
  sum.results[0].sensitivities = {{"a", 1}, {"b", 1}};
  sum.results[0].budget = BudgetFacts();
  sum.results[0].budget->components = {OfReference("a", 0.20e-6),
                                       OfReference("b", 0.20e-6), Drift("a", 0),
                                       Drift("b", 0)};
  world.more = {second, sum};
  const Answer answer = Recomputed(world, "SUM");
  CHECK(answer.u() == Approx(0.3536e-6).epsilon(2e-4));  // not 0.2828
  CHECK(answer.Amount(SourceKind::kStated) == Approx(0.30e-6));
  CHECK(answer.one().contributions[0].paths == 2);
  // Their difference does not feel the common error.
  CertificateFacts difference = sum;
  difference.results[0].budget->components[1].sensitivity = -1;
  world.more = {second, difference};
  CHECK(Recomputed(world, "SUM").u() ==
        Approx(std::sqrt(2 * (0.04 - 0.0225)) * 1e-6).epsilon(1e-9));
}

TEST_CASE("Without a budget the rest of the stated uncertainty is its own") {
  SmallWorld world;  // 1e-7 and 1e-6
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.u() == Approx(1e-6).epsilon(1e-12));
  CHECK(answer.Amount(SourceKind::kStated) == Approx(1e-7));
  CHECK(answer.Amount(SourceKind::kRemainder) ==
        Approx(std::sqrt(0.99) * 1e-6));
  CHECK(answer.Misses(GapKind::kNoBudget));
  CHECK_FALSE(answer.one().complete());
}

TEST_CASE("References above what is stated are named and not hidden") {
  SmallWorld world;
  world.e2.results[0].standard_uncertainty = 2e-6;
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.u() == Approx(2e-6));
  CHECK(answer.Misses(GapKind::kExceedsStated));
}

TEST_CASE("A reference used by its nominal value counts as MPE over root 3") {
  SmallWorld world;
  world.e2.results[0].standard_uncertainty.reset();
  world.e2.results[0].maximum_permissible_error = 5.0e-6;
  world.f1.results[0].budget = AnyBudget(1e-6, 1e-6);
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.Amount(SourceKind::kClass) == Approx(2.89e-6).epsilon(2e-3));
  CHECK(answer.Assumes(AssumptionKind::kClass));
  CHECK(answer.one().complete());
  // Without either, the budget's own figure stands, and that is named.
  world.e2.results[0].maximum_permissible_error.reset();
  const Answer unknown = Recomputed(world, "F1");
  CHECK(unknown.Misses(GapKind::kNoUncertainty));
  CHECK(unknown.u() == Approx(std::sqrt(2.0) * 1e-6));
}

TEST_CASE("A reference that is not held is named, its stated part stays") {
  SmallWorld world;
  world.f1.references[0].numbers = {"NOWHERE"};
  world.f1.references[0].standard.clear();
  world.f1.results[0].budget = AnyBudget(0.25e-6, 0.60e-6);
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.u() == Approx(0.65e-6));
  CHECK(answer.Misses(GapKind::kOpenEnd));
  // A chain that ends where it may not is no complete one either.
  world.f1.references.clear();
  CHECK(Recomputed(world, "F1").Misses(GapKind::kNotInBudget) == false);
  world.f1.results[0].budget.reset();
  CHECK(Recomputed(world, "F1").Misses(GapKind::kNoReferences));
}

TEST_CASE("A reference that the budget leaves out is named") {
  SmallWorld world;
  world.f1.results[0].budget = BudgetFacts();
  world.f1.results[0].budget->components = {Component("p", 0.60e-6)};
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.Misses(GapKind::kNotInBudget));
  CHECK(answer.u() == Approx(0.60e-6));
}

TEST_CASE("Drift is what changed between the reference's calibrations") {
  SmallWorld world;
  world.f1.results[0].budget = AnyBudget(1e-7, 6e-7);
  world.f1.results[0].budget->components.pop_back();  // says nothing of it
  CHECK(Recomputed(world, "F1").Misses(GapKind::kNoDrift));
  // A year earlier it had 3 µg more.
  CertificateFacts earlier = world.e2;
  earlier.name = CertificateName(7);
  earlier.digest = DigestOf(7);
  earlier.number = "E2-2022";
  earlier.received = earlier.begin = earlier.end = earlier.issued =
      CivilDay(2022, 6, 30);
  earlier.results[0].value = 1 + 3e-9;
  world.more = {earlier};
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.one().complete());
  CHECK(answer.Amount(SourceKind::kDrift) ==
        Approx(3e-9 / std::sqrt(3.0)).epsilon(1e-6));
  // Two equal values are nominal ones and show nothing.
  earlier.results[0].value = 1;
  world.more = {earlier};
  CHECK(Recomputed(world, "F1").Misses(GapKind::kNoDrift));
}

TEST_CASE("A reference that was calibrated on the day has not drifted") {
  SmallWorld world;
  world.f1.results[0].budget = AnyBudget(1e-7, 6e-7);
  world.f1.results[0].budget->components.pop_back();
  world.e2.begin = world.e2.end = world.e2.issued = world.e2.received =
      world.f1.begin;
  CHECK(Recomputed(world, "F1").one().complete());
}

TEST_CASE("A remote reference brings the uncertainty of its link") {
  SmallWorld world;
  world.f1.results[0].budget = AnyBudget(1e-7, 6e-7);
  world.f1.results[0].budget->components.pop_back();  // it cannot drift
  traceability::RemoteLinkFacts link;
  const absl::Time day = metrology::BeginOf(CivilDay(2024, 5, 10));
  link.spells = {{day - absl::Hours(30), absl::InfiniteFuture()}};
  link.comparisons = {{day - absl::Hours(1), true, 3e-7}};
  link.maximum_gap = absl::Hours(48);
  world.f1.references[0].remote_link = link;
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.Amount(SourceKind::kLink) == Approx(3e-7));
  CHECK(answer.one().complete());
  world.f1.references[0]
      .remote_link->comparisons[0]
      .standard_uncertainty.reset();
  CHECK(Recomputed(world, "F1").Misses(GapKind::kNoLinkUncertainty));
}

TEST_CASE("Between two calibrated points the larger uncertainty is taken") {
  SmallWorld world;
  world.e2.results = {AnyMass("low", 0.5, 1e-7), AnyMass("high", 2, 3e-7)};
  world.f1.results[0].budget = AnyBudget(1e-7, 6e-7);
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.Amount(SourceKind::kStated) == Approx(3e-7));
  CHECK(answer.Assumes(AssumptionKind::kLargerNeighbour));
}

TEST_CASE("Several references without a model are not added up by guess") {
  SmallWorld world;
  world.f1.references.push_back(world.f1.references[0]);
  world.f1.references[1].id = "again";
  CHECK(Recomputed(world, "F1").Misses(GapKind::kNoModel));
  // A declared average is one.
  world.f1.results[0].multi_reference_average = true;
  const Answer average = Recomputed(world, "F1");
  CHECK_FALSE(average.Misses(GapKind::kNoModel));
  CHECK(average.Amount(SourceKind::kStated) == Approx(1e-7));  // the same twice
}

TEST_CASE("Degrees of freedom that nobody states are not made up") {
  SmallWorld world;
  world.f1.results[0].budget = AnyBudget(1e-7, 6e-7);
  world.f1.results[0].budget->components[1].type_a = true;
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.Misses(GapKind::kNoDegreesOfFreedom));
  CHECK(std::isnan(answer.degrees()));
}

TEST_CASE("Components that correlate are combined so, and have no degrees") {
  SmallWorld world;
  world.f1.results[0].budget = AnyBudget(1e-7, 6e-7);
  BudgetFacts& budget = *world.f1.results[0].budget;
  budget.components.push_back(Component("q", 2e-7));
  budget.correlations = {{1, 3, 1}};
  const Answer answer = Recomputed(world, "F1");
  CHECK(answer.u() == Approx(std::sqrt(0.01 + 0.64) * 1e-6));
  CHECK(std::isnan(answer.degrees()));
  CHECK(answer.one().complete());
  // A reference that correlates with the process is taken as it is stated.
  budget.components[0].standard_uncertainty = 5e-7;
  budget.correlations = {{0, 1, 1}};
  const Answer tied = Recomputed(world, "F1");
  CHECK(tied.Misses(GapKind::kCorrelatedReference));
  CHECK(tied.u() == Approx(std::sqrt(1.21 + 0.04) * 1e-6));
}

TEST_CASE("A chain that closes on itself says so") {
  SmallWorld world;
  world.authorised.scope[0].range = traceability::Interval{0.0, 50.0};
  world.f1.references[0].numbers = {"F1"};
  world.f1.references[0].standard.clear();
  CHECK(Recomputed(world, "F1").Misses(GapKind::kCycle));
}

}  // namespace suyuan::worlds
