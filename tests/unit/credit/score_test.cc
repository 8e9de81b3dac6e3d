#include "services/credit/score.h"

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::StatusOf;
using testing::AnyFact;
using testing::Day;
using testing::Holds;
using testing::Mcp;
using testing::Of;
using testing::OnTime;
using testing::Overdue;
using testing::ScoreOn;

constexpr char kToday[] = "2026-06-30";

// Facts that bring the score to `value` at or above 80.00 exactly, with enough
// evidence for A.
Policy WithFloor(CreditClass credit_class, int64_t floor) {
  Policy policy = Mcp();
  policy.class_floor[static_cast<size_t>(credit_class)] = floor;
  return policy;
}

TEST_CASE("A natural person has no score") {
  ScoreQuestion question;
  question.as_of = Day(kToday);
  question.is_natural_person = true;
  CHECK_THAT(StatusOf(ComputeScore(Mcp(), {}, question)),
             HasReason("PERSON_NOT_SCORED"));
}

TEST_CASE("Each class begins at its floor, inclusive") {
  CHECK(Mcp().ClassOf(10000) == CreditClass::kA);
  CHECK(Mcp().ClassOf(9000) == CreditClass::kA);
  CHECK(Mcp().ClassOf(8999) == CreditClass::kB);
  CHECK(Mcp().ClassOf(7000) == CreditClass::kB);
  CHECK(Mcp().ClassOf(6999) == CreditClass::kC);
  CHECK(Mcp().ClassOf(5000) == CreditClass::kC);
  CHECK(Mcp().ClassOf(4999) == CreditClass::kD);
  CHECK(Mcp().ClassOf(0) == CreditClass::kD);
}

TEST_CASE("A score one centi-point below a floor is the class below") {
  const std::vector<Fact> facts = {Overdue(6, 400, kToday)};  // 7820
  ScoreQuestion question;
  question.as_of = Day(kToday);
  const auto at =
      ComputeScore(WithFloor(CreditClass::kB, 7820), facts, question);
  const auto below =
      ComputeScore(WithFloor(CreditClass::kB, 7821), facts, question);
  CHECK(at->final_class == CreditClass::kB);
  CHECK(below->final_class == CreditClass::kC);
}

TEST_CASE("The score stays between 0 and 100.00") {
  std::vector<Fact> facts;
  for (int i = 0; i < 6; ++i) {
    facts.push_back(
        AnyFact("forged" + std::to_string(i), "M-302", "2026-06-30"));
  }
  CHECK(ScoreOn(kToday, facts).deductions == 18000);
  CHECK(ScoreOn(kToday, facts).value == 0);
  CHECK(ScoreOn(kToday, facts).class_by_score == CreditClass::kD);
}

TEST_CASE("Minor facts alone take at most 10.00 and leave B") {
  std::vector<Fact> facts;
  for (int i = 0; i < 40; ++i) {
    facts.push_back(AnyFact("m" + std::to_string(i), "M-404", kToday));
  }
  CHECK(ScoreOn(kToday, facts).value == 7000);
  CHECK(ScoreOn(kToday, facts).final_class == CreditClass::kB);
}

TEST_CASE("An event counts to the last day of its window") {
  const auto [indicator, decided, last] =
      GENERATE(table<std::string, std::string, std::string>({
          {"M-501", "2026-01-01", "2026-03-31"},  // 90 days
          {"M-402", "2025-06-30", "2026-06-29"},  // 365 days
          {"M-502", "2025-06-30", "2026-06-29"},  // 365 days
          {"M-401", "2024-06-30", "2026-06-29"},  // 730 days
          {"M-503", "2023-07-01", "2026-06-29"},  // 1095 days
          {"M-607", "2024-06-30", "2026-06-29"},  // 730 days
          {"M-604", "2022-07-01", "2026-06-29"},  // 1460 days
          {"M-608", "2021-07-01", "2026-06-29"},  // 1825 days
      }));
  const std::vector<Fact> facts = {AnyFact("f", indicator, decided)};
  CAPTURE(indicator, decided, last);
  CHECK(Of(ScoreOn(last, facts), "f").use == FactUse::kCounted);
  CHECK(Of(ScoreOn(FormatDay(Day(last) + 1), facts), "f").use ==
        FactUse::kOutOfWindow);
}

