#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::CapabilityTestFacts;
using traceability::Level;

namespace {

const CivilDay kUse(2024, 5, 10);  // of the standard, on the F1 weights

// In service for years, with these tests.
SmallWorld Tested(const std::vector<CapabilityTestFacts>& tests) {
  SmallWorld world;
  world.e2_standard.period.from = CivilDay(2015, 1, 1);
  world.e2_standard.tests = tests;
  return world;
}

CapabilityTestFacts Repeatability(CivilDay day,
                                  std::optional<bool> passed = true) {
  return {false, day, passed};
}
CapabilityTestFacts Stability(CivilDay day, std::optional<bool> passed = true) {
  return {true, day, passed};
}

bool Judged(const TraceAnswer& answer) {
  return Has(answer, 25, Outcome::kHeld) || Has(answer, 25, Outcome::kBroken) ||
         Has(answer, 25, Outcome::kUnknown);
}

}  // namespace

TEST_CASE("A standard is tested every year") {
  for (const auto& [day, held] :
       {std::pair(kUse, true), std::pair(CivilDay(2023, 1, 1), true),
        std::pair(CivilDay(2022, 12, 31), false)}) {
    const TraceAnswer repeated =
        Ask(Tested({Repeatability(day), Stability(kUse)}), "F1");
    CHECK(Has(repeated, 25, held ? Outcome::kHeld : Outcome::kBroken));
    CHECK(repeated.verdict ==
          (held ? Verdict::kTraceable : Verdict::kReserved));
    const TraceAnswer stable =
        Ask(Tested({Repeatability(kUse), Stability(day)}), "F1");
    CHECK(Has(stable, 25, held ? Outcome::kHeld : Outcome::kBroken));
  }
}

TEST_CASE("The newest test before the work is the one that counts") {
  CHECK(Has(Ask(Tested({Repeatability(kUse - 100), Stability(kUse - 9, false),
                        Stability(kUse - 8)}),
                "F1"),
            25, Outcome::kHeld));
  CHECK(Has(Ask(Tested({Repeatability(kUse - 100), Stability(kUse - 9),
                        Stability(kUse - 8, false)}),
                "F1"),
            25, Outcome::kBroken));
  // What was tested later says nothing of the work.
  CHECK(Has(Ask(Tested({Repeatability(kUse - 100), Stability(kUse),
                        Stability(kUse + 1, false)}),
                "F1"),
            25, Outcome::kHeld));
  // Of two on one day both count.
  CHECK(Has(Ask(Tested({Repeatability(kUse), Stability(kUse, false),
                        Stability(kUse)}),
                "F1"),
            25, Outcome::kBroken));
}

TEST_CASE("A standard whose tests nobody recorded may be tested or not") {
  CHECK(Has(Ask(Tested({}), "F1"), 25, Outcome::kUnknown));
  CHECK(Ask(Tested({}), "F1").verdict == Verdict::kReserved);
  CHECK(Has(Ask(Tested({Repeatability(kUse)}), "F1"), 25, Outcome::kUnknown));
  CHECK(Has(Ask(Tested({Stability(kUse)}), "F1"), 25, Outcome::kUnknown));
  // Nor does a test that decides nothing.
  CHECK(Has(
      Ask(Tested({Repeatability(kUse, std::nullopt), Stability(kUse)}), "F1"),
      25, Outcome::kUnknown));
  // One that failed is enough, whatever is not known.
  CHECK(Has(Ask(Tested({Repeatability(kUse, false)}), "F1"), 25,
            Outcome::kBroken));
}

TEST_CASE("A standard in its first year of service need not be tested yet") {
  SmallWorld world = Tested({});
  world.e2_standard.period.from = CivilDay(2023, 5, 10);
  CHECK(Judged(Ask(world, "F1")));
  world.e2_standard.period.from = CivilDay(2023, 5, 11);
  CHECK_FALSE(Judged(Ask(world, "F1")));
  // The day on which it was established goes before that of the record.
  world.e2_standard.established = CivilDay(2023, 5, 10);
  CHECK(Judged(Ask(world, "F1")));
  // The first assessment stands in for both.
  world.e2_standard.established.reset();
  world.e2_standard.period.from.reset();
  CHECK(Judged(Ask(world, "F1")));
  world.e2_standard.assessments[0].period.from = CivilDay(2023, 5, 11);
  CHECK_FALSE(Judged(Ask(world, "F1")));
  world.e2_standard.assessments[0].period.from.reset();
  CHECK(Has(Ask(world, "F1"), 25, Outcome::kUnknown));
}

TEST_CASE("A primary standard is not asked for its tests") {
  SmallWorld world = Tested({});
  world.e2_standard.level = Level::kNationalPrimary;
  CHECK_FALSE(Judged(Ask(world, "F1")));
}

}  // namespace suyuan::worlds
