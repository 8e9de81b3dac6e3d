#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using traceability::SignatureState;
using traceability::StandardEventKind;
using traceability::StatusKind;

using absl::CivilDay;

TEST_CASE("A sound chain of two certificates is traceable") {
  const SmallWorld world;
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(answer.verdict == Verdict::kTraceable);
  CHECK(answer.nodes.size() == 2);
}

TEST_CASE("A reference that expired later taints nothing done before") {
  SmallWorld world;
  for (const auto& [day, expected] :
       {std::pair(CivilDay(2024, 6, 30), Verdict::kTraceable),
        std::pair(CivilDay(2024, 7, 1), Verdict::kNotTraceable)}) {
    world.f1.received = world.f1.begin = world.f1.end = world.f1.issued = day;
    world.f1.recorded_at = NoonOf(2024, 7, 2);
    CAPTURE(day.month(), day.day());
    const TraceAnswer answer = Ask(world, "F1");
    CHECK(answer.verdict == expected);
    CHECK(Has(answer, 4, Outcome::kBroken) ==
          (expected == Verdict::kNotTraceable));
  }
}

TEST_CASE("A forged reference is void for those who know it, not before") {
  SmallWorld world;
  StatusFacts forged;
  forged.certificate = world.e2.name;
  forged.void_from = world.e2.issued;
  world.more = {forged};
  const auto at = [&](absl::Time known_at) {
    return Ask(world, "F1", ProfileId::kCnLegal, known_at).verdict;
  };
  CHECK(at(NoonOf(2024, 8, 1)) == Verdict::kTraceable);
  CHECK(at(world.more_at - absl::Microseconds(1)) == Verdict::kTraceable);
  CHECK(at(world.more_at) == Verdict::kNotTraceable);
}

TEST_CASE("A void from after its use leaves the use alone") {
  SmallWorld world;
  StatusFacts closed;
  closed.certificate = world.e2.name;
  closed.void_from = CivilDay(2024, 5, 11);  // the day after the use
  world.more = {closed};
  CHECK(Ask(world, "F1").verdict == Verdict::kTraceable);
  closed.void_from = CivilDay(2024, 5, 10);
  world.more = {closed};
  CHECK(Ask(world, "F1").verdict == Verdict::kNotTraceable);
}

TEST_CASE("A signature that nobody could check counts once it is valid") {
  SmallWorld world;
  world.e2.signature = SignatureState::kNotChecked;
  StatusFacts added;
  added.certificate = world.e2.name;
  added.kind = StatusKind::kSigned;
  world.more = {added};
  const auto at = [&](absl::Time known_at) {
    return Ask(world, "F1", ProfileId::kCnLegal, known_at);
  };
  const absl::Time before = world.more_at - absl::Microseconds(1);
  CHECK(Has(at(before), 23, Outcome::kUnknown));
  CHECK_FALSE(Has(at(world.more_at), 23, Outcome::kUnknown));
  CHECK(at(world.more_at).verdict == Verdict::kTraceable);
}

TEST_CASE("A signature that is judged again counts so from then on") {
  SmallWorld world;
  world.e2.signature = SignatureState::kValid;
  StatusFacts judged;
  judged.certificate = world.e2.name;
  judged.kind = StatusKind::kSigned;
  const auto at = [&](absl::Time known_at) {
    return Ask(world, "F1", ProfileId::kCnLegal, known_at);
  };
  const absl::Time before = world.more_at - absl::Microseconds(1);
  SECTION("broken where its key was revoked when it was used") {
    judged.signature = SignatureState::kInvalid;
    world.more = {judged};
    CHECK(at(before).verdict == Verdict::kTraceable);
    CHECK(Has(at(world.more_at), 23, Outcome::kBroken));
    CHECK(at(world.more_at).verdict == Verdict::kNotTraceable);
    StatusFacts righted = judged;
    righted.signature = SignatureState::kValid;
    world.more = {judged, righted};  // a second later
    CHECK(at(world.more_at).verdict == Verdict::kNotTraceable);
    CHECK(at(world.more_at + absl::Seconds(1)).verdict == Verdict::kTraceable);
  }
  SECTION("open where only its time is doubtful") {
    judged.signature = SignatureState::kNotChecked;
    world.more = {judged};
    CHECK(at(before).verdict == Verdict::kTraceable);
    CHECK(Has(at(world.more_at), 23, Outcome::kUnknown));
  }
}

TEST_CASE("A signature that was added replaces nothing") {
  SmallWorld world;
  StatusFacts added;
  added.certificate = world.e2.name;
  added.kind = StatusKind::kSigned;
  const Verdict before = Ask(world, "F1").verdict;
  world.more = {added};
  CHECK(Ask(world, "F1").verdict == before);
}

TEST_CASE("A certificate without an end is in date by its owner's interval") {
  SmallWorld world;
  world.e2.valid_to.reset();
  CHECK(Ask(world, "F1").verdict == Verdict::kIndeterminate);
  // Eleven months from 2023-06-30 end on 2024-05-29, ten before the use.
  world.e2_standard.components[0].recalibration_months = 11;
  CHECK(Ask(world, "F1").verdict == Verdict::kTraceable);
  world.e2_standard.components[0].recalibration_months = 10;
  CHECK(Ask(world, "F1").verdict == Verdict::kNotTraceable);
}

TEST_CASE("A registration is seen from the moment it is known") {
  SmallWorld world;
  CompetenceFacts ended = world.authorised;
  ended.period.to = CivilDay(2024, 5, 9);  // the day before the work
  world.more = {ended};
  const auto at = [&](absl::Time known_at) {
    return Ask(world, "F1", ProfileId::kCnLegal, known_at).verdict;
  };
  CHECK(at(world.more_at - absl::Microseconds(1)) == Verdict::kTraceable);
  CHECK(at(world.more_at) == Verdict::kNotTraceable);
}

TEST_CASE("A standard restored on the day it was sealed was never out of use") {
  SmallWorld world;
  const CivilDay day(2024, 5, 10);
  world.e2_standard.events = {{StandardEventKind::kSealed, day},
                              {StandardEventKind::kRestored, day}};
  world.f1.begin = day - 1;
  world.f1.received = day - 1;
  CHECK(Ask(world, "F1").verdict == Verdict::kTraceable);
  world.e2_standard.events[1].day = day + 1;
  CHECK(Has(Ask(world, "F1"), 24, Outcome::kBroken));
}

TEST_CASE("Receiving an item after its certificate was issued is noticed") {
  SmallWorld world;
  world.f1.begin.reset();
  world.f1.end.reset();
  world.f1.received = *world.f1.issued;
  CHECK(Has(Ask(world, "F1"), 21, Outcome::kHeld));
  world.f1.received = *world.f1.issued + 1;
  world.f1.recorded_at = NoonOf(2024, 6, 1);
  CHECK(Has(Ask(world, "F1"), 21, Outcome::kBroken));
}

}  // namespace suyuan::worlds
