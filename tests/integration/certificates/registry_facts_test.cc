// What the registry records, as the checks of certificates use it.

#include "catch2/catch.hpp"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/integration/registry/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

namespace reg = ::suyuan::registry::v1;
using registry::Registry;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;
using testing::Suite;

constexpr char kTooLong[] = "code = PERIOD_TOO_LONG";

// JJG 99-2022 with that longest period; the registry's token.
std::string Register(Registry& registry, int months) {
  reg::CreateSpecificationRequest request;
  request.set_specification_id("jjg-99-2022");
  reg::Specification& edition = *request.mutable_specification();
  edition.set_number("JJG 99-2022");
  (*edition.mutable_title()->mutable_texts())["zh"] = "砝码检定规程";
  edition.set_kind(reg::Specification::KIND_VERIFICATION_REGULATION);
  edition.mutable_period()->set_from("2023-06-07");
  edition.set_verification_months(months);
  const auto created = registry.Call<reg::Specification>(
      &reg::Registry::Stub::CreateSpecification, request);
  REQUIRE_THAT(StatusOf(created), IsOk());
  return created->meta().token();
}

// The same edition with another period.
std::string Change(Registry& registry, int months) {
  reg::UpdateSpecificationRequest request;
  request.mutable_specification()->set_name("specifications/jjg-99-2022");
  request.mutable_specification()->set_verification_months(months);
  request.mutable_update_mask()->add_paths("verification_months");
  const auto updated = registry.Call<reg::Specification>(
      &reg::Registry::Stub::UpdateSpecification, request);
  REQUIRE_THAT(StatusOf(updated), IsOk());
  return updated->meta().token();
}

// A verification by `specification` of work that ended on 2024-03-11.
v1::Certificate Verification(const std::string& number,
                             const std::string& specification,
                             const std::string& valid_to) {
  v1::Certificate c = AnyCertificate(number);
  c.set_kind(v1::Certificate::KIND_VERIFICATION);
  c.add_specifications(specification);
  c.set_valid_to(valid_to);
  return c;
}

std::string Import(Suite& suite, const v1::Certificate& certificate) {
  const auto imported = suite.Import(certificate);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  return imported->certificate().token();
}

TEST_CASE("A verification that outlasts the registered period is found") {
  Registry registry;
  Suite suite("", "", "", "", registry.channel());
  CHECK(suite.Findings(kTooLong, Register(registry, 12)).empty());
  std::string token =
      Import(suite, Verification("D-1", "JJG 99-2022", "2025-03-11"));
  CHECK(suite.Findings(kTooLong, token).empty());
  token = Import(suite, Verification("D-2", "JJG 99-2022", "2025-03-12"));
  const std::vector<v1::Finding> found = suite.Findings(kTooLong, token);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind() == v1::Finding::KIND_HARD);
  CHECK(found[0].state() == v1::Finding::STATE_OPEN);
}

TEST_CASE("A number without its year is the edition of the day of the work") {
  Registry registry;
  Suite suite("", "", "", "", registry.channel());
  CHECK(suite.Findings(kTooLong, Register(registry, 12)).empty());
  v1::Certificate before = Verification("D-1", "JJG 99", "2027-06-06");
  before.set_received("2023-06-01");
  before.set_begin("2023-06-06");
  before.set_end("2023-06-06");
  before.set_issued("2023-06-06");
  CHECK(suite.Findings(kTooLong, Import(suite, before)).empty());
  const std::string token =
      Import(suite, Verification("D-2", "JJG 99", "2027-06-06"));
  CHECK(suite.Findings(kTooLong, token).size() == 1);
}

TEST_CASE("A period that is known later is held to what is there") {
  Registry registry;
  Suite suite("", "", "", "", registry.channel());
  Import(suite, Verification("D-1", "JJG 99-2022", "2025-03-11"));
  Import(suite, Verification("D-2", "ＪＪＧ 99—2022", "2025-03-12"));
  Import(suite, Verification("D-3", "JJG 99", "2026-03-10"));
  const std::string last =
      Import(suite, Verification("D-4", "JJG 53-2022", "2044-03-10"));
  CHECK(suite.Findings(kTooLong, last).empty());
  const std::string token = Register(registry, 12);
  CHECK(suite.Findings(kTooLong, token).size() == 2);
  SECTION("a longer one closes what it does not bear out") {
    const std::string longer = Change(registry, 18);
    const auto open =
        suite.Findings("code = PERIOD_TOO_LONG AND state = OPEN", longer);
    REQUIRE(open.size() == 1);  // D-3
    const auto closed =
        suite.Findings("code = PERIOD_TOO_LONG AND state = CLOSED", longer);
    REQUIRE(closed.size() == 1);
    CHECK(closed[0].reviews(0).actor() == "checks@suyuan");
    SECTION("and a shorter one opens it again") {
      CHECK(suite
                .Findings("code = PERIOD_TOO_LONG AND state = OPEN",
                          Change(registry, 11))
                .size() == 3);
    }
  }
  SECTION("what a person has decided stays") {
    v1::ReviewFindingRequest review;
    for (const v1::Finding& found : suite.Findings(kTooLong, token)) {
      review.set_name(found.name());
      review.set_state(v1::Finding::STATE_CONFIRMED);
      review.set_reason("属实");
      REQUIRE_THAT(StatusOf(suite.Call(
                       &v1::CertificateFindings::Stub::ReviewFinding, review)),
                   IsOk());
    }
    CHECK(suite.Findings("state = CONFIRMED", Change(registry, 60)).size() ==
          2);
  }
}

TEST_CASE("What was followed is known after a restart, without a registry") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  const v1::Certificate certificate =
      Verification("D-1", "JJG 99-2022", "2027-03-10");
  {
    Registry registry;
    Suite suite(database, "", "", "", registry.channel());
    CHECK(suite.Findings(kTooLong, Register(registry, 12)).empty());
  }
  Suite suite(database);
  CHECK(suite.Findings(kTooLong, Import(suite, certificate)).size() == 1);
}

TEST_CASE("Where no registry was followed nothing is said about a period") {
  Suite suite;
  const std::string token =
      Import(suite, Verification("D-1", "JJG 99-2022", "2044-03-10"));
  CHECK(suite.Findings(kTooLong, token).empty());
}

}  // namespace
}  // namespace suyuan::certificates
