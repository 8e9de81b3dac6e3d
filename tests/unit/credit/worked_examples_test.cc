// The worked examples E0 to E8 of the credit brief (5.5), digit for digit.
#include <algorithm>

#include "catch2/catch.hpp"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using testing::AnyFact;
using testing::Day;
using testing::Holds;
using testing::Of;
using testing::OnTime;
using testing::Overdue;
using testing::ScoreOn;

constexpr char kToday[] = "2026-06-30";

Fact Declaration() {
  Fact fact = AnyFact("declaration", "M-602", "2026-01-15");
  fact.use_until = Day("2029-01-15");
  return fact;
}

TEST_CASE("E0: a subject without facts scores 80.00 and is B") {
  const Score score = ScoreOn(kToday, {});
  CHECK(score.value == 8000);
  CHECK(score.additions == 0);
  CHECK(score.deductions == 0);
  CHECK(score.class_by_score == CreditClass::kB);
  CHECK(score.final_class == CreditClass::kB);
}

TEST_CASE("E1: a fuel station in order is A with 92.00") {
  const Score score =
      ScoreOn(kToday, {OnTime(24, 24, kToday), Declaration(),
                       AnyFact("check1", "M-607", "2026-03-22"),
                       AnyFact("check2", "M-607", "2025-05-26")});
  CHECK(Of(score, "check1").age_days == 100);
  CHECK(Of(score, "check1").weight_ppm == 863013);
  CHECK(Of(score, "check1").contribution == 129);
  CHECK(Of(score, "check2").age_days == 400);
  CHECK(Of(score, "check2").weight_ppm == 476027);
  CHECK(Of(score, "check2").contribution == 71);
  CHECK(score.additions == 1200);
  CHECK(score.deductions == 0);
  CHECK(score.value == 9200);
  CHECK(score.final_class == CreditClass::kA);
  CHECK(testing::Mcp().supervision[0].general_bp == 200);
}

std::vector<Fact> Packer() {
  Fact lot = AnyFact("lot", "M-401", "2026-03-02");
  lot.rectified_on = Day("2026-04-01");
  Fact penalty = AnyFact("penalty", "M-502", "2026-04-20");
  penalty.rectified_on = Day("2026-05-01");
  lot.incident_id = penalty.incident_id = "I1";
  return {lot, penalty, AnyFact("label", "M-402", "2026-05-31"),
          OnTime(97, 100, kToday), AnyFact("check", "M-607", "2025-12-31")};
}

TEST_CASE("E2: one act counts once, at the larger of its two facts") {
  const Score score = ScoreOn(kToday, Packer());
  CHECK(Of(score, "lot").age_days == 90);
  CHECK(Of(score, "lot").weight_ppm == 876712);
  CHECK(Of(score, "lot").contribution == 701);
  CHECK(Of(score, "penalty").weight_ppm == 917808);
  CHECK(Of(score, "penalty").contribution == 734);
  CHECK(Of(score, "label").weight_ppm == 916666);
  CHECK(Of(score, "label").contribution == 183);
  CHECK(Of(score, "on-time").contribution == 200);
  CHECK(Of(score, "check").age_days == 181);
  CHECK(Of(score, "check").contribution == 113);
  REQUIRE(score.incidents.size() == 2);
  CHECK(score.incidents[0].incident_id == "I1");
  CHECK(score.incidents[0].contribution == 734);
  CHECK(score.general == 734);
  CHECK(score.minor == 183);
  CHECK(score.deductions == 917);
  CHECK(score.additions == 313);
  CHECK(score.value == 7396);
  CHECK(score.final_class == CreditClass::kB);
}

TEST_CASE("E2: an annulled penalty leaves the score when that is known") {
  std::vector<Fact> facts = Packer();
  Fact annulled = facts[1];
  annulled.version = 2;
  annulled.status = FactStatus::kWithdrawn;
  annulled.recorded_at = StartOf(Day("2026-07-10")) + absl::Hours(9);
  facts.push_back(annulled);

  const Score after = ScoreOn(kToday, facts, annulled.recorded_at);
  CHECK(Of(after, "penalty").use == FactUse::kWithdrawn);
  CHECK(after.incidents[0].contribution == 701);
  CHECK(after.deductions == 884);
  CHECK(after.value == 7429);
  CHECK(after.final_class == CreditClass::kB);

  const Score before =
      ScoreOn(kToday, facts, annulled.recorded_at - absl::Nanoseconds(1));
  CHECK(before.deductions == 917);
  CHECK(before.value == 7396);
}

