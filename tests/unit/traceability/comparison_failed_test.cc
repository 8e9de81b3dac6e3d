#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::ComparisonDecisionFacts;

namespace {

// The F1 weights were calibrated on 2024-05-10 with a standard that was
// assessed on 2022-01-01.
const CivilDay kUse(2024, 5, 10);
const CivilDay kToday(2025, 1, 1);

ComparisonDecisionFacts Failed(CivilDay day) {
  ComparisonDecisionFacts failed;
  failed.day = day;
  failed.comparison = "comparisons/mass";
  return failed;
}

ComparisonDecisionFacts Resolved(CivilDay day) {
  ComparisonDecisionFacts resolved = Failed(day);
  resolved.resolved = true;
  return resolved;
}

TraceAnswer AskOn(const SmallWorld& world, CivilDay as_of) {
  return Ask(world, "F1", ProfileId::kCnLegal, NoonOf(2025, 1, 1), as_of);
}

bool IsInDoubt(const SmallWorld& world, CivilDay as_of = kToday) {
  return Has(AskOn(world, as_of), kComparisonFailed, Outcome::kBroken);
}

}  // namespace

TEST_CASE("Without a comparison nothing puts the standard in doubt") {
  CHECK(Has(Ask(SmallWorld(), "F1"), kComparisonFailed, Outcome::kHeld));
}

TEST_CASE("A failure puts earlier results under review and breaks none") {
  SmallWorld world;
  world.e2_standard.comparisons = {Failed(kUse + 100)};
  for (const ProfileId profile : {ProfileId::kCnLegal, ProfileId::kCnasIlac}) {
    SmallWorld competent = world;
    competent.authorised.kind =
        profile == ProfileId::kCnLegal
            ? traceability::CompetenceKind::kAuthorisation
            : traceability::CompetenceKind::kAccreditation;
    const TraceAnswer answer = Ask(competent, "F1", profile);
    CHECK(Has(answer, kComparisonFailed, Outcome::kBroken));
    CHECK(answer.verdict == Verdict::kReserved);
  }
}

TEST_CASE("A failure counts from the day on which it was decided") {
  SmallWorld world;
  const CivilDay decided = kUse + 100;
  world.e2_standard.comparisons = {Failed(decided)};
  CHECK_FALSE(IsInDoubt(world, decided - 1));
  CHECK(IsInDoubt(world, decided));
}

TEST_CASE("A failure is seen from the moment it is known") {
  SmallWorld world;
  traceability::StandardFacts later = world.e2_standard;
  later.comparisons = {Failed(kUse + 1)};
  world.more = {later};
  const auto at = [&](absl::Time known_at) {
    return Ask(world, "F1", ProfileId::kCnLegal, known_at).verdict;
  };
  CHECK(at(world.more_at - absl::Microseconds(1)) == Verdict::kTraceable);
  CHECK(at(world.more_at) == Verdict::kReserved);
}

TEST_CASE("Results before the last good evidence are not in doubt") {
  SmallWorld world;
  world.e2_standard.comparisons = {Failed(kUse + 100)};
  world.e2_standard.reviews = {kUse};
  CHECK(IsInDoubt(world));
  world.e2_standard.reviews = {kUse + 1};
  CHECK_FALSE(IsInDoubt(world));
  // What was found good on the day of the failure or later says nothing.
  world.e2_standard.reviews = {kUse + 100};
  CHECK(IsInDoubt(world));
  world.e2_standard.reviews.clear();
  world.e2_standard.assessments.push_back(
      {"A2", {kUse + 50, CivilDay(2029, 1, 1)}});
  CHECK_FALSE(IsInDoubt(world));
}

TEST_CASE("Results from the day on which it was put right are not in doubt") {
  SmallWorld world;
  world.e2_standard.comparisons = {Failed(kUse - 30), Resolved(kUse)};
  CHECK_FALSE(IsInDoubt(world));
  world.e2_standard.comparisons[1] = Resolved(kUse + 1);
  CHECK(IsInDoubt(world));
  // It is not put right yet, on a day before.
  world.e2_standard.comparisons[1] = Resolved(kUse);
  CHECK(IsInDoubt(world, kUse - 1));
}

TEST_CASE("Only its own resolution ends a failure") {
  SmallWorld world;
  ComparisonDecisionFacts other = Resolved(kUse - 10);
  other.comparison = "comparisons/other";
  world.e2_standard.comparisons = {Failed(kUse - 30), other};
  CHECK(IsInDoubt(world));
  // Nor one from before it.
  world.e2_standard.comparisons = {Failed(kUse - 30), Resolved(kUse - 31)};
  CHECK(IsInDoubt(world));
}

TEST_CASE("A failure that was put right is good evidence for the next one") {
  SmallWorld world;
  ComparisonDecisionFacts next = Failed(kUse + 200);
  next.comparison = "comparisons/next";
  world.e2_standard.comparisons = {Failed(kUse - 60), Resolved(kUse), next};
  CHECK_FALSE(IsInDoubt(world, kUse + 199));
  CHECK(IsInDoubt(world));
  // Also where the first was in another quantity, and concerned no mass.
  ComparisonDecisionFacts warm = Failed(kUse - 60);
  warm.kind = {"TEMC", {}, false};
  warm.dimension = "Theta";
  world.e2_standard.comparisons = {warm, next};
  CHECK(IsInDoubt(world));
  world.e2_standard.comparisons = {warm, Resolved(kUse + 1), next};
  CHECK_FALSE(IsInDoubt(world));
}

TEST_CASE("A failure in another kind of quantity concerns no mass") {
  SmallWorld world;
  ComparisonDecisionFacts failed = Failed(kUse + 1);
  failed.kind = {"TEMC", {}, false};
  failed.dimension = "Theta";
  world.e2_standard.comparisons = {failed};
  CHECK_FALSE(IsInDoubt(world));
  failed.kind = {"MASS", {}, false};
  failed.dimension = "M";
  world.e2_standard.comparisons = {failed};
  CHECK(IsInDoubt(world));
  // Also where the certificate leaves the kind to its unit.
  world.f1.results[0].kind.inferred = true;
  CHECK(IsInDoubt(world));
}

TEST_CASE("Work of which no day is known may have been done in doubt") {
  SmallWorld world;
  world.e2_standard.comparisons = {Failed(kUse + 1)};
  world.f1.begin.reset();
  world.f1.end.reset();
  CHECK(Has(Ask(world, "F1"), kComparisonFailed, Outcome::kUnknown));
}

TEST_CASE("A standard that is not registered is not judged by comparisons") {
  SmallWorld world;
  world.f1.references[0].standard = "standards/unknown";
  const TraceAnswer answer = Ask(world, "F1");
  for (const Outcome outcome :
       {Outcome::kHeld, Outcome::kBroken, Outcome::kUnknown}) {
    CHECK_FALSE(Has(answer, kComparisonFailed, outcome));
  }
}

}  // namespace suyuan::worlds
