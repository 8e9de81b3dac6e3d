// FindCapability as a client asks. It is 2025-01-01 in the suite.

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
constexpr auto kFind = &proto::Registry::Stub::FindCapability;

// "competences/kashi 0".
Lines Find(Registry& registry, const std::string& request) {
  return AllPages(
      registry, kFind, FromText<proto::FindCapabilityRequest>(request),
      [](const proto::FindCapabilityResponse& page) {
        Lines lines;
        for (const proto::CapabilityMatch& match : page.matches()) {
          lines.push_back(absl::StrCat(match.source(), " ", match.row_index()));
        }
        return lines;
      });
}

proto::CapabilityMatch First(Registry& registry, const std::string& request) {
  const auto page =
      registry.Call(kFind, FromText<proto::FindCapabilityRequest>(request));
  REQUIRE_THAT(StatusOf(page), IsOk());
  REQUIRE(page->matches_size() > 0);
  return page->matches(0);
}

constexpr char kGauges[] = R"(
  services: SERVICE_CALIBRATION
  kind { code: "PRES" qualifiers { key: "pressure_reference" value: "gauge" } }
  range { min: "0" max: "1.6" unit: "\\mega\\pascal" }
  equipment_class: "pressure_gauge" )";
constexpr char kSince2020[] =
    R"(period { from: "2020-01-01" to: "2025-12-31" })";

std::string Competence(const std::string& holder, const std::string& row,
                       const std::string& more = "") {
  return absl::StrCat("holder: \"institutions/", holder,
                      "\" kind: KIND_ACCREDITATION scope { ", row, " } ",
                      kSince2020, more);
}

// A prefecture's institute with a site at the other end of it, and two more.
void RecordInstitutions(Registry& registry) {
  Record<proto::Institution>(registry, "urumqi", R"(
    title { texts { key: "zh" value: "乌鲁木齐" } } kind: KIND_STATUTORY_PROVINCE
    division: "650100"
    sites { id: "korla" division: "652801" }
    sites { id: "yining" latitude: 43.9 longitude: 81.3 })");
  Record<proto::Institution>(registry, "kashi", R"(
    title { texts { key: "zh" value: "喀什" } } kind: KIND_STATUTORY_PREFECTURE
    division: "653100")");
  Record<proto::Institution>(registry, "abroad", R"(
    title { texts { key: "en" value: "Abroad" } } kind: KIND_NATIONAL_INSTITUTE
    country: "DE")");
}

TEST_CASE("Who can is found by kind, value and uncertainty, nearest first") {
  Registry registry;
  RecordInstitutions(registry);
  const std::string fine = R"(smallest_uncertainty {
      expanded: "0.0002" coverage_factor: "2" relative: true })";
  const std::string coarse = R"(smallest_uncertainty {
      expanded: "3" coverage_factor: "3" })";
  Record<proto::Competence>(registry, "urumqi",
                            Competence("urumqi", kGauges + fine));
  Record<proto::Competence>(registry, "kashi",
                            Competence("kashi", kGauges + coarse));
  Record<proto::Competence>(registry, "abroad",
                            Competence("abroad", kGauges + fine));
  const std::string at_1_mpa =
      R"(kind_code: "PRES" value: "1" unit: "\\mega\\pascal" )";
  CHECK(Find(registry, at_1_mpa) == Lines{"competences/abroad 0",
                                          "competences/urumqi 0",
                                          "competences/kashi 0"});
  // From Hotan.
  CHECK(Find(registry, at_1_mpa + R"(division: "653200")") ==
        Lines{"competences/kashi 0", "competences/urumqi 0",
              "competences/abroad 0"});
  CHECK(
      Find(registry, at_1_mpa + R"(division: "653200" page_size: 1)").size() ==
      3);
  CHECK(Find(registry, at_1_mpa + R"(expanded_uncertainty: "0.0002")") ==
        Lines{"competences/abroad 0", "competences/urumqi 0"});
  CHECK(
      Find(registry, at_1_mpa + R"(expanded_uncertainty: "0.00019")").empty());
  CHECK(Find(registry, at_1_mpa + R"(expanded_uncertainty: "2")").size() == 3);
  CHECK(Find(registry,
             R"(kind_code: "PRES" value: "1601" unit: "\\kilo\\pascal")")
            .empty());
  CHECK(Find(registry, R"(kind_code: "STRE")").empty());
}