std::vector<Fact> Laboratory() {
  Fact comparison = AnyFact("comparison", "M-202", "2026-04-20");
  comparison.rectify_due = Day("2026-06-20");
  Fact late = AnyFact("late", "M-701", "2026-05-16");
  late.rectify_due = Day("2026-05-16");
  Fact led = AnyFact("led", "M-605", "2024-12-27");
  led.variant = "provincial";
  return {comparison,
          AnyFact("chain", "M-201", "2026-05-10"),
          AnyFact("issued", "K-4", "2026-05-12"),
          late,
          OnTime(50, 50, kToday),
          AnyFact("satisfactory", "M-604", "2025-09-03"),
          led};
}

TEST_CASE("E3: a calibration laboratory is B by score and C by K-3 and K-4") {
  const Score score = ScoreOn(kToday, Laboratory());
  CHECK(Of(score, "comparison").open);
  CHECK(Of(score, "comparison").contribution == 600);
  CHECK(Of(score, "chain").open);
  CHECK(Of(score, "chain").contribution == 800);
  CHECK(Of(score, "late").contribution == 400);
  CHECK(Of(score, "satisfactory").age_days == 300);
  CHECK(Of(score, "satisfactory").weight_ppm == 794520);
  CHECK(Of(score, "satisfactory").contribution == 159);
  CHECK(Of(score, "led").age_days == 550);
  CHECK(Of(score, "led").weight_ppm == 748858);
  CHECK(Of(score, "led").contribution == 225);
  CHECK(score.additions == 984);
  CHECK(score.deductions == 1800);
  CHECK(score.value == 7184);
  CHECK(score.class_by_score == CreditClass::kB);
  CHECK(Holds(score, "K-3"));
  CHECK(Holds(score, "K-4"));
  CHECK_FALSE(Holds(score, "K-2"));
  CHECK(score.final_class == CreditClass::kC);
}

std::vector<Fact> Forger() {
  Fact forged = AnyFact("forged", "M-302", "2026-01-11");
  Fact penalty = AnyFact("penalty", "M-503", "2026-01-11");
  forged.rectified_on = penalty.rectified_on = Day("2026-02-10");
  forged.incident_id = penalty.incident_id = "I1";
  return {forged, penalty, OnTime(40, 40, kToday)};
}

TEST_CASE("E4: forged certificates are C by score and D by V-2") {
  const Score score = ScoreOn(kToday, Forger());
  CHECK(Of(score, "forged").age_days == 140);
  CHECK(Of(score, "forged").weight_ppm == 936073);
  CHECK(Of(score, "forged").contribution == 2808);
  CHECK(Of(score, "penalty").weight_ppm == 904109);
  CHECK(Of(score, "penalty").contribution == 1808);
  CHECK(score.serious == 2808);
  CHECK(score.additions == 600);
  CHECK(score.value == 5792);
  CHECK(score.class_by_score == CreditClass::kC);
  CHECK(Holds(score, "V-2"));
  CHECK(score.final_class == CreditClass::kD);
}

TEST_CASE("E4: V-2 ends 365 days after rectification") {
  const Score last = ScoreOn("2027-02-09", Forger());
  CHECK(Holds(last, "V-2"));
  CHECK(last.final_class == CreditClass::kD);
  CHECK_FALSE(Holds(ScoreOn("2027-02-10", Forger()), "V-2"));

  const Score score = ScoreOn("2027-02-11", Forger());
  CHECK(Of(score, "forged").age_days == 366);
  CHECK(Of(score, "forged").weight_ppm == 832876);
  CHECK(Of(score, "forged").contribution == 2499);
  CHECK(score.value == 6101);
  CHECK(score.final_class == CreditClass::kC);
}

TEST_CASE("E4: a subject still on the list of serious violators stays D") {
  std::vector<Fact> facts = Forger();
  facts.push_back(AnyFact("list", "V-1", "2026-01-11"));
  const Score score = ScoreOn("2027-02-11", facts);
  CHECK(score.value == 6101);
  CHECK(score.class_by_score == CreditClass::kC);
  CHECK(score.final_class == CreditClass::kD);

  facts.back().use_until = Day("2027-02-11");
  CHECK(ScoreOn("2027-02-11", facts).final_class == CreditClass::kC);
  CHECK(ScoreOn("2027-02-10", facts).final_class == CreditClass::kD);
}

