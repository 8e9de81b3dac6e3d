// What the articles of the plan ask of a registry, asked of the drawn region
// over HTTP. docs/coverage.md says which article each sentence shows.

#include "tests/e2e/region.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "suyuan/registry/v1/comparisons.pb.h"
#include "suyuan/registry/v1/indicators.pb.h"
#include "suyuan/registry/v1/registry.pb.h"

namespace suyuan::e2e {
namespace {

namespace v1 = registry::v1;
using Query = std::map<std::string, std::string>;

template <typename Response>
Response Read(const std::string& path, const Query& query = {}) {
  return SharedRegion()->instance().Read<Response>(Target(path, query));
}

v1::IndicatorValue ValueOf(v1::Indicator indicator, const std::string& day) {
  const auto all =
      Read<v1::ComputeIndicatorsResponse>("/v1/indicators", {{"asOf", day}});
  REQUIRE(all.values_size() == 9);
  for (const auto& value : all.values()) {
    if (value.definition().indicator() == indicator) return value;
  }
  FAIL("no such indicator");
  return {};
}

double NumberOf(const std::string& text) {
  double number = -1;
  CHECK(absl::SimpleAtod(text, &number));
  return number;
}

// Names that a list gives, page by page.
template <typename Response>
std::vector<std::string> NamesIn(const std::string& collection, Query query) {
  std::vector<std::string> names;
  query["pageSize"] = "1000";
  do {
    const auto page = Read<Response>(absl::StrCat("/v1/", collection), query);
    const auto& reflection = *page.GetReflection();
    const auto* all = page.GetDescriptor()->field(0);
    for (int i = 0; i < reflection.FieldSize(page, all); ++i) {
      const auto& one = reflection.GetRepeatedMessage(page, all, i);
      names.push_back(one.GetReflection()->GetString(
          one, one.GetDescriptor()->FindFieldByName("name")));
    }
    query["pageToken"] = page.next_page_token();
  } while (!query["pageToken"].empty());
  return names;
}

TEST_CASE("The nine indicators move from the base year to their targets") {
  if (SharedRegion() == nullptr) return;
  const auto number = [](v1::Indicator indicator, const std::string& day) {
    return NumberOf(ValueOf(indicator, day).value());
  };
  struct Case {
    v1::Indicator indicator;
    double base;
    double middle;  // 2023-12-31
    double target;  // 2025-12-31
  };
  for (const Case& each : {
           Case{v1::INDICATOR_INNOVATION_BASES, 0, 0, 1},
           Case{v1::INDICATOR_COMPARISONS_LED, 1, 1, 2},
           Case{v1::INDICATOR_STANDARDS_DEVELOPED, 6, 15, 27},
           Case{v1::INDICATOR_RESEARCH_PROJECTS, 0, 0, 2},
           Case{v1::INDICATOR_INDUSTRY_CENTRES, 0, 0, 1},
           Case{v1::INDICATOR_REGIONAL_SPECIFICATIONS, 86, 113, 152},
           Case{v1::INDICATOR_TECHNICAL_COMMITTEES, 0, 4, 9},
           Case{v1::INDICATOR_MANDATORY_COVERAGE, 73.33, 83.87, 90.32},
       }) {
    INFO(v1::Indicator_Name(each.indicator));
    CHECK(number(each.indicator, "2021-12-31") == each.base);
    CHECK(number(each.indicator, "2023-12-31") == each.middle);
    CHECK(number(each.indicator, "2025-12-31") == each.target);
  }
  const auto standards = v1::INDICATOR_PUBLIC_STANDARDS;
  CHECK(number(standards, "2021-12-31") == 1360);
  CHECK(number(standards, "2023-12-31") > 1400);
  CHECK(number(standards, "2025-12-31") >= 1500);
  // What was reached is said once the target day has passed.
  CHECK(ValueOf(standards, "2026-01-01").light() ==
        v1::IndicatorValue::LIGHT_MET);
  CHECK(ValueOf(v1::INDICATOR_STANDARDS_DEVELOPED, "2026-01-01").light() ==
        v1::IndicatorValue::LIGHT_NOT_MET);
}

TEST_CASE("A count is broken down by prefecture and names what it counts") {
  if (SharedRegion() == nullptr) return;
  const auto value = ValueOf(v1::INDICATOR_PUBLIC_STANDARDS, "2025-12-31");
  double sum = 0;
  for (const auto& part : value.parts()) sum += NumberOf(part.value());
  CHECK(sum == NumberOf(value.value()));
  CHECK(value.parts_size() >= 15);
  CHECK(value.evidence_size() == static_cast<int>(sum));
}

TEST_CASE("Coverage says how it was counted and which items are missing") {
  if (SharedRegion() == nullptr) return;
  const auto coverage = Read<v1::MandatoryCoverage>("/v1/mandatoryCoverage",
                                                    {{"asOf", "2025-12-31"}});
  CHECK(coverage.catalogue() == "mandatoryCatalogues/2020-42");
  CHECK(coverage.partial());
  CHECK(coverage.numerator() == 28);
  CHECK(coverage.denominator() == 31);
  CHECK_FALSE(coverage.method().version().empty());
  std::set<std::string> missing;
  for (const auto& item : coverage.missing()) missing.insert(item.item());
  CHECK(missing == std::set<std::string>{"rail_scale", "dust_meter",
                                         "diagnostic_x_ray_source"});
}

TEST_CASE("A prefecture and a county answer for their own coverage") {
  if (SharedRegion() == nullptr) return;
  const auto covered = [](const std::string& division,
                          const std::string& tier) {
    return Read<v1::MandatoryCoverage>(
        "/v1/mandatoryCoverage",
        {{"division", division},
         {"tier", tier},
         {"method.denominator", "DENOMINATOR_DUTIES_OF_TIER"},
         {"asOf", "2025-12-31"}});
  };
  const auto prefecture = covered("653100", "TIER_PREFECTURE");
  const auto county = covered("653125", "TIER_COUNTY");
  CHECK(prefecture.denominator() > county.denominator());
  CHECK(county.denominator() == 5);
  CHECK(prefecture.numerator() > county.numerator());
}

TEST_CASE("The plan of construction says who lacks what") {
  if (SharedRegion() == nullptr) return;
  const auto plan = Read<v1::ConstructionPlan>(
      "/v1/constructionPlan", {{"division", "653100"}, {"asOf", "2025-12-31"}});
  REQUIRE(plan.needs_size() > 0);
  bool has_instruments = false;
  for (const auto& need : plan.needs()) {
    CHECK(need.division().substr(0, 4) == "6531");
    CHECK((need.tier() == v1::Institution::TIER_PREFECTURE ||
           need.tier() == v1::Institution::TIER_COUNTY));
    has_instruments = has_instruments || need.instruments() > 0;
  }
  CHECK(has_instruments);
  const bool has_alternative = std::any_of(
      plan.needs().begin(), plan.needs().end(),
      [](const auto& need) { return need.alternatives_size() > 0; });
  CHECK(has_alternative);
}

TEST_CASE("The plan of construction names the items that leave the region") {
  if (SharedRegion() == nullptr) return;
  const auto plan = Read<v1::ConstructionPlan>("/v1/constructionPlan",
                                               {{"asOf", "2025-12-31"}});
  std::set<std::string> leaving;
  for (const auto& item : plan.leave_region()) leaving.insert(item.item());
  CHECK(leaving == std::set<std::string>{"rail_scale", "dust_meter",
                                         "diagnostic_x_ray_source"});
}

TEST_CASE("Demand by sector shows what no public standard serves") {
  if (SharedRegion() == nullptr) return;
  const auto balance = Read<v1::DemandAndSupply>("/v1/demandAndSupply",
                                                 {{"asOf", "2026-10-31"}});
  std::map<std::string, v1::SectorBalance> by_sector;
  for (const auto& one : balance.sectors()) by_sector[one.sector()] = one;
  REQUIRE(by_sector.count("hydrogen") == 1);
  const auto& hydrogen = by_sector["hydrogen"];
  CHECK(hydrogen.public_standards() == 1);
  REQUIRE(hydrogen.unserved_classes_size() == 1);
  CHECK(hydrogen.unserved_classes(0) == "hydrogen_flow_meter");
  CHECK(hydrogen.unserved_instruments() > 0);
  CHECK(by_sector.count("photovoltaic") == 1);
  CHECK(by_sector.count("wind") == 1);
}

TEST_CASE("Standards are found by class, by holder and by sector") {
  if (SharedRegion() == nullptr) return;
  using List = v1::ListStandardsResponse;
  const auto count = [](const std::string& filter) {
    return NamesIn<List>("standards", {{"filter", filter}}).size();
  };
  CHECK(count("level = PUBLIC_HIGHEST") > 500);
  CHECK(count("level = DEPARTMENT_HIGHEST") > 5);
  CHECK(count("level = ENTERPRISE_HIGHEST") > 5);
  CHECK(count("sectors : \"carbon\"") >= 1);
  CHECK(count("holder = \"institutions/kashi\" AND level = PUBLIC_HIGHEST") >
        10);
}

TEST_CASE("What ends soon is listed, soonest first") {
  if (SharedRegion() == nullptr) return;
  const auto due = Read<v1::ListDueRecordsResponse>(
      "/v1/registry:due",
      {{"reasons", "REASON_ASSESSMENT"}, {"pageSize", "1000"}});
  REQUIRE(due.due_size() >= 20);
  for (int i = 0; i < due.due_size(); ++i) {
    CHECK(due.due(i).last_day() >= "2026-11-24");
    CHECK(due.due(i).last_day() <= "2027-05-23");
    if (i > 0) CHECK(due.due(i - 1).last_day() <= due.due(i).last_day());
  }
  const auto authorised = Read<v1::ListDueRecordsResponse>(
      "/v1/registry:due", {{"reasons", "REASON_AUTHORISATION"}});
  CHECK(authorised.due_size() > 0);
}

TEST_CASE("Whoever can calibrate is found, nearest first, laboratories too") {
  if (SharedRegion() == nullptr) return;
  const auto found = Read<v1::FindCapabilityResponse>(
      "/v1/registry:findCapability", {{"kindCode", "PRES"},
                                      {"value", "1.6"},
                                      {"unit", "\\mega\\pascal"},
                                      {"expandedUncertainty", "0.01"},
                                      {"asOf", "2026-10-31"},
                                      {"division", "653100"},
                                      {"pageSize", "1000"}});
  REQUIRE(found.matches_size() > 20);
  std::set<std::string> who;
  double last = 0;
  for (const auto& match : found.matches()) {
    who.insert(match.institution());
    CHECK(match.source().rfind("declarations/", 0) != 0);
    if (!match.has_kilometres()) continue;
    CHECK(match.kilometres() >= last);
    last = match.kilometres();
  }
  const bool has_laboratory =
      std::any_of(who.begin(), who.end(), [](const std::string& name) {
        return name.rfind("institutions/laboratory-", 0) == 0;
      });
  CHECK(has_laboratory);
}

TEST_CASE("What an enterprise declares of itself is on record and no more") {
  if (SharedRegion() == nullptr) return;
  const auto names = NamesIn<v1::ListDeclarationsResponse>("declarations", {});
  REQUIRE(names.size() > 10);
  const auto declaration =
      Read<v1::Declaration>(absl::StrCat("/v1/", names.front()));
  REQUIRE(declaration.scope_size() > 0);
  CHECK(declaration.document_digest().size() == 64);
  const auto competences = NamesIn<v1::ListCompetencesResponse>(
      "competences",
      {{"filter", absl::StrCat("holder = \"", declaration.holder(), "\"")}});
  CHECK(competences.empty());
}

TEST_CASE("Reference materials tell what supervisors found") {
  if (SharedRegion() == nullptr) return;
  using List = v1::ListReferenceMaterialsResponse;
  CHECK(NamesIn<List>("referenceMaterials", {{"filter", "fields : \"cotton\""}})
            .size() == 3);
  const auto refused = NamesIn<List>(
      "referenceMaterials",
      {{"filter", "supervision_checks.conclusion = NONCONFORMING"}});
  REQUIRE(!refused.empty());
  for (const std::string& name : refused) {
    INFO(name);
    const RawResponse answer = SharedRegion()->instance().Get(
        Target(absl::StrCat("/v1/", name, ":inForce"), {}));
    CHECK(RefusalOf(answer).reason == "RECORD_NOT_IN_FORCE");
  }
}

TEST_CASE("A registered metrologist is numbers, projects and days") {
  if (SharedRegion() == nullptr) return;
  const auto names = NamesIn<v1::ListPersonsResponse>(
      "persons", {{"filter", "employer = \"institutions/kashi\""}});
  // Nine of the drawn region, three who sign the certificates of the chains.
  REQUIRE(names.size() == 12);
  const auto drawn = std::find(names.begin(), names.end(), "persons/kashi-01");
  REQUIRE(drawn != names.end());
  const auto person = Read<v1::Person>(absl::StrCat("/v1/", *drawn));
  CHECK_FALSE(person.registration_number().empty());
  REQUIRE(person.projects_size() > 0);
  CHECK_FALSE(person.projects(0).period().to().empty());
  const auto due = Read<v1::ListDueRecordsResponse>(
      "/v1/registry:due",
      {{"reasons", "REASON_REGISTRATION"}, {"to", "2027-11-24"}});
  CHECK(due.due_size() > 0);
}

TEST_CASE("An edition knows who uses it") {
  if (SharedRegion() == nullptr) return;
  const auto use = Read<v1::SpecificationUse>(
      "/v1/specifications/jjg-99-2022:use", {{"asOf", "2026-10-31"}});
  CHECK(use.standards() > 40);
  CHECK(use.competences() > 20);
  CHECK(use.institutions() > 20);
  const auto regional = NamesIn<v1::ListSpecificationsResponse>(
      "specifications", {{"filter", "region = \"新\""}});
  CHECK(regional.size() == 74);
}

TEST_CASE("A comparison went from its plan to its consequences") {
  if (SharedRegion() == nullptr) return;
  const auto comparison =
      Read<v1::Comparison>("/v1/comparisons/sim-carbon-monoxide");
  CHECK(comparison.state() == v1::Comparison::STATE_CONSEQUENCES);
  CHECK(comparison.submissions_size() == 9);
  CHECK(comparison.corrections_size() == 1);
  REQUIRE(comparison.follow_ups_size() == 1);
  const std::string& failed = comparison.follow_ups(0).institution();
  std::string standard;
  for (const auto& each : comparison.participants()) {
    if (each.institution() == failed) standard = each.standard();
  }
  const auto record = Read<v1::Standard>(absl::StrCat("/v1/", standard));
  CHECK(record.events().rbegin()->kind() ==
        v1::StandardEvent::KIND_COMPARISON_FAILED);
  CHECK(record.events().rbegin()->comparison() == comparison.name());

  std::map<std::string, v1::Comparison::State> states;
  const auto listed = Read<v1::ListComparisonsResponse>("/v1/comparisons");
  for (const auto& each : listed.comparisons()) {
    states[each.name()] = each.state();
  }
  CHECK(states["comparisons/sim-weights"] == v1::Comparison::STATE_DRAFT_A);
  CHECK(states["comparisons/sim-pressure"] == v1::Comparison::STATE_ROUND);
  CHECK(states["comparisons/sim-energy"] ==
        v1::Comparison::STATE_PROTOCOL_APPROVED);
  CHECK(states["comparisons/sim-blood-pressure"] ==
        v1::Comparison::STATE_PLANNED);
  CHECK(states["comparisons/sim-water-flow"] ==
        v1::Comparison::STATE_CANCELLED);
}

TEST_CASE("Frozen reports prove what they counted and tell what changed") {
  if (SharedRegion() == nullptr) return;
  const auto report =
      Read<v1::IndicatorReport>("/v1/indicatorReports/sim-2025-final");
  CHECK(report.values_size() == 9);
  CHECK(report.evidence_root().size() == 64);
  const auto verified = Read<v1::IndicatorReportVerification>(
      "/v1/indicatorReports/sim-2025-final:verify");
  CHECK(verified.root_matches());
  CHECK(verified.values_match());
  const auto changed = Read<v1::IndicatorReportDifference>(
      "/v1/indicatorReports/sim-2025-final:compare");
  CHECK(changed.base() == "indicatorReports/sim-2024-mid-term");
  CHECK(changed.differences_size() == 9);
  const RawResponse page = SharedRegion()->instance().Get(
      "/v1/indicatorReports/sim-2025-final:render");
  REQUIRE(page.status == 200);
  CHECK(page.body.find("模拟数据") != std::string::npos);
}

TEST_CASE("Meters are on record as fleets, with their software and seals") {
  if (SharedRegion() == nullptr) return;
  const auto names = NamesIn<v1::ListInstrumentsResponse>(
      "instruments", {{"filter",
                       "equipment_class = \"energy_meter\" AND owner = "
                       "\"institutions/grid-650100-1\""}});
  REQUIRE(!names.empty());
  const auto fleet = Read<v1::Instrument>(absl::StrCat("/v1/", names.front()));
  CHECK(fleet.quantity() >= 10000);
  CHECK_FALSE(fleet.fleet().empty());
  REQUIRE(fleet.identities_size() > 0);
  CHECK(fleet.identities(0).firmware_digest().size() == 64);
}

TEST_CASE("Words in Chinese and English find records of every kind") {
  if (SharedRegion() == nullptr) return;
  for (const std::string query : {"模拟数据 加油机", "simulated dispenser"}) {
    INFO(query);
    const auto found = Read<v1::SearchRecordsResponse>(
        "/v1/registry:search", {{"query", query}, {"pageSize", "1000"}});
    std::set<int> kinds;
    for (const auto& record : found.records()) {
      kinds.insert(record.record_case());
    }
    CHECK(kinds.count(v1::Record::kStandard) == 1);
    CHECK(kinds.count(v1::Record::kInstrument) == 1);
  }
}

TEST_CASE("Units say whether they are legal in China") {
  if (SharedRegion() == nullptr) return;
  const auto units =
      Read<v1::ListUnitsResponse>("/v1/units", {{"pageSize", "1000"}});
  std::map<std::string, bool> legal;
  for (const auto& unit : units.units()) legal[unit.code()] = unit.legal();
  CHECK(legal.at("\\volt"));
  CHECK(legal.at("\\litre"));
  CHECK(std::any_of(legal.begin(), legal.end(),
                    [](const auto& unit) { return !unit.second; }));
}

TEST_CASE("Leads to double registration accuse nobody") {
  if (SharedRegion() == nullptr) return;
  // Second sets of one kind at one body.
  const auto leads = Read<v1::ListDoubleRegistrationsResponse>(
      "/v1/registry:doubleRegistrations", {{"type", "RECORD_TYPE_STANDARD"}});
  REQUIRE(leads.leads_size() > 0);
  for (const auto& lead : leads.leads()) {
    INFO(lead.ShortDebugString());
    CHECK(lead.names_size() >= 2);
    CHECK_FALSE(lead.reason().empty());
    CHECK(lead.strength() > 0);
    CHECK(lead.strength() <= 1);
  }
}

TEST_CASE("The dataset for a data centre names nobody") {
  if (SharedRegion() == nullptr) return;
  const RawResponse answer =
      SharedRegion()->instance().Get("/v1/registry:dataset");
  REQUIRE(answer.status == 200);
  CHECK(answer.body.find("persons/") == std::string::npos);
  CHECK(answer.body.find("institutions/hospital-653125-1") ==
        answer.body.rfind("institutions/hospital-653125-1"));
}

}  // namespace
}  // namespace suyuan::e2e
