// SearchRecords as a client asks.

#include "tests/integration/registry/recording.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AllPages;
using testing::FromText;
using testing::Record;

using Names = std::vector<std::string>;
constexpr auto kSearch = &proto::Registry::Stub::SearchRecords;

std::string NameOf(const proto::Record& record) {
  if (record.has_institution()) return record.institution().name();
  if (record.has_standard()) return record.standard().name();
  if (record.has_person()) return record.person().name();
  return "another kind";
}

Names Search(Registry& registry, const std::string& request) {
  return AllPages(registry, kSearch,
                  FromText<proto::SearchRecordsRequest>(request),
                  [](const proto::SearchRecordsResponse& page) {
                    Names names;
                    for (const auto& record : page.records()) {
                      names.push_back(NameOf(record));
                    }
                    return names;
                  });
}

void RecordAll(Registry& registry) {
  Record<proto::Institution>(registry, "kashi", R"(
    title { texts { key: "zh" value: "喀什地区计量检定所" }
            texts { key: "en" value: "Kashi Prefecture Verification Institute" } }
    kind: KIND_STATUTORY_PREFECTURE)");
  Record<proto::Standard>(registry, "mass", R"(
    title { texts { key: "zh" value: "喀什 E2 等级砝码标准装置" } }
    level: LEVEL_PUBLIC_HIGHEST holder: "institutions/kashi"
    period { from: "2020-01-01" to: "2024-12-31" })");
  Record<proto::Person>(registry, "p1", R"(
    registration_number: "喀什 6531-0001" qualification: QUALIFICATION_FIRST
    employer: "institutions/kashi")");
}

TEST_CASE("Records are found by Chinese pairs and by beginnings of words") {
  Registry registry;
  RecordAll(registry);
  CHECK(Search(registry, R"(query: "计量检定")") ==
        Names{"institutions/kashi"});
  CHECK(Search(registry, R"(query: "verif KASHI")") ==
        Names{"institutions/kashi"});
  CHECK(Search(registry, R"(query: "砝码 e2")") == Names{"standards/mass"});
  CHECK(Search(registry, R"(query: "erification")").empty());
}

TEST_CASE("Persons are found only where somebody asks for them") {
  Registry registry;
  RecordAll(registry);
  CHECK(Search(registry, R"(query: "喀什")") ==
        Names{"institutions/kashi", "standards/mass"});
  CHECK(Search(registry, R"(query: "喀什" types: RECORD_TYPE_PERSON)") ==
        Names{"persons/p1"});
  CHECK(Search(registry, R"(query: "喀什" types: RECORD_TYPE_STANDARD
                            types: RECORD_TYPE_PERSON)") ==
        Names{"standards/mass", "persons/p1"});
}

TEST_CASE("A search for a day leaves out what does not hold on it") {
  Registry registry;
  RecordAll(registry);
  CHECK(Search(registry, R"(query: "喀什" as_of: "2024-12-31")").size() == 2);
  CHECK(Search(registry, R"(query: "喀什" as_of: "2025-01-01")") ==
        Names{"institutions/kashi"});
}

TEST_CASE("The pages of a search join") {
  Registry registry;
  RecordAll(registry);
  CHECK(Search(registry, R"(query: "喀什" page_size: 1)") ==
        Names{"institutions/kashi", "standards/mass"});
}

TEST_CASE("A search that asks for nothing is refused") {
  Registry registry;
  for (const char* text :
       {"", R"(query: " —— ")", R"(query: "a" types: RECORD_TYPE_UNSPECIFIED)",
        R"(query: "a" as_of: "2025-02-30")", R"(query: "a" page_size: -1)"}) {
    CAPTURE(text);
    CHECK_THAT(StatusOf(registry.Call(
                   kSearch, FromText<proto::SearchRecordsRequest>(text))),
               HasReason("INVALID_FIELD"));
  }
}

}  // namespace
}  // namespace suyuan::registry
