#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::Level;
using traceability::RatioFacts;

namespace {

const CivilDay kUse(2024, 5, 10);

// The classes of weights, by tier.
VerificationSchemeFacts Masses() {
  VerificationSchemeFacts scheme;
  scheme.name = "verificationSchemes/mass";
  scheme.kind = {"MASS", {}, false};
  scheme.dimension = "M";
  scheme.nodes = {{"e2", 1, "E2", {}},
                  {"f1", 2, "F1", {}},
                  {"f2", 3, "F2", {}},
                  {"scale", 4, "", {"scale"}}};
  return scheme;
}

// One class calibrated with another.
SmallWorld Step(const std::string& upper, const std::string& lower,
                const VerificationSchemeFacts& scheme = Masses()) {
  SmallWorld world;
  world.e2.items[0].accuracy_class = upper;
  world.f1.items[0].accuracy_class = lower;
  world.more = {scheme};
  return world;
}

bool Judged(const TraceAnswer& answer) {
  return Has(answer, 28, Outcome::kHeld) || Has(answer, 28, Outcome::kBroken) ||
         Has(answer, 28, Outcome::kUnknown);
}

}  // namespace

TEST_CASE("A reference stands above what is calibrated with it") {
  CHECK(Has(Ask(Step("E2", "F1"), "F1"), 28, Outcome::kHeld));
  // Skipping tiers upwards is flat traceability.
  CHECK(Has(Ask(Step("E2", "F2"), "F1"), 28, Outcome::kHeld));
  for (const auto& [upper, lower] :
       {std::pair("F1", "F1"), std::pair("F2", "F1")}) {
    const TraceAnswer answer = Ask(Step(upper, lower), "F1");
    CHECK(Has(answer, 28, Outcome::kBroken));
    CHECK(answer.verdict == Verdict::kReserved);
  }
}

TEST_CASE("A scheme that does not show both sides says nothing of the step") {
  CHECK_FALSE(Judged(Ask(Step("E2", "M3"), "F1")));
  CHECK_FALSE(Judged(Ask(Step("", "F1"), "F1")));
}

TEST_CASE("A scheme is followed while it is in force, for its kind") {
  VerificationSchemeFacts scheme = Masses();
  scheme.period = {kUse, kUse};
  CHECK(Has(Ask(Step("F2", "F1", scheme), "F1"), 28, Outcome::kBroken));
  scheme.period = {kUse + 1, {}};
  CHECK_FALSE(Judged(Ask(Step("F2", "F1", scheme), "F1")));
  scheme.period = {};
  scheme.kind.code = "PRES";
  CHECK_FALSE(Judged(Ask(Step("F2", "F1", scheme), "F1")));
}

TEST_CASE("A class that is not printed is the one registered") {
  SmallWorld world = Step("", "F1");
  world.e2_standard.accuracy_classes = {"F2"};
  CHECK(Has(Ask(world, "F1"), 28, Outcome::kBroken));
  // The component's own goes before that of the standard.
  world.e2_standard.components[0].accuracy_classes = {"E2"};
  CHECK(Has(Ask(world, "F1"), 28, Outcome::kHeld));
  world.e2.items[0].accuracy_class = "F2";
  CHECK(Has(Ask(world, "F1"), 28, Outcome::kBroken));
}

TEST_CASE("A working instrument stands where its kind of equipment does") {
  SmallWorld world = Step("E2", "");
  world.f1.items[0].equipment_class = "scale";
  CHECK(Has(Ask(world, "F1"), 28, Outcome::kHeld));
  world.e2.items[0].accuracy_class.clear();
  world.e2.items[0].equipment_class = "scale";
  CHECK(Has(Ask(world, "F1"), 28, Outcome::kBroken));
}

TEST_CASE("A check standard is no part of a chain") {
  SmallWorld world;
  world.e2_standard.level = Level::kCheckStandard;
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(Has(answer, 28, Outcome::kBroken));
  CHECK(answer.verdict == Verdict::kReserved);
  // Nor one that is named by its artefact only.
  world.f1.references[0].standard.clear();
  CHECK(Has(Ask(world, "F1", ProfileId::kCnasIlac), 28, Outcome::kBroken));
}

namespace {

// A scheme with a ratio for the step, beside a regulation with its own. The
// reference's U is 1/5 of the maximum permissible error of the F1 weights.
SmallWorld Ratios(std::optional<RatioFacts> of_regulation,
                  std::optional<RatioFacts> of_scheme) {
  VerificationSchemeFacts scheme = Masses();
  scheme.edges = {{"e2", "f1", of_scheme}};
  SmallWorld world = Step("E2", "F1", scheme);
  world.regulation.ratio = of_regulation;
  world.f1.results[0].maximum_permissible_error = 1e-6;
  return world;
}

}  // namespace

TEST_CASE("A scheme's ratio holds where no specification states one") {
  CHECK(
      Has(Ask(Ratios({}, RatioFacts{false, 1, 5}), "F1"), 16, Outcome::kHeld));
  CHECK(Has(Ask(Ratios({}, RatioFacts{false, 1, 6}), "F1"), 16,
            Outcome::kBroken));
}

TEST_CASE(
    "Where regulation and scheme contradict, the regulation holds and "
    "both are told") {
  const RatioFacts lax{false, 1, 5};
  const RatioFacts strict{false, 1, 6};
  const TraceAnswer allowed = Ask(Ratios(lax, strict), "F1");
  CHECK(Has(allowed, kRuleConflict, Outcome::kBroken));
  CHECK(Has(allowed, 16, Outcome::kHeld));
  CHECK(Has(allowed, 16, Outcome::kBroken));
  CHECK(allowed.verdict == Verdict::kTraceable);
  const TraceAnswer forbidden = Ask(Ratios(strict, lax), "F1");
  CHECK(Has(forbidden, kRuleConflict, Outcome::kBroken));
  CHECK(forbidden.verdict == Verdict::kNotTraceable);
  // Two ratios that come to the same contradict nothing.
  const TraceAnswer agreed = Ask(Ratios(lax, RatioFacts{false, 1, 4}), "F1");
  CHECK(Has(agreed, kRuleConflict, Outcome::kHeld));
  CHECK_FALSE(Has(agreed, 16, Outcome::kBroken));
}

}  // namespace suyuan::worlds
