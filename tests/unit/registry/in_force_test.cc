#include "services/registry/records/in_force.h"

#include <vector>

#include "catch2/catch.hpp"

namespace suyuan::registry {
namespace {

using State = Standing::State;
using Kind = SealEvent::Kind;

absl::CivilDay Day(int month, int day) {
  return absl::CivilDay(2024, month, day);
}

const Period kYear{Day(1, 1), Day(12, 31)};

State StateOn(absl::CivilDay day, const std::vector<Spell>& spells = {}) {
  return StandingOn(day, kYear, spells).state;
}

TEST_CASE("A record counts from its first to its last day") {
  CHECK(StateOn(Day(1, 1) - 1) == State::kNotYet);
  CHECK(StateOn(Day(1, 1)) == State::kInForce);
  CHECK(StateOn(Day(12, 31)) == State::kInForce);
  CHECK(StateOn(Day(12, 31) + 1) == State::kEnded);
  CHECK(StandingOn(Day(12, 31) + 1, kYear, {}).day == Day(12, 31));
}

TEST_CASE("A suspension holds on both of its days and on none beside them") {
  const std::vector<Spell> spells = {
      {Cause::kSuspended, {Day(3, 1), Day(3, 31)}, "抽查不合格"}};
  CHECK(StateOn(Day(3, 1) - 1, spells) == State::kInForce);
  CHECK(StateOn(Day(3, 1), spells) == State::kSuspended);
  CHECK(StateOn(Day(3, 31), spells) == State::kSuspended);
  CHECK(StateOn(Day(4, 1), spells) == State::kInForce);
  const Standing standing = StandingOn(Day(3, 15), kYear, spells);
  CHECK(standing.day == Day(3, 1));
  CHECK(standing.reason == "抽查不合格");
}

TEST_CASE("A revocation has no end") {
  const std::vector<Spell> spells = {
      {Cause::kRevoked, {Day(6, 1), std::nullopt}, ""}};
  CHECK(StateOn(Day(5, 31), spells) == State::kInForce);
  CHECK(StateOn(Day(6, 1), spells) == State::kRevoked);
  CHECK(StateOn(Day(12, 31), spells) == State::kRevoked);
}

TEST_CASE("A revocation from the beginning leaves no day in force") {
  const std::vector<Spell> spells = {
      {Cause::kRevoked, {absl::CivilDay(2000, 1, 1), std::nullopt}, ""}};
  CHECK(StateOn(Day(1, 1), spells) == State::kRevoked);
  CHECK(StateOn(Day(12, 31), spells) == State::kRevoked);
}

TEST_CASE("Of two spells on one day the graver is told") {
  const std::vector<Spell> spells = {
      {Cause::kSealed, {Day(2, 1), std::nullopt}, "sealed"},
      {Cause::kRevoked, {Day(2, 1), std::nullopt}, "revoked"},
      {Cause::kSuspended, {Day(2, 1), Day(3, 1)}, "suspended"}};
  CHECK(StateOn(Day(2, 1), spells) == State::kRevoked);
}

TEST_CASE("封存 lasts from its day to the day before 启封") {
  const std::vector<Spell> spells = SpellsOf(std::vector<SealEvent>{
      {Kind::kRestored, Day(5, 10), ""}, {Kind::kSealed, Day(4, 1), "搬迁"}});
  CHECK(StateOn(Day(4, 1) - 1, spells) == State::kInForce);
  CHECK(StateOn(Day(4, 1), spells) == State::kSealed);
  CHECK(StateOn(Day(5, 9), spells) == State::kSealed);
  CHECK(StateOn(Day(5, 10), spells) == State::kInForce);
  CHECK(StandingOn(Day(5, 9), kYear, spells).reason == "搬迁");
}

TEST_CASE("A standard may be sealed, restored and sealed again") {
  const std::vector<Spell> spells =
      SpellsOf(std::vector<SealEvent>{{Kind::kSealed, Day(2, 1), ""},
                                      {Kind::kRestored, Day(3, 1), ""},
                                      {Kind::kSealed, Day(6, 1), ""},
                                      {Kind::kSealed, Day(7, 1), ""}});
  REQUIRE(spells.size() == 2);
  CHECK(StateOn(Day(2, 29), spells) == State::kSealed);
  CHECK(StateOn(Day(3, 1), spells) == State::kInForce);
  CHECK(StateOn(Day(6, 1), spells) == State::kSealed);
  CHECK(StateOn(Day(12, 31), spells) == State::kSealed);
}

TEST_CASE("注销 ends a standard from its day on") {
  const std::vector<Spell> spells =
      SpellsOf(std::vector<SealEvent>{{Kind::kCancelled, Day(9, 1), ""}});
  CHECK(StateOn(Day(8, 31), spells) == State::kInForce);
  CHECK(StateOn(Day(9, 1), spells) == State::kCancelled);
}

TEST_CASE("Sealed and restored on one day is not sealed") {
  CHECK(SpellsOf(std::vector<SealEvent>{{Kind::kRestored, Day(4, 1), ""},
                                        {Kind::kSealed, Day(4, 1), ""}})
            .empty());
  CHECK(SpellsOf(std::vector<SealEvent>{{Kind::kRestored, Day(4, 1), ""}})
            .empty());
}

}  // namespace
}  // namespace suyuan::registry
