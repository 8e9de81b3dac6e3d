#include "services/registry/kcdb/cmc_competence.h"

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/registry/kcdb/any_cmc.h"

namespace suyuan::registry::kcdb {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AnyCmc;

constexpr char kHolder[] = "institutions/nim";
const absl::CivilDay kDay(2025, 1, 1);

Cmc In(const std::string& status, const std::string& status_date) {
  Cmc cmc = AnyCmc();
  cmc.status = status;
  cmc.status_date = status_date;
  return cmc;
}

// What snapshots make of a record, one after the other, a year apart.
v1::Competence After(const std::vector<Cmc>& snapshots) {
  v1::Competence record;
  absl::CivilDay day = kDay;
  for (const Cmc& cmc : snapshots) {
    REQUIRE_THAT(ApplyCmc(cmc, kHolder, day, record), IsOk());
    day = absl::CivilDay(day.year() + 1, 1, 1);
  }
  return record;
}

TEST_CASE("A published CMC is a competence from its publication on") {
  const v1::Competence record = After({AnyCmc()});
  CHECK(record.name() == "competences/kcdb-apmp-em-cn-0000012a-1");
  CHECK(record.holder() == kHolder);
  CHECK(record.kind() == v1::Competence::KIND_NATIONAL_INSTITUTE_CMC);
  CHECK(record.external_id() == "APMP-EM-CN-0000012A-1");
  CHECK(record.external_status() == "Published");
  CHECK(record.external_day() == "2025-01-01");
  CHECK(record.period().from() == "2010-06-15");
  CHECK(record.period().to().empty());
  CHECK(record.suspensions().empty());
  CHECK(record.scope_size() == 1);
  Cmc unpublished = AnyCmc();
  unpublished.publication_date = "";
  CHECK(After({unpublished}).period().from() == "2010-05-01");
}

TEST_CASE("A CMC that is greyed out is suspended from that day on") {
  const v1::Competence record = After({In("Greyed out", "2023-09-01")});
  CHECK(record.period().from() == "2010-06-15");
  REQUIRE(record.suspensions_size() == 1);
  CHECK(record.suspensions(0).kind() == v1::Suspension::KIND_SUSPENDED);
  CHECK(record.suspensions(0).period().from() == "2023-09-01");
  CHECK(record.suspensions(0).period().to().empty());
}

TEST_CASE("A suspension ends on the day before the CMC is published again") {
  const v1::Competence record =
      After({In("Greyed out", "2023-09-01"), In("Published", "2024-03-10")});
  REQUIRE(record.suspensions_size() == 1);
  CHECK(record.suspensions(0).period().to() == "2024-03-09");
  // Where the register did not date its change, on the day it was seen.
  const v1::Competence undated =
      After({In("Greyed out", "2023-09-01"), In("Published", "2010-06-15")});
  CHECK(undated.suspensions(0).period().to() == "2025-12-31");
}

TEST_CASE("An archived CMC has its last day before its status") {
  const v1::Competence record = After({AnyCmc(), In("Archived", "2020-02-01")});
  CHECK(record.period().to() == "2020-01-31");
  CHECK(record.suspensions().empty());
  // One that was archived on its first day was never in force.
  const v1::Competence never = After({In("Archived", "2010-06-15")});
  CHECK(never.period().to().empty());
  REQUIRE(never.suspensions_size() == 1);
  CHECK(never.suspensions(0).kind() == v1::Suspension::KIND_REVOKED);
}

TEST_CASE("A deleted CMC is revoked, and may come back") {
  const v1::Competence record = After({In("Deleted", "2021-05-05")});
  REQUIRE(record.suspensions_size() == 1);
  CHECK(record.suspensions(0).kind() == v1::Suspension::KIND_REVOKED);
  CHECK(record.suspensions(0).period().from() == "2021-05-05");
  const v1::Competence back =
      After({In("Deleted", "2021-05-05"), In("Published", "2022-01-01")});
  REQUIRE(back.suspensions_size() == 1);
  CHECK(back.suspensions(0).kind() == v1::Suspension::KIND_SUSPENDED);
  CHECK(back.suspensions(0).period().to() == "2021-12-31");
}

TEST_CASE("The same snapshot again changes nothing, on whatever day") {
  for (const Cmc& cmc :
       {AnyCmc(), In("Greyed out", "2023-09-01"), In("Archived", "2020-02-01"),
        In("Deleted", ""), In("Greyed out", "")}) {
    CAPTURE(cmc.status, cmc.status_date);
    const v1::Competence once = After({cmc});
    v1::Competence again = once;
    REQUIRE_THAT(ApplyCmc(cmc, kHolder, kDay + 400, again), IsOk());
    CHECK(again.SerializeAsString() == once.SerializeAsString());
    REQUIRE_THAT(ApplyCmc(cmc, kHolder, kDay - 400, again), IsOk());
    CHECK(again.SerializeAsString() == once.SerializeAsString());
  }
}

TEST_CASE("An older snapshot does not take back what a newer one showed") {
  v1::Competence record = After({In("Greyed out", "2023-09-01")});
  CHECK_THAT(ApplyCmc(AnyCmc(), kHolder, kDay - 1, record),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("What others recorded stays") {
  v1::Competence record = After({AnyCmc()});
  v1::Suspension& own = *record.add_suspensions();
  own.set_kind(v1::Suspension::KIND_SUSPENDED);
  own.mutable_period()->set_from("2022-01-01");
  own.set_reason("a decision of ours");
  REQUIRE_THAT(
      ApplyCmc(In("Archived", "2024-02-01"), kHolder, kDay + 365, record),
      IsOk());
  REQUIRE(record.suspensions_size() == 1);
  CHECK(record.suspensions(0).period().to().empty());
}

TEST_CASE("A kind that somebody entered stays where the file tells none") {
  Cmc cmc = AnyCmc();
  cmc.area = "PR";
  cmc.services = {};
  cmc.quantity = "Responsivity";
  v1::Competence record = After({cmc});
  REQUIRE(record.scope(0).equipment_class() == kUnclassified);
  record.mutable_scope(0)->mutable_kind()->set_code("ELPD");
  record.mutable_scope(0)->set_equipment_class("luxmeter");
  cmc.comments = "a new remark";
  REQUIRE_THAT(ApplyCmc(cmc, kHolder, kDay + 1, record), IsOk());
  CHECK(record.scope(0).kind().code() == "ELPD");
  CHECK(record.scope(0).equipment_class() == "luxmeter");
  CHECK(record.scope(0).remarks().find("a new remark") != std::string::npos);
}

TEST_CASE("A CMC without code, status or day is refused") {
  v1::Competence record;
  Cmc cmc = AnyCmc();
  cmc.kcdb_code = "";
  CHECK_THAT(StatusOf(NameOfCmc(cmc)), HasReason("INVALID_FIELD"));
  cmc.kcdb_code = std::string(80, 'A');
  CHECK_THAT(StatusOf(NameOfCmc(cmc)), HasReason("INVALID_FIELD"));
  CHECK_THAT(ApplyCmc(In("Suspended", "2020-01-01"), kHolder, kDay, record),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(ApplyCmc(In("Published", "1 May 2020"), kHolder, kDay, record),
             HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::registry::kcdb