TEST_CASE("A match tells who, where, how well and until when") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(
      registry, "urumqi",
      Competence("urumqi",
                 absl::StrCat(kGauges, R"(sites: "korla" sites: "yining"
        smallest_uncertainty { expanded: "0.3" coverage_factor: "3" })")));
  const auto match = First(
      registry,
      R"(kind_code: "PRES" value: "100" unit: "\\kilo\\pascal" division: "654002")");
  CHECK(match.institution() == "institutions/urumqi");
  CHECK(match.title().texts().at("zh") == "乌鲁木齐");
  CHECK(match.site() == "yining");
  CHECK(match.kilometres() == Approx(0).margin(15));
  CHECK(match.expanded_uncertainty() == "200");
  CHECK(match.in_force_to() == "2025-12-31");
  CHECK(match.row().equipment_class() == "pressure_gauge");
}

TEST_CASE("Only within so many kilometres, and those are known") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(registry, "kashi", Competence("kashi", kGauges));
  Record<proto::Competence>(registry, "abroad", Competence("abroad", kGauges));
  const std::string from_hotan = R"(kind_code: "PRES" division: "653200" )";
  CHECK(Find(registry, from_hotan).size() == 2);
  CHECK(Find(registry, from_hotan + "within_kilometres: 600") ==
        Lines{"competences/kashi 0"});
  CHECK(Find(registry, from_hotan + "within_kilometres: 200").empty());
  CHECK(Find(registry, R"(kind_code: "PRES" latitude: 37.1 longitude: 79.9
                          within_kilometres: 600)") ==
        Lines{"competences/kashi 0"});
}

TEST_CASE("Weaker matches come after all others") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(registry, "kashi", Competence("kashi", R"(
    services: SERVICE_LEGAL_VERIFICATION)"));
  Record<proto::Competence>(registry, "urumqi", Competence("urumqi", kGauges));
  const std::string gauge = R"(kind { code: "PRES"
      qualifiers { key: "pressure_reference" value: "gauge" } } )";
  CHECK(Find(registry, gauge + R"(division: "653100")") ==
        Lines{"competences/urumqi 0", "competences/kashi 0"});
  CHECK(Find(registry, gauge + "service: SERVICE_CALIBRATION") ==
        Lines{"competences/urumqi 0"});
  CHECK(Find(registry, R"(kind { code: "PRES"
      qualifiers { key: "pressure_reference" value: "absolute" } })") ==
        Lines{"competences/kashi 0"});
}

TEST_CASE("Competence counts while it and its holder are in force") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(registry, "kashi", Competence("kashi", kGauges, R"(
    suspensions { kind: KIND_SUSPENDED
                  period { from: "2025-02-01" to: "2025-02-28" } })"));
  const auto on = [&](const std::string& day) {
    return Find(registry,
                absl::StrCat("kind_code: \"PRES\" as_of: \"", day, "\""))
        .size();
  };
  CHECK(on("2019-12-31") == 0);
  CHECK(on("2020-01-01") == 1);
  CHECK(on("2025-01-31") == 1);
  CHECK(on("2025-02-01") == 0);
  CHECK(on("2025-03-01") == 1);
  CHECK(on("2025-12-31") == 1);
  CHECK(on("2026-01-01") == 0);
  CHECK(First(registry, R"(kind_code: "PRES")").in_force_to() == "2025-01-31");
  proto::EndInstitutionRequest end;
  end.set_name("institutions/kashi");
  end.set_day("2025-03-31");
  end.set_reason("撤销");
  REQUIRE_THAT(
      StatusOf(registry.Call(&proto::Registry::Stub::EndInstitution, end)),
      IsOk());
  CHECK(on("2025-03-31") == 1);
  CHECK(on("2025-04-01") == 0);
}

TEST_CASE("A competence that holds in one region is no use in another") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(
      registry, "kashi", Competence("kashi", kGauges, " region: \"653100\""));
  CHECK(Find(registry, R"(kind_code: "PRES" division: "653101")").size() == 1);
  CHECK(Find(registry, R"(kind_code: "PRES" division: "653200")").empty());
  CHECK(Find(registry, R"(kind_code: "PRES")").size() == 1);
}

TEST_CASE("What allows work for nobody else is no answer") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(registry, "inside",
                            absl::StrCat(R"(
    holder: "institutions/kashi" kind: KIND_AUTHORISATION
    form: FORM_INTERNAL_MANDATORY scope { )",
                                         kGauges, "}"));
  Record<proto::Declaration>(registry, "self",
                             absl::StrCat(R"(
    holder: "institutions/kashi" scope { )",
                                          kGauges, "}"));
  Record<proto::Person>(registry, "p1",
                        absl::StrCat(R"(
    registration_number: "1" qualification: QUALIFICATION_FIRST
    employer: "institutions/kashi" projects { title: "压力表" scope { )",
                                     kGauges, "} }"));
  CHECK(Find(registry, R"(kind_code: "PRES")").empty());
}