TEST_CASE("What is not put right stays in its window and in full") {
  Fact fact = AnyFact("f", "M-402", "2020-01-01");
  fact.rectify_due = Day("2020-02-01");
  CHECK(Of(ScoreOn(kToday, {fact}), "f").contribution == 200);
  // Once put right, the window since the decision is long over.
  fact.rectified_on = Day(kToday);
  CHECK(Of(ScoreOn(kToday, {fact}), "f").use == FactUse::kOutOfWindow);
  // A day that is still to come does not put it right today.
  fact.rectified_on = Day("2026-07-01");
  CHECK(Of(ScoreOn(kToday, {fact}), "f").open);
}

TEST_CASE("A fact counts from the day of its decision, as it is known") {
  const Fact fact = AnyFact("f", "M-401", "2026-06-30");
  CHECK(ScoreOn("2026-06-29", {fact}).value == 8000);
  CHECK(Of(ScoreOn("2026-06-29", {fact}), "f").use == FactUse::kNotYetDecided);
  CHECK(ScoreOn("2026-06-30", {fact}).value == 7200);
  const absl::Time known = fact.recorded_at;
  CHECK(ScoreOn(kToday, {fact}, known).value == 7200);
  CHECK(ScoreOn(kToday, {fact}, known - absl::Nanoseconds(1)).facts.empty());
}

TEST_CASE("A repaired fact counts before the repair and not from it on") {
  Fact fact = AnyFact("f", "M-401", "2026-01-30");
  fact.rectified_on = Day("2026-01-30");
  Fact repaired = fact;
  repaired.version = 2;
  repaired.status = FactStatus::kRepaired;
  repaired.use_until = Day("2026-06-01");
  repaired.recorded_at = StartOf(Day("2026-06-01"));
  const std::vector<Fact> facts = {repaired, fact};
  CHECK(Of(ScoreOn("2026-05-31", facts), "f").use == FactUse::kCounted);
  CHECK(Of(ScoreOn("2026-06-01", facts), "f").use == FactUse::kUseEnded);
  // Before the repair was known, the fact still counted that day.
  CHECK(
      Of(ScoreOn("2026-06-01", facts, repaired.recorded_at - absl::Seconds(1)),
         "f")
          .use == FactUse::kCounted);
}

TEST_CASE("Repetition looks back 730 days and not one more") {
  const auto multiplier = [](absl::string_view first) {
    // Open, so that the first one is inside its window whatever its age.
    Fact early = AnyFact("early", "M-401", first);
    early.rectify_due = Day(first);
    return Of(ScoreOn(kToday, {early, AnyFact("late", "M-401", kToday)}),
              "late")
        .multiplier_x2;
  };
  CHECK(multiplier("2024-06-30") == 3);
  CHECK(multiplier("2024-06-29") == 2);
  // Two of one day are neither before the other.
  CHECK(multiplier(kToday) == 2);
}

TEST_CASE("Facts of one incident are no repetition of each other") {
  Fact first = AnyFact("first", "M-401", "2026-05-01");
  Fact second = AnyFact("second", "M-401", "2026-06-01");
  second.incident_id = first.incident_id;
  CHECK(Of(ScoreOn(kToday, {first, second}), "second").multiplier_x2 == 2);
  second.incident_id = "another";
  CHECK(Of(ScoreOn(kToday, {first, second}), "second").multiplier_x2 == 3);
}

TEST_CASE("An overdue rectification is never multiplied, and grows to 9.00") {
  const auto late = [](int64_t days) {
    Fact fact = AnyFact("late", "M-701", "2025-01-01");
    fact.rectify_due = Day(kToday) - days;
    fact.decided_on = *fact.rectify_due;
    Fact other = AnyFact("other", "M-701", "2025-06-01");
    other.rectify_due = other.decided_on;
    other.rectified_on = other.decided_on;
    return Of(ScoreOn(kToday, {fact, other}), "late");
  };
  CHECK(late(0).contribution == 300);
  CHECK(late(29).contribution == 300);
  CHECK(late(30).contribution == 400);
  CHECK(late(179).contribution == 800);
  CHECK(late(180).contribution == 900);
  CHECK(late(210).contribution == 900);
  CHECK(late(210).multiplier_x2 == 2);
}

TEST_CASE("A late meter replacement stops growing when it is done") {
  Fact fact = AnyFact("lot", "M-104", "2026-01-01");
  fact.rectify_due = Day("2026-01-01");
  CHECK(Of(ScoreOn("2026-03-02", {fact}), "lot").contribution == 500);
  CHECK(Of(ScoreOn("2026-12-31", {fact}), "lot").contribution == 800);
  fact.rectified_on = Day("2026-03-02");
  CHECK(Of(ScoreOn("2026-12-31", {fact}), "lot").points == 500);
}

