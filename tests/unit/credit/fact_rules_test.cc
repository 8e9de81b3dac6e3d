#include "services/credit/fact_rules.h"

#include "catch2/catch.hpp"
#include "services/credit/subject.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AnyFact;
using testing::Day;
using testing::Mcp;

const absl::CivilDay kToday(2026, 6, 30);

std::vector<std::string> Fields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) {
    fields.push_back(violation.field);
  }
  return fields;
}

std::vector<std::string> Defects(const Fact& fact) {
  return Fields(ValidateNewFact(Mcp(), fact, kToday));
}
using Paths = std::vector<std::string>;

Fact Good(const std::string& indicator = "M-401") {
  return AnyFact("f", indicator, "2026-06-01");
}

TEST_CASE("A whole fact may be recorded") {
  CHECK_THAT(ValidateNewFact(Mcp(), Good(), kToday), IsOk());
}

TEST_CASE("A fact is decided by today and acted before that") {
  Fact fact = Good();
  fact.decided_on = kToday;
  fact.occurred_on = kToday;
  CHECK(Defects(fact).empty());
  fact.decided_on = kToday + 1;
  CHECK(Defects(fact) == Paths{"decided_on"});
  fact.decided_on = kToday - 1;
  CHECK(Defects(fact) == Paths{"occurred_on"});
}

TEST_CASE("It is put right after the decision and by today") {
  Fact fact = Good();
  fact.rectified_on = fact.decided_on;
  CHECK(Defects(fact).empty());
  fact.rectified_on = fact.decided_on - 1;
  CHECK(Defects(fact) == Paths{"rectified_on"});
  fact.rectified_on = kToday + 1;
  CHECK(Defects(fact) == Paths{"rectified_on"});
  fact.rectified_on.reset();
  fact.rectification_verified_by = "AMR";
  CHECK(Defects(fact) == Paths{"rectification_verified_by"});
}

TEST_CASE("Use ends after it began") {
  Fact fact = Good();
  fact.use_until = fact.decided_on;
  CHECK(Defects(fact) == Paths{"use_until"});
  fact.use_until = fact.decided_on + 1;
  CHECK(Defects(fact).empty());
}

TEST_CASE("A state brings the numbers that its indicator asks for") {
  Fact fact = Good("M-101");
  CHECK(Defects(fact) == Paths{"values[\"overdue\"]", "values[\"total\"]"});
  fact.values = {{"overdue", 6}, {"total", 400}};
  CHECK(Defects(fact).empty());
  fact.values = {{"overdue", 401}, {"total", 400}};
  CHECK(Defects(fact) == Paths{"values[\"overdue\"]"});
  fact.values = {{"overdue", -1}, {"total", 400}};
  CHECK(Defects(fact) == Paths{"values[\"overdue\"]"});
  fact.values = {{"overdue", 6}, {"total", 400}, {"late", 3}};
  CHECK(Defects(fact) == Paths{"values[\"late\"]"});
  Fact event = Good();
  event.values = {{"overdue", 6}};
  CHECK(Defects(event) == Paths{"values[\"overdue\"]"});
}

TEST_CASE("What grows or may be corrected in time has a due day") {
  for (const char* indicator : {"M-701", "M-104", "M-202"}) {
    Fact fact = Good(indicator);
    CHECK(Defects(fact) == Paths{"rectify_due"});
    fact.rectify_due = kToday;
    CHECK(Defects(fact).empty());
  }
}

TEST_CASE("A variant is one of its indicator's") {
  Fact fact = Good("M-301");
  fact.variant = "self_found";
  CHECK(Defects(fact).empty());
  fact.variant = "national";
  CHECK(Defects(fact) == Paths{"variant"});
}

TEST_CASE("Evidence is a record or a digest, and there is some") {
  Fact fact = Good();
  fact.evidence = {{"decision", "", std::string(64, 'a')}};
  CHECK(Defects(fact).empty());
  fact.evidence = {{"decision", "", ""}, {"", "x", std::string(64, 'A')}};
  CHECK(Defects(fact) == Paths{"evidence[0].record_ref", "evidence[1].kind",
                               "evidence[1].sha256"});
  fact.evidence.clear();
  CHECK(Defects(fact) == Paths{"evidence"});
}

TEST_CASE("Every defect is told at once") {
  Fact fact;
  fact.decided_on = kToday + 1;
  CHECK(Defects(fact) == Paths{"indicator_id", "subject_id", "incident_id",
                               "source_system", "source_authority",
                               "document_no", "decided_on", "evidence"});
}

TEST_CASE("An authority records only what it is entitled to") {
  Fact fact = Good("V-5");
  CHECK_THAT(ValidateNewFact(Mcp(), fact, kToday),
             HasReason("AUTHORITY_NOT_ENTITLED"));
  fact.source_authority = "COURT/6501";
  CHECK_THAT(ValidateNewFact(Mcp(), fact, kToday), IsOk());
  fact.source_authority = "COURTS";
  CHECK_THAT(ValidateNewFact(Mcp(), fact, kToday),
             HasReason("AUTHORITY_NOT_ENTITLED"));
}