TEST_CASE("Who produces reference materials assigns values and nothing else") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(registry, "crm", R"(
    holder: "institutions/kashi" kind: KIND_REFERENCE_MATERIAL_PRODUCTION
    scope { kind { code: "MACO" } })");
  const std::string concentration = R"(kind_code: "MACO" )";
  CHECK(Find(registry, concentration + "service: SERVICE_CRM_ASSIGNMENT")
            .size() == 1);
  CHECK(Find(registry, concentration + "service: SERVICE_CALIBRATION").empty());
}

std::string Standard(const std::string& level, const std::string& more) {
  return absl::StrCat(R"(
    title { texts { key: "zh" value: "压力标准装置" } } holder: "institutions/kashi"
    level: )",
                      level, " services { ", kGauges, " } ", more);
}

TEST_CASE("Services of public standards count while they are assessed") {
  Registry registry;
  RecordInstitutions(registry);
  const std::string assessed = R"(
    assessments { number: "N1" period { from: "2024-01-01" to: "2028-12-31" } })";
  Record<proto::Standard>(registry, "public",
                          Standard("LEVEL_PUBLIC_HIGHEST", assessed + R"(
    events { kind: KIND_SEALED day: "2025-06-01" })"));
  Record<proto::Standard>(registry, "enterprise",
                          Standard("LEVEL_ENTERPRISE_HIGHEST", R"(
    assessments { number: "N2" period { from: "2024-01-01" to: "2028-12-31" } })"));
  Record<proto::Standard>(registry, "unassessed",
                          Standard("LEVEL_PUBLIC_SUBORDINATE", ""));
  const auto on = [&](const std::string& day) {
    return Find(registry,
                absl::StrCat("kind_code: \"PRES\" as_of: \"", day, "\""));
  };
  CHECK(on("2023-12-31").empty());
  CHECK(on("2024-01-01") == Lines{"standards/public 0"});
  CHECK(on("2025-05-31") == Lines{"standards/public 0"});
  CHECK(on("2025-06-01").empty());
}

TEST_CASE("Names of one temperature are one kind") {
  Registry registry;
  RecordInstitutions(registry);
  Record<proto::Competence>(registry, "kashi", Competence("kashi", R"(
    kind { code: "ITSK" } range { min: "273.15" max: "692.677" unit: "\\kelvin" }
    uncertainty_table { coverage_factor: "2"
      points { value: "273.15" expanded: "0.002" }
      points { value: "473.15" expanded: "0.004" } })"));
  const auto match = First(registry, R"(
    kind_code: "ITSC" value: "100" unit: "\\degreecelsius")");
  CHECK(match.expanded_uncertainty() == "0.003");
  // The table ends at 200 °C, the range does not.
  CHECK(First(registry, R"(
    kind_code: "ITSC" value: "300" unit: "\\degreecelsius")")
            .expanded_uncertainty()
            .empty());
}

TEST_CASE("A question that means nothing names its field") {
  Registry registry;
  const auto field = [&](const char* text) {
    const auto refused =
        registry.Call(kFind, FromText<proto::FindCapabilityRequest>(text));
    CHECK_THAT(StatusOf(refused), HasReason("INVALID_FIELD"));
    const auto violations = ViolationsOf(refused.status());
    return violations.empty() ? std::string() : violations[0].field;
  };
  CHECK(field("") == "kind.code");
  CHECK(field(R"(kind_code: "NONE")") == "kind.code");
  CHECK(field(R"(kind { code: "MASS" } kind_code: "PRES")") == "kind_code");
  CHECK(field(R"(kind_code: "MASS" value: "1")") == "unit");
  CHECK(field(R"(kind_code: "MASS" value: "one" unit: "\\gram")") == "value");
  CHECK(field(R"(kind_code: "MASS" value: "1" unit: "\\metre")") ==
        "kind.code");
  CHECK(
      field(R"(kind_code: "MASS" unit: "\\gram" expanded_uncertainty: "1")") ==
      "value");
  CHECK(field(R"(kind_code: "MASS" division: "kashi")") == "division");
  CHECK(field(R"(kind_code: "MASS" division: "990000")") == "division");
  CHECK(field(R"(kind_code: "MASS" latitude: 40)") == "longitude");
  CHECK(field(R"(kind_code: "MASS" latitude: 91 longitude: 0)") == "latitude");
  CHECK(field(R"(kind_code: "MASS" within_kilometres: 10)") ==
        "within_kilometres");
  CHECK(field(R"(kind_code: "MASS" as_of: "today")") == "as_of");
}

}  // namespace
}  // namespace suyuan::registry
