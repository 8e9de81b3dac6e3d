// ListDueRecords as a client asks. It is 2025-01-01 in the suite.

#include "absl/strings/str_cat.h"
#include "tests/integration/registry/recording.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AllPages;
using testing::FromText;
using testing::Record;

using Lines = std::vector<std::string>;
constexpr auto kDue = &proto::Registry::Stub::ListDueRecords;

// "2025-03-01 standards/mass 2020-1".
Lines Due(Registry& registry, const std::string& request) {
  return AllPages(registry, kDue,
                  FromText<proto::ListDueRecordsRequest>(request),
                  [](const proto::ListDueRecordsResponse& page) {
                    Lines lines;
                    for (const proto::DueRecord& due : page.due()) {
                      lines.push_back(absl::StrCat(
                          due.last_day(), " ", due.name(), " ", due.number()));
                    }
                    return lines;
                  });
}

// Two institutions with what can end.
void RecordAll(Registry& registry) {
  Record<proto::Institution>(registry, "kashi", R"(
    title { texts { key: "zh" value: "喀什地区计量检定所" } }
    kind: KIND_STATUTORY_PREFECTURE division: "653100")");
  Record<proto::Institution>(registry, "hotan", R"(
    title { texts { key: "zh" value: "和田地区计量检定所" } }
    kind: KIND_STATUTORY_PREFECTURE division: "653200")");
  Record<proto::Standard>(registry, "mass", R"(
    title { texts { key: "zh" value: "砝码标准装置" } }
    level: LEVEL_PUBLIC_HIGHEST holder: "institutions/kashi"
    assessments { number: "2020-1" period { from: "2020-03-02" to: "2025-03-01" } }
    assessments { number: "2015-1" period { from: "2015-03-02" to: "2025-02-01" } }
    public_certificates { number: "P-1" period { from: "2020-03-02" to: "2025-03-01" } })");
  Record<proto::Competence>(registry, "auth", R"(
    holder: "institutions/kashi" kind: KIND_AUTHORISATION number: "新法计 1"
    period { from: "2020-01-01" to: "2025-01-01" })");
  Record<proto::Competence>(registry, "cnas", R"(
    holder: "institutions/hotan" kind: KIND_ACCREDITATION number: "L1234"
    period { from: "2020-01-01" to: "2025-06-30" })");
  Record<proto::Person>(registry, "p1", R"(
    registration_number: "6531-0001" qualification: QUALIFICATION_FIRST
    employer: "institutions/hotan" period { from: "2020-05-01" to: "2025-04-30" })");
  Record<proto::ReferenceMaterial>(registry, "pb", R"(
    title { texts { key: "zh" value: "水中铅" } } number: "GBW08607"
    grade: GRADE_PRIMARY producer: "institutions/kashi"
    period { from: "2024-01-01" to: "2025-07-01" })");
  Record<proto::Specification>(registry, "jjg-99-2006", R"(
    number: "JJG 99-2006" title { texts { key: "zh" value: "砝码" } }
    kind: KIND_VERIFICATION_REGULATION
    period { from: "2006-01-01" to: "2025-03-01" })");
  Record<proto::Declaration>(registry, "d1", R"(
    holder: "institutions/hotan" number: "S-1" scope { item: "压力表" }
    period { from: "2024-01-01" to: "2024-12-31" })");
}

TEST_CASE("What ends within half a year is listed by day, name and number") {
  Registry registry;
  RecordAll(registry);
  const Lines all = {"2025-01-01 competences/auth 新法计 1",
                     "2025-03-01 specifications/jjg-99-2006 JJG 99-2006",
                     "2025-03-01 standards/mass 2020-1",
                     "2025-03-01 standards/mass P-1",
                     "2025-04-30 persons/p1 6531-0001",
                     "2025-06-30 competences/cnas L1234"};
  CHECK(Due(registry, "") == all);
  for (const int size : {1, 2, 3, 4, 5, 6}) {
    CAPTURE(size);
    CHECK(Due(registry, absl::StrCat("page_size: ", size)) == all);
  }
}

TEST_CASE("Both ends of the time asked for belong to it") {
  Registry registry;
  RecordAll(registry);
  CHECK(Due(registry, R"(from: "2024-12-31" to: "2024-12-31")") ==
        Lines{"2024-12-31 declarations/d1 S-1"});
  CHECK(Due(registry, R"(from: "2025-06-30" to: "2025-07-01")") ==
        Lines{"2025-06-30 competences/cnas L1234",
              "2025-07-01 referenceMaterials/pb GBW08607"});
  CHECK(Due(registry, R"(from: "2025-06-30" to: "2025-06-30")").size() == 1);
}