TEST_CASE("A comparison corrected and verified by its due day weighs half") {
  Fact fact = AnyFact("c", "M-202", "2026-05-01");
  fact.rectify_due = Day("2026-06-15");
  const auto points = [&](absl::string_view corrected, bool verified) {
    fact.rectified_on = Day(corrected);
    fact.rectification_verified_by = verified ? "AMR/650100" : "";
    return Of(ScoreOn(kToday, {fact}), "c").points;
  };
  CHECK(points("2026-06-15", true) == 300);
  CHECK(points("2026-06-16", true) == 600);
  CHECK(points("2026-06-15", false) == 600);
}

TEST_CASE("K-3 holds from the day after the due day until it is verified") {
  Fact fact = AnyFact("c", "M-202", "2026-05-01");
  fact.rectify_due = Day("2026-06-15");
  CHECK_FALSE(Holds(ScoreOn("2026-06-15", {fact}), "K-3"));
  CHECK(Holds(ScoreOn("2026-06-16", {fact}), "K-3"));
  fact.rectified_on = Day("2026-06-20");
  CHECK(Holds(ScoreOn("2026-06-20", {fact}), "K-3"));
  fact.rectification_verified_by = "AMR/650100";
  CHECK_FALSE(Holds(ScoreOn("2026-06-20", {fact}), "K-3"));
  CHECK(Holds(ScoreOn("2026-06-19", {fact}), "K-3"));
}

TEST_CASE("K-2 holds when a rectification is overdue by more than 60 days") {
  Fact fact = AnyFact("late", "M-701", "2026-01-01");
  fact.rectify_due = Day("2026-05-01");
  const Score at_60 = ScoreOn("2026-06-30", {fact});
  CHECK_FALSE(Holds(at_60, "K-2"));
  CHECK(at_60.final_class == CreditClass::kB);
  const Score at_61 = ScoreOn("2026-07-01", {fact});
  CHECK(Holds(at_61, "K-2"));
  CHECK(at_61.class_by_score == CreditClass::kB);
  CHECK(at_61.final_class == CreditClass::kC);
  fact.rectified_on = Day("2026-07-01");
  CHECK_FALSE(Holds(ScoreOn("2026-07-01", {fact}), "K-2"));
}

TEST_CASE("K-5 keeps a pending case from raising the class that stood") {
  std::vector<Fact> facts = {AnyFact("case", "K-5", "2026-06-01")};
  ScoreQuestion question;
  question.as_of = Day(kToday);
  question.standing_class = CreditClass::kC;
  CHECK(ComputeScore(Mcp(), facts, question)->final_class == CreditClass::kC);
  CHECK(ComputeScore(Mcp(), facts, question)->value == 8000);
  facts[0].use_until = Day(kToday);  // decided today
  CHECK(ComputeScore(Mcp(), facts, question)->final_class == CreditClass::kB);
}

TEST_CASE("K-5 keeps to the class of the month before the case was filed") {
  // C until the last lot's weight has halved; the case was filed in that time.
  Fact lot = AnyFact("lot", "M-302", "2026-01-10");
  lot.use_until = Day("2026-06-15");
  lot.rectified_on = Day("2026-01-10");
  const Fact filed = AnyFact("case", "K-5", "2026-06-01");
  const std::vector<Fact> facts = {lot, filed};
  CHECK(ScoreOn("2026-05-31", facts).final_class == CreditClass::kD);
  const Score frozen = ScoreOn(kToday, facts);
  CHECK(frozen.class_by_score == CreditClass::kB);
  CHECK(frozen.standing_class == CreditClass::kD);
  CHECK(frozen.final_class == CreditClass::kD);
  CHECK(ScoreOn(kToday, {lot}).final_class == CreditClass::kB);

  // A case that found the subject in order keeps nothing down.
  const std::vector<Fact> early = {lot, AnyFact("case", "K-5", "2026-01-01")};
  CHECK(ScoreOn(kToday, early).standing_class == CreditClass::kB);
  CHECK(ScoreOn(kToday, early).final_class == CreditClass::kB);
}