std::vector<Fact> Hospital(int64_t overdue) {
  return {Overdue(overdue, 400, kToday), AnyFact("fine", "M-501", "2026-03-01"),
          AnyFact("report", "M-609", "2026-05-11"), OnTime(394, 400, kToday)};
}

TEST_CASE("E5: a hospital with six overdue instruments of 400 is B") {
  const Score score = ScoreOn(kToday, Hospital(6));
  CHECK(Of(score, "overdue").contribution == 180);
  CHECK(Of(score, "fine").use == FactUse::kOutOfWindow);
  CHECK(Of(score, "report").age_days == 50);
  CHECK(Of(score, "report").weight_ppm == 931506);
  CHECK(Of(score, "report").contribution == 186);
  CHECK(Of(score, "on-time").contribution == 400);
  CHECK(score.additions == 586);
  CHECK(score.value == 8406);
  CHECK(score.final_class == CreditClass::kB);
}

TEST_CASE("E5: what if all are verified, then declared and checked twice") {
  std::vector<Fact> facts = Hospital(0);
  CHECK(ScoreOn(kToday, facts).value == 8586);
  CHECK(ScoreOn(kToday, facts).final_class == CreditClass::kB);
  facts.push_back(Declaration());
  facts.push_back(AnyFact("check1", "M-607", kToday));
  facts.push_back(AnyFact("check2", "M-607", kToday));
  const Score score = ScoreOn(kToday, facts);
  CHECK(score.additions == 1286);
  CHECK(score.value == 9286);
  CHECK(score.final_class == CreditClass::kA);
}

std::vector<Fact> Repeater() {
  return {AnyFact("lot1", "M-401", "2025-02-05"),
          AnyFact("lot2", "M-401", "2025-11-12"),
          AnyFact("lot3", "M-401", "2026-05-31")};
}

TEST_CASE("E6: a repeated offence weighs half as much again, then twice") {
  const Score score = ScoreOn(kToday, Repeater());
  CHECK(Of(score, "lot1").weight_ppm == 400684);
  CHECK(Of(score, "lot1").contribution == 321);
  CHECK(Of(score, "lot2").weight_ppm == 684931);
  CHECK(Of(score, "lot2").multiplier_x2 == 3);
  CHECK(Of(score, "lot2").contribution == 822);
  CHECK(Of(score, "lot3").weight_ppm == 958904);
  CHECK(Of(score, "lot3").multiplier_x2 == 4);
  CHECK(Of(score, "lot3").contribution == 1534);
  CHECK(score.deductions == 2677);
  CHECK(score.value == 5323);
  CHECK(score.final_class == CreditClass::kC);
}

TEST_CASE("E7: eight verified complaints are capped at 10.00 and stay B") {
  std::vector<Fact> facts;
  for (int day = 20; day <= 27; ++day) {
    facts.push_back(AnyFact("complaint" + std::to_string(day), "M-506",
                            "2026-06-" + std::to_string(day)));
  }
  const Score score = ScoreOn(kToday, facts);
  std::vector<int64_t> contributions;
  for (const FactScore& fact : score.facts) {
    contributions.push_back(fact.contribution);
  }
  CHECK(contributions ==
        std::vector<int64_t>{292, 439, 587, 588, 590, 592, 593, 595});
  CHECK(score.minor == 4276);
  CHECK(score.deductions == 1000);
  CHECK(score.value == 7000);
  CHECK(score.final_class == CreditClass::kB);
}

TEST_CASE("E8: without a serious fact nobody falls below 50.00, which is C") {
  std::vector<Fact> facts = Repeater();
  facts.push_back(AnyFact("lot4", "M-401", "2026-06-29"));
  facts.push_back(AnyFact("lot5", "M-401", "2026-06-30"));
  const Score score = ScoreOn(kToday, facts);
  CHECK(Of(score, "lot4").weight_ppm == 998630);
  CHECK(Of(score, "lot4").contribution == 1598);
  CHECK(Of(score, "lot5").contribution == 1600);
  CHECK(score.general == 5875);
  CHECK(score.deductions == 3000);
  CHECK(score.value == 5000);
  CHECK(score.final_class == CreditClass::kC);
}

}  // namespace
}  // namespace suyuan::credit