TEST_CASE("Only the reasons asked for are listed") {
  Registry registry;
  RecordAll(registry);
  CHECK(Due(registry, "reasons: REASON_PUBLIC_CERTIFICATE") ==
        Lines{"2025-03-01 standards/mass P-1"});
  CHECK(Due(registry,
            "reasons: REASON_ACCREDITATION "
            "reasons: REASON_REGISTRATION") ==
        Lines{"2025-04-30 persons/p1 6531-0001",
              "2025-06-30 competences/cnas L1234"});
}

TEST_CASE("A holder and a division see what is theirs") {
  Registry registry;
  RecordAll(registry);
  const Lines of_hotan = {"2025-04-30 persons/p1 6531-0001",
                          "2025-06-30 competences/cnas L1234"};
  CHECK(Due(registry, R"(holder: "institutions/hotan")") == of_hotan);
  CHECK(Due(registry, R"(division: "653200")") == of_hotan);
  CHECK(Due(registry, R"(division: "650000")").size() == 5);
  CHECK(Due(registry, R"(division: "653201")").empty());
}

TEST_CASE("An entry tells whose it is, what it is called and how long it has") {
  Registry registry;
  RecordAll(registry);
  const auto page = registry.Call(
      kDue, FromText<proto::ListDueRecordsRequest>(R"(from: "2024-12-31")"));
  REQUIRE_THAT(StatusOf(page), IsOk());
  const proto::DueRecord& declaration = page->due(0);
  CHECK(declaration.reason() == proto::DueRecord::REASON_DECLARATION);
  CHECK(declaration.days_left() == -1);
  CHECK(declaration.holder() == "institutions/hotan");
  CHECK(declaration.title().texts().at("zh") == "和田地区计量检定所");
  const proto::DueRecord& standard = page->due(3);
  CHECK(standard.reason() == proto::DueRecord::REASON_ASSESSMENT);
  CHECK(standard.days_left() == 59);
  CHECK(standard.title().texts().at("zh") == "砝码标准装置");
}

TEST_CASE("A renewal takes the old end off the list") {
  Registry registry;
  RecordAll(registry);
  proto::UpdateStandardRequest update;
  update.mutable_standard()->set_name("standards/mass");
  auto& renewed = *update.mutable_standard()->add_assessments();
  renewed = FromText<proto::Assessment>(
      R"(number: "2025-1" period { from: "2025-01-01" to: "2029-12-31" })");
  update.mutable_update_mask()->add_paths("assessments");
  REQUIRE_THAT(
      StatusOf(registry.Call(&proto::Registry::Stub::UpdateStandard, update)),
      IsOk());
  CHECK(Due(registry, "reasons: REASON_ASSESSMENT").empty());
  CHECK(Due(registry, R"(reasons: REASON_ASSESSMENT to: "2029-12-31")") ==
        Lines{"2029-12-31 standards/mass 2025-1"});
}

TEST_CASE("A competence that goes on under its number is not due") {
  Registry registry;
  RecordAll(registry);
  Record<proto::Competence>(registry, "other", R"(
    holder: "institutions/kashi" kind: KIND_ACCREDITATION number: "新法计 1"
    period { from: "2025-01-02" to: "2030-01-01" })");
  Record<proto::Competence>(registry, "elsewhere", R"(
    holder: "institutions/hotan" kind: KIND_AUTHORISATION number: "新法计 1"
    authority: "和田" period { from: "2025-01-02" to: "2030-01-01" })");
  CHECK(Due(registry, "reasons: REASON_AUTHORISATION").size() == 1);
  Record<proto::Competence>(registry, "auth-2025", R"(
    holder: "institutions/kashi" kind: KIND_AUTHORISATION number: "新法计１"
    period { from: "2025-01-02" to: "2030-01-01" })");
  CHECK(Due(registry, "reasons: REASON_AUTHORISATION").empty());
}

TEST_CASE("A list of ends names the field that it cannot read") {
  Registry registry;
  for (const char* text :
       {R"(from: "2025-13-01")", R"(from: "2025-01-02" to: "2025-01-01")",
        R"(holder: "standards/a")", R"(division: "kashi")",
        "reasons: REASON_UNSPECIFIED", "page_size: -1"}) {
    CAPTURE(text);
    CHECK_THAT(StatusOf(registry.Call(
                   kDue, FromText<proto::ListDueRecordsRequest>(text))),
               HasReason("INVALID_FIELD"));
  }
  CHECK_THAT(
      StatusOf(registry.Call(kDue, FromText<proto::ListDueRecordsRequest>(
                                       R"(page_token: "abc")"))),
      HasReason("INVALID_PAGE_TOKEN"));
}

}  // namespace
}  // namespace suyuan::registry