TEST_CASE("K-6: A needs three positive facts in 730 days, states one each") {
  std::vector<Fact> facts = {OnTime(20, 20, kToday),
                             AnyFact("declaration", "M-602", "2024-01-01"),
                             AnyFact("check", "M-607", "2026-06-01"),
                             AnyFact("offence", "M-404", "2020-01-01")};
  facts[1].use_until = Day("2027-01-01");
  Score score = ScoreOn(kToday, facts);
  CHECK(score.positive_evidence == 3);
  CHECK_FALSE(Holds(score, "K-6"));

  facts[2].status = FactStatus::kWithdrawn;
  facts[2].version = 2;
  score = ScoreOn(kToday, facts);
  CHECK(score.positive_evidence == 2);
  CHECK(Holds(score, "K-6"));

  // Leading a comparison brings points for five years, evidence for two.
  facts[2] = AnyFact("led", "M-605", "2024-07-01");
  CHECK(ScoreOn("2026-06-30", facts).positive_evidence == 3);
  CHECK(ScoreOn("2026-07-01", facts).positive_evidence == 2);
}

TEST_CASE("The latest observation of a measured state stands alone") {
  Fact january = Overdue(10, 100, "2026-01-31");
  january.fact_id = "january";
  Fact june = Overdue(1, 100, "2026-06-30");
  june.fact_id = "june";
  const Score score = ScoreOn(kToday, {june, january});
  CHECK(Of(score, "january").use == FactUse::kOlderObservation);
  CHECK(score.deductions == 120);
  CHECK(ScoreOn("2026-06-29", {june, january}).deductions == 1200);
  // Withdrawn, the state is unknown; the old one does not come back.
  june.status = FactStatus::kWithdrawn;
  CHECK(ScoreOn(kToday, {june, january}).deductions == 0);
}

TEST_CASE("The overdue ratio rounds half up and stops at 12.00") {
  const auto points = [](int64_t overdue, int64_t total) {
    return ScoreOn(kToday, {Overdue(overdue, total, kToday)}).deductions;
  };
  CHECK(points(6, 400) == 180);
  CHECK(points(0, 400) == 0);
  CHECK(points(1, 24000) == 1);  // 0.5
  CHECK(points(1, 24001) == 0);
  CHECK(points(99, 1000) == 1188);
  CHECK(points(10, 100) == 1200);
  CHECK(points(90, 100) == 1200);
}

TEST_CASE("The on-time rate earns by its band, exactly at the bound") {
  const auto points = [](int64_t on_time, int64_t due) {
    return ScoreOn(kToday, {OnTime(on_time, due, kToday)}).additions;
  };
  CHECK(points(995, 1000) == 600);
  CHECK(points(9949, 10000) == 400);
  CHECK(points(980, 1000) == 400);
  CHECK(points(979, 1000) == 200);
  CHECK(points(950, 1000) == 200);
  CHECK(points(949, 1000) == 0);
  CHECK(points(5, 5) == 600);
  CHECK(points(4, 4) == 0);
}

TEST_CASE("Positives are capped by indicator and together at 20.00") {
  std::vector<Fact> facts;
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    facts.push_back(AnyFact("check" + n, "M-607", kToday));
    facts.push_back(AnyFact("led" + n, "M-605", kToday));
    facts.push_back(AnyFact("comparison" + n, "M-604", kToday));
    facts.push_back(AnyFact("report" + n, "M-609", kToday));
  }
  facts.push_back(AnyFact("declaration", "M-602", kToday));
  const Score score = ScoreOn(kToday, facts);
  for (const PositiveScore& positive : score.positives) {
    CHECK(positive.contribution == Mcp().Find(positive.indicator_id)->cap);
  }
  CHECK(score.additions == 2000);
  CHECK(score.value == 10000);
  CHECK(score.final_class == CreditClass::kA);
}

TEST_CASE("A disputed fact counts, and the score without it is told") {
  Fact fact = AnyFact("f", "M-401", kToday);
  fact.status = FactStatus::kDisputed;
  const Score score = ScoreOn(kToday, {fact, AnyFact("g", "M-404", kToday)});
  CHECK(score.value == 7000);
  CHECK(score.value_without_disputed == 7800);
  CHECK(score.class_without_disputed == CreditClass::kB);
  CHECK_FALSE(ScoreOn(kToday, {AnyFact("g", "M-404", kToday)})
                  .value_without_disputed.has_value());
}

TEST_CASE("A fact of an indicator that the policy lacks is shown, not used") {
  const Score score = ScoreOn(kToday, {AnyFact("f", "M-999", kToday)});
  CHECK(Of(score, "f").use == FactUse::kUnknownIndicator);
  CHECK(score.value == 8000);
}

TEST_CASE("A score cites the policy that it was computed by") {
  const Score score = ScoreOn(kToday, {});
  CHECK(score.policy_id == "MCP");
  CHECK(score.policy_version == 1);
  CHECK(score.policy_hash == Mcp().hash);
  CHECK(score.policy_hash.size() == 64);
}

}  // namespace
}  // namespace suyuan::credit
