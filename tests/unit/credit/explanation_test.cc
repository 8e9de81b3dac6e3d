#include "services/credit/explanation.h"

#include "catch2/catch.hpp"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using testing::AnyFact;
using testing::Day;
using testing::Mcp;
using testing::OnTime;
using testing::Overdue;

constexpr char kToday[] = "2026-06-30";

Explanation Explained(const std::vector<Fact>& facts,
                      std::vector<SubjectType> types,
                      std::optional<CreditClass> standing = std::nullopt) {
  ScoreQuestion question;
  question.as_of = Day(kToday);
  question.standing_class = standing;
  const Score score = ComputeScore(Mcp(), facts, question).value();
  return Explain(Mcp(), facts, score, types);
}

std::vector<Fact> Hospital() {
  return {Overdue(6, 400, kToday), AnyFact("fine", "M-501", "2026-03-01"),
          AnyFact("report", "M-609", "2026-05-11"), OnTime(394, 400, kToday)};
}

TEST_CASE("Reasons are the heaviest incidents, then what was not earned") {
  const Explanation explanation =
      Explained(Hospital(), {SubjectType::kInstrumentUser});
  REQUIRE(explanation.reasons.size() == 4);
  CHECK(explanation.reasons[0].indicator_id == "M-101");
  CHECK(explanation.reasons[0].points == 180);
  CHECK(explanation.reasons[0].fact_ids == std::vector<std::string>{"overdue"});
  CHECK(
      explanation.reasons[0].text.zh ==
      "「强检器具超期未检率」扣1.80分（2026-06-30认定，已过0日，按100.00%计）");
  CHECK(explanation.reasons[0].text.en ==
        "Share of mandatory instruments past their verification date: 1.80 "
        "points lost (decided 2026-06-30, 0 days old: weighs 100.00 %)");
  // A declaration and a passed check are worth 4.00 each; a laboratory's
  // positives are not held against a hospital.
  CHECK(explanation.reasons[1].indicator_id == "M-602");
  CHECK(explanation.reasons[1].points == 400);
  CHECK(explanation.reasons[2].indicator_id == "M-607");
  CHECK(explanation.reasons[3].indicator_id == "M-606");
  CHECK(explanation.reasons[3].text.en ==
        "No credit for Integrity demonstration unit or metrology benchmark: up "
        "to 3.00 points");
}

TEST_CASE("A reason tells repetition, what is open, and merged facts") {
  Fact first = AnyFact("first", "M-401", "2026-01-01");
  Fact second = AnyFact("second", "M-401", "2026-06-01");
  second.rectify_due = Day("2026-07-31");
  Fact penalty = AnyFact("penalty", "M-502", "2026-06-01");
  penalty.incident_id = second.incident_id;
  second.status = FactStatus::kDisputed;
  const Explanation explanation =
      Explained({first, second, penalty}, {SubjectType::kPackager});
  CHECK(explanation.reasons[0].fact_ids.size() == 2);
  CHECK(explanation.reasons[0].text.en ==
        "Lot of packages failed for net content: 12.00 points lost (decided "
        "2026-06-01, not yet put right: in full, repeated: times 1.5, 1 more "
        "of the same incident not counted again, disputed)");
  CHECK(explanation.reasons[0].text.zh ==
        "「定量包装净含量批不合格」扣12.00分（2026-06-01认定，尚未整改，"
        "按全额计，重复发生按1.5倍计，同一事件的另1项不重复扣分，异议处理中）");
}

TEST_CASE("A subject at the cap of positives is told of none missing") {
  std::vector<Fact> facts = {OnTime(20, 20, kToday),
                             AnyFact("declaration", "M-602", kToday),
                             AnyFact("unit", "M-606", kToday)};
  for (int i = 0; i < 3; ++i) {
    facts.push_back(AnyFact("check" + std::to_string(i), "M-607", kToday));
    facts.push_back(AnyFact("report" + std::to_string(i), "M-609", kToday));
  }
  const Explanation explanation =
      Explained(facts, {SubjectType::kInstrumentUser});
  CHECK(explanation.reasons.empty());
  CHECK_FALSE(explanation.way_up.target.has_value());
}

TEST_CASE("E5: six verifications and a declaration are the cheapest way to A") {
  const WayUp way =
      Explained(Hospital(), {SubjectType::kInstrumentUser}).way_up;
  REQUIRE(way.target == CreditClass::kA);
  REQUIRE(way.reachable);
  // 84.06 + 1.80 + 4.00 = 89.86 is short of A by 0.14, and a check brings 1.50.
  REQUIRE(way.steps.size() == 3);
  CHECK(way.steps[0].id == "M-101");
  CHECK(way.steps[0].gain == 180);
  CHECK(way.steps[1].id == "M-607");
  CHECK(way.steps[1].gain == 150);
  CHECK(way.steps[2].id == "M-602");
  CHECK(way.steps[2].gain == 400);
  CHECK(way.score_after == 9136);
  CHECK(way.steps[2].text.zh == "作出计量能力自我声明并通过核实：+4.00分");
}

TEST_CASE("An overlay that an action lifts is one of the steps") {
  const WayUp way =
      Explained({AnyFact("list", "K-1", "2026-01-01")}, {}).way_up;
  REQUIRE(way.target == CreditClass::kB);
  REQUIRE(way.reachable);
  REQUIRE(way.steps.size() == 1);
  CHECK(way.steps[0].id == "K-1");
  CHECK(way.steps[0].text.en == "Cure the cause and be removed from the list");
}

TEST_CASE("An overlay that only time lifts blocks, and says until when") {
  Fact forged = AnyFact("forged", "M-302", "2026-01-11");
  forged.rectified_on = Day("2026-02-10");
  const WayUp way = Explained({forged}, {}).way_up;
  CHECK(way.target == CreditClass::kC);
  CHECK_FALSE(way.reachable);
  CHECK(way.steps.empty());
  CHECK(way.blocked_by == std::vector<std::string>{"V-2"});
  CHECK(way.blocked_until == Day("2027-02-10"));
  // While it is not put right, nobody knows the day.
  forged.rectified_on.reset();
  forged.rectify_due = Day("2026-02-10");
  CHECK_FALSE(Explained({forged}, {}).way_up.blocked_until.has_value());
}

TEST_CASE("A pending case blocks the way above the class that stood") {
  const std::vector<Fact> facts = {AnyFact("case", "K-5", "2026-06-01")};
  const WayUp way = Explained(facts, {}, CreditClass::kC).way_up;
  CHECK(way.target == CreditClass::kB);
  CHECK(way.blocked_by == std::vector<std::string>{"K-5"});
}

TEST_CASE("Little evidence asks for more positive facts, not only points") {
  // 80.00 + 6.00 + 4.00 is A by score; K-6 still wants a third fact.
  const WayUp way = Explained({OnTime(20, 20, kToday),
                               AnyFact("declaration", "M-602", kToday)},
                              {SubjectType::kInstrumentUser})
                        .way_up;
  REQUIRE(way.reachable);
  REQUIRE(way.steps.size() == 1);
  CHECK(way.steps[0].id == "M-607");
  CHECK(way.steps[0].times == 1);
}

}  // namespace
}  // namespace suyuan::credit