TEST_CASE("A penalty gets the terms of the regime of its day") {
  const Fact old = WithRegime(Mcp(), AnyFact("f", "M-502", "2026-03-31"));
  CHECK(old.regime_id == "SAMR-45");
  CHECK(old.repair_earliest == Day("2026-09-30"));
  CHECK(old.use_until == Day("2029-03-31"));
  CHECK(old.is_public);

  const Fact general = WithRegime(Mcp(), AnyFact("f", "M-502", "2026-04-01"));
  CHECK(general.regime_id == "NDRC-36");
  CHECK(general.repair_earliest == Day("2026-07-01"));
  CHECK(general.publicity_start == Day("2026-04-01"));
  CHECK(general.publicity_end == Day("2027-04-01"));
  CHECK(general.use_until == Day("2027-04-01"));

  const Fact minor = WithRegime(Mcp(), AnyFact("f", "M-501", "2026-11-30"));
  CHECK_FALSE(minor.is_public);
  CHECK_FALSE(minor.publicity_end.has_value());
  CHECK(minor.use_until == Day("2027-02-28"));

  const Fact lot = WithRegime(Mcp(), AnyFact("f", "M-401", "2026-04-01"));
  CHECK_FALSE(lot.use_until.has_value());
  CHECK(lot.repair_earliest == Day("2026-07-01"));
}

TEST_CASE("A fact is put right on a day from the decision to today") {
  const Fact fact = Good();
  const auto on = [&](absl::CivilDay day) {
    return Rectified(fact, day, "AMR", "seen on site", kToday);
  };
  CHECK_THAT(StatusOf(on(fact.decided_on - 1)), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(on(kToday + 1)), HasReason("INVALID_FIELD"));
  REQUIRE_THAT(StatusOf(on(fact.decided_on)), IsOk());
  CHECK(on(kToday)->rectified_on == kToday);
  CHECK(on(kToday)->version == 2);
  CHECK(on(kToday)->status_reason == "seen on site");
}

TEST_CASE("Repair needs the least term, and the duty done") {
  Fact fact = WithRegime(Mcp(), AnyFact("f", "M-502", "2026-04-01"));
  CHECK_THAT(StatusOf(Repaired(Mcp(), fact, "paid", Day("2026-06-30"))),
             HasReason("REPAIR_NOT_DUE"));
  const auto repaired = Repaired(Mcp(), fact, "paid", Day("2026-07-01"));
  REQUIRE_THAT(StatusOf(repaired), IsOk());
  CHECK(repaired->status == FactStatus::kRepaired);
  CHECK(repaired->use_until == Day("2026-07-01"));
  fact.rectify_due = Day("2026-05-01");
  CHECK_THAT(StatusOf(Repaired(Mcp(), fact, "paid", Day("2026-07-01"))),
             HasReason("REPAIR_NOT_DONE"));
  CHECK_THAT(StatusOf(Repaired(Mcp(), Good("M-607"), "why", kToday)),
             HasReason("REPAIR_NOT_APPLICABLE"));
}

TEST_CASE("What has ended changes no more") {
  const auto withdrawn = Withdrawn(Good(), "annulled by the court");
  REQUIRE_THAT(StatusOf(withdrawn), IsOk());
  CHECK(withdrawn->status == FactStatus::kWithdrawn);
  CHECK_THAT(StatusOf(Withdrawn(*withdrawn, "again")), HasReason("FACT_ENDED"));
  CHECK_THAT(StatusOf(Disputed(*withdrawn, true, "late")),
             HasReason("FACT_ENDED"));
  CHECK_THAT(StatusOf(Rectified(*withdrawn, kToday, "", "", kToday)),
             HasReason("FACT_ENDED"));
}

TEST_CASE("A dispute opens once and closes once") {
  const auto disputed = Disputed(Good(), true, "not ours");
  REQUIRE_THAT(StatusOf(disputed), IsOk());
  CHECK(disputed->status == FactStatus::kDisputed);
  CHECK_THAT(StatusOf(Disputed(*disputed, true, "not ours")),
             HasReason("DISPUTE_UNCHANGED"));
  CHECK(Disputed(*disputed, false, "upheld")->status == FactStatus::kConfirmed);
}

CreditSubject Station() {
  CreditSubject subject;
  subject.subject_id = "xj-0001";
  subject.types = {SubjectType::kInstrumentUser};
  subject.name_zh = "模拟加油站";
  subject.uscc = "91350100M000100Y43";
  subject.region_code = "650100";
  return subject;
}

TEST_CASE("A unified social credit code has a right check character") {
  CHECK(IsValidUscc("91350100M000100Y43"));
  CHECK_FALSE(IsValidUscc("91350100M000100Y44"));
  CHECK_FALSE(IsValidUscc("91350100M000100Y4"));
  CHECK_FALSE(IsValidUscc("91350100I000100Y43"));
  CHECK_FALSE(IsValidUscc("91350100m000100y43"));
}

TEST_CASE("A subject is told every defect") {
  CHECK_THAT(Validate(Station()), IsOk());
  CreditSubject subject = Station();
  subject.uscc = "91350100M000100Y44";
  subject.region_code = "65010";
  subject.types.push_back(SubjectType::kCertifiedEngineer);
  CHECK(Fields(Validate(subject)) == Paths{"types[1]", "uscc", "region_code"});
}

TEST_CASE("A natural person has no code and is only a metrologist") {
  CreditSubject person;
  person.subject_id = "p-1";
  person.is_natural_person = true;
  person.types = {SubjectType::kCertifiedEngineer};
  CHECK_THAT(Validate(person), IsOk());
  person.uscc = "91350100M000100Y43";
  person.types = {SubjectType::kUtility};
  CHECK(Fields(Validate(person)) == Paths{"types[0]", "uscc"});
}

}  // namespace
}  // namespace suyuan::credit
