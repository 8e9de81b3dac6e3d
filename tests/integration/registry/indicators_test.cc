// The indicators over gRPC: what is counted from records as they are written.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/rpc/fields.h"
#include "tests/integration/registry/indicator_region.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using Indicators = proto::Indicators::Stub;
using Names = std::vector<std::string>;

template <typename Repeated>
Names In(const Repeated& names) {
  return {names.begin(), names.end()};
}

// An institute in Kashgar and one of the region in Urumqi.
void AddInstitutes(IndicatorRegion& region) {
  region.AddInstitution("kashgar", "653101",
                        proto::Institution::TIER_PREFECTURE);
  region.AddInstitution("xj", "650102", proto::Institution::TIER_REGION);
}

void Designate(proto::Institution& institution, proto::Designation::Kind kind,
               const std::string& from) {
  proto::Designation& added = *institution.add_designations();
  added.set_kind(kind);
  (*added.mutable_title()->mutable_texts())["zh"] = "称号";
  added.mutable_period()->set_from(from);
}

TEST_CASE("Indicators are counted from records of every kind") {
  IndicatorRegion region;
  region.AddInstitution(
      "xj", "650102", proto::Institution::TIER_REGION, [](auto& institution) {
        Designate(institution, proto::Designation::KIND_INNOVATION_BASE,
                  "2023-05-20");
        Designate(institution,
                  proto::Designation::KIND_NATIONAL_INDUSTRY_CENTRE,
                  "2024-05-20");
      });
  region.AddStandard("mass", "xj", {"i0"}, [](auto& standard) {
    standard.set_origin(proto::Standard::ORIGIN_DEVELOPED_IN_REGION);
  });
  region.AddStandard("enterprise", "xj", {}, [](auto& standard) {
    standard.set_level(proto::Standard::LEVEL_ENTERPRISE_HIGHEST);
    standard.clear_public_certificates();
    standard.set_origin(proto::Standard::ORIGIN_DEVELOPED_IN_REGION);
  });
  region.AddSpecification("a", "JJG(新) 1-2023", "2023-03-01");
  region.AddEntry("project", proto::INDICATOR_RESEARCH_PROJECTS);
  region.AddEntry("committees", proto::INDICATOR_TECHNICAL_COMMITTEES,
                  [](auto& entry) { entry.set_value("5"); });
  region.AddCatalogue(4);

  struct Case {
    proto::Indicator indicator;
    std::string value;
    Names evidence;
  };
  for (const Case& c : std::vector<Case>{
           {proto::INDICATOR_INNOVATION_BASES, "1", {"institutions/xj"}},
           {proto::INDICATOR_COMPARISONS_LED, "0", {}},
           {proto::INDICATOR_STANDARDS_DEVELOPED,
            "2",
            {"standards/enterprise", "standards/mass"}},
           {proto::INDICATOR_RESEARCH_PROJECTS,
            "1",
            {"indicatorEntries/project"}},
           {proto::INDICATOR_PUBLIC_STANDARDS, "1", {"standards/mass"}},
           {proto::INDICATOR_INDUSTRY_CENTRES, "0", {}},
           {proto::INDICATOR_REGIONAL_SPECIFICATIONS,
            "1",
            {"specifications/a"}},
           {proto::INDICATOR_TECHNICAL_COMMITTEES,
            "5",
            {"indicatorEntries/committees"}},
           {proto::INDICATOR_MANDATORY_COVERAGE,
            "25.00",
            {"mandatoryCatalogues/c2020-42", "standards/mass"}}}) {
    INFO(proto::Indicator_Name(c.indicator));
    const auto value = region.Value(c.indicator, "2023-12-31");
    CHECK(value.definition().indicator() == c.indicator);
    CHECK(value.value() == c.value);
    CHECK(In(value.evidence()) == c.evidence);
  }
  const auto committees =
      region.Value(proto::INDICATOR_TECHNICAL_COMMITTEES, "2023-12-31");
  CHECK(committees.progress() == Approx(0.5));
  CHECK(committees.time_share() == Approx(730.0 / 1461));
  CHECK(committees.light() == proto::IndicatorValue::LIGHT_GREEN);
  REQUIRE(committees.parts_size() == 1);
  CHECK(committees.parts(0).division() == "650100");
  // On the day of acceptance the centre counts.
  CHECK(region.Value(proto::INDICATOR_INDUSTRY_CENTRES, "2024-05-20").value() ==
        "1");
  CHECK(region.Value(proto::INDICATOR_INDUSTRY_CENTRES, "2024-05-19").value() ==
        "0");
}

TEST_CASE("Records outside the region do not count") {
  IndicatorRegion region;
  region.AddInstitution("gansu", "620102", proto::Institution::TIER_REGION,
                        [](auto& institution) {
                          Designate(institution,
                                    proto::Designation::KIND_INNOVATION_BASE,
                                    "2020-01-01");
                        });
  region.AddStandard("mass", "gansu");
  CHECK(region.Value(proto::INDICATOR_PUBLIC_STANDARDS, "2023-12-31").value() ==
        "0");
  CHECK(region.Value(proto::INDICATOR_INNOVATION_BASES, "2023-12-31").value() ==
        "0");
}

TEST_CASE("What was known then is counted, whatever was learnt since") {
  IndicatorRegion region;
  AddInstitutes(region);
  const absl::Time before = region.clock().Now();
  region.clock().Advance(absl::Hours(24));
  region.AddStandard("mass", "kashgar");
  const absl::Time between = region.clock().Now();
  region.clock().Advance(absl::Hours(24));
  proto::UpdateStandardRequest seal;
  seal.mutable_standard()->set_name("standards/mass");
  proto::StandardEvent& event = *seal.mutable_standard()->add_events();
  event.set_kind(proto::StandardEvent::KIND_SEALED);
  event.set_day("2023-06-01");
  seal.mutable_update_mask()->add_paths("events");
  REQUIRE_THAT(region.registry()
                   .Call(&proto::Registry::Stub::UpdateStandard, seal)
                   .status(),
               IsOk());

  const auto value = [&](const std::string& as_of, absl::Time known_at) {
    return region.Value(proto::INDICATOR_PUBLIC_STANDARDS, as_of, known_at)
        .value();
  };
  CHECK(value("2023-12-31", before) == "0");
  CHECK(value("2023-12-31", between) == "1");
  CHECK(value("2023-12-31", region.clock().Now()) == "0");
  CHECK(value("2023-05-31", region.clock().Now()) == "1");
  CHECK(value("2021-12-31", between) == "0");  // before its certificate
}

TEST_CASE("A baseline stands for the stock, and records come on top") {
  IndicatorRegion region;
  AddInstitutes(region);
  region.AddStandard("old", "kashgar", {}, [](auto& standard) {
    standard.mutable_public_certificates(0)->mutable_period()->set_from(
        "2021-12-31");
  });
  region.AddStandard("new", "kashgar");
  region.AddEntry("stock", proto::INDICATOR_PUBLIC_STANDARDS, [](auto& entry) {
    entry.set_value("1360");
    entry.set_baseline(true);
    entry.set_division("");
    entry.mutable_period()->set_from("2021-12-31");
    entry.mutable_period()->set_to("2024-12-31");
  });
  const auto value =
      region.Value(proto::INDICATOR_PUBLIC_STANDARDS, "2023-12-31");
  CHECK(value.value() == "1361");
  CHECK(In(value.evidence()) ==
        Names{"indicatorEntries/stock", "standards/new"});
  CHECK(value.light() == proto::IndicatorValue::LIGHT_RED);
  CHECK(region.Value(proto::INDICATOR_PUBLIC_STANDARDS, "2025-01-01").value() ==
        "2");
}

TEST_CASE("A question about the indicators names a day and a version") {
  IndicatorRegion region;
  proto::ComputeIndicatorsRequest request;
  request.set_skip_evidence(true);
  region.AddEntry("project", proto::INDICATOR_RESEARCH_PROJECTS);
  const auto today = region.Ask(&Indicators::ComputeIndicators, request);
  REQUIRE_THAT(today.status(), IsOk());
  CHECK(today->as_of() == "2025-01-01");
  CHECK(today->known_at().seconds() == absl::ToUnixSeconds(kNoon));
  CHECK(today->values(3).value() == "1");
  CHECK(today->values(3).evidence().empty());
  request.set_version("2021-1");
  CHECK_THAT(region.Ask(&Indicators::ComputeIndicators, request).status(),
             HasReason("INVALID_FIELD"));
  request.clear_version();
  request.set_as_of("2025-02-30");
  CHECK_THAT(region.Ask(&Indicators::ComputeIndicators, request).status(),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A reported count is a record like any other") {
  IndicatorRegion region;
  const proto::IndicatorEntry made =
      region.AddEntry("quantum", proto::INDICATOR_RESEARCH_PROJECTS);
  CHECK(made.name() == "indicatorEntries/quantum");
  proto::UpdateIndicatorEntryRequest update;
  *update.mutable_indicator_entry() = made;
  update.mutable_indicator_entry()->set_value("2");
  update.mutable_update_mask()->add_paths("value");
  CHECK(region.Ask(&Indicators::UpdateIndicatorEntry, update)
            ->meta()
            .revision() == 2);
  proto::EndIndicatorEntryRequest end;
  end.set_name(made.name());
  end.set_day("2024-06-30");
  end.set_reason("验收完成");
  REQUIRE_THAT(region.Ask(&Indicators::EndIndicatorEntry, end).status(),
               IsOk());
  proto::GetIndicatorEntryRequest get;
  get.set_name(made.name());
  const auto got = region.Ask(&Indicators::GetIndicatorEntry, get);
  CHECK(got->period().to() == "2024-06-30");
  CHECK(got->meta().end_reason() == "验收完成");
  proto::ListIndicatorEntriesRequest list;
  list.set_filter("indicator = RESEARCH_PROJECTS");
  list.set_as_of("2024-06-30");
  CHECK(region.Ask(&Indicators::ListIndicatorEntries, list)
            ->indicator_entries_size() == 1);
  list.set_as_of("2024-07-01");
  CHECK(region.Ask(&Indicators::ListIndicatorEntries, list)
            ->indicator_entries_size() == 0);
}

proto::MandatoryCoverage CoverageOf(
    IndicatorRegion& region, const proto::GetMandatoryCoverageRequest& asked) {
  const auto coverage = region.Ask(&Indicators::GetMandatoryCoverage, asked);
  REQUIRE_THAT(coverage.status(), IsOk());
  return *coverage;
}

TEST_CASE("Coverage tells numerator, denominator and what is missing") {
  IndicatorRegion region;
  AddInstitutes(region);
  region.AddCatalogue(62);
  for (int i = 0; i < 45; ++i) {
    region.AddStandard(absl::StrCat("s", i), i % 2 == 0 ? "kashgar" : "xj",
                       {absl::StrCat("i", i)});
  }
  proto::GetMandatoryCoverageRequest request;
  const proto::MandatoryCoverage coverage = CoverageOf(region, request);
  CHECK(coverage.percentage() == "72.58");
  CHECK(coverage.numerator() == 45);
  CHECK(coverage.denominator() == 62);
  CHECK(coverage.catalogue() == "mandatoryCatalogues/c2020-42");
  CHECK_FALSE(coverage.partial());
  CHECK(coverage.method().version() == "2025-1");
  CHECK(coverage.method().denominator() ==
        proto::CoverageMethod::DENOMINATOR_ALL_ITEMS);
  CHECK(In(coverage.covered(1).standards()) == Names{"standards/s1"});
  CHECK(coverage.missing(0).item() == "i45");
  CHECK(coverage.missing(0).title().texts().at("zh") == "项目45");

  request.set_division("653100");
  CHECK(CoverageOf(region, request).numerator() == 23);
  request.set_tier(proto::Institution::TIER_COUNTY);
  CHECK(CoverageOf(region, request).numerator() == 0);
}

TEST_CASE("Coverage can be asked of the items that are there") {
  IndicatorRegion region;
  AddInstitutes(region);
  region.AddCatalogue(3);
  region.AddStandard("s", "kashgar", {"i0"});
  region.AddInstrument("a", "i0", "653122");
  region.AddInstrument("b", "i1", "653101");
  region.AddInstrument("c", "i2", "650102");
  region.AddInstrument("ended", "i2", "653101", [](auto& instrument) {
    instrument.mutable_period()->set_to("2023-12-31");
  });
  proto::GetMandatoryCoverageRequest request;
  request.mutable_method()->set_denominator(
      proto::CoverageMethod::DENOMINATOR_PRESENT_ITEMS);
  request.set_division("653100");
  request.set_as_of("2024-01-01");
  CHECK(CoverageOf(region, request).percentage() == "50.00");
  request.set_as_of("2023-12-31");
  CHECK(CoverageOf(region, request).percentage() == "33.33");
}

TEST_CASE("Coverage is refused where it cannot be asked") {
  IndicatorRegion region;
  proto::GetMandatoryCoverageRequest request;
  const auto refusal = [&] {
    return region.Ask(&Indicators::GetMandatoryCoverage, request).status();
  };
  CHECK_THAT(refusal(), HasReason("RECORD_NOT_FOUND"));  // no catalogue
  region.AddCatalogue(1);
  request.set_as_of("2020-10-25");
  CHECK_THAT(refusal(), HasReason("RECORD_NOT_FOUND"));  // none on that day
  request.set_as_of("2020-10-26");
  CHECK_THAT(refusal(), IsOk());
  request.set_division("659999");
  CHECK_THAT(refusal(), HasReason("INVALID_FIELD"));
  request.clear_division();
  request.set_catalogue("institutions/a");
  CHECK_THAT(refusal(), HasReason("INVALID_FIELD"));
  request.set_catalogue("mandatoryCatalogues/other");
  CHECK_THAT(refusal(), HasReason("RECORD_NOT_FOUND"));
  request.clear_catalogue();
  request.mutable_method()->set_denominator(
      proto::CoverageMethod::DENOMINATOR_DUTIES_OF_TIER);
  CHECK_THAT(refusal(), HasReason("INVALID_FIELD"));
  request.set_tier(proto::Institution::TIER_COUNTY);
  CHECK_THAT(refusal(), IsOk());
}

TEST_CASE("A plan tells what each tier has to build, and where") {
  IndicatorRegion region;
  AddInstitutes(region);
  region.AddInstitution("hotan", "653201", proto::Institution::TIER_PREFECTURE);
  region.AddCatalogue(2, [](auto& catalogue) {
    catalogue.set_partial(true);
    catalogue.mutable_items(0)->add_duties(proto::Institution::TIER_PREFECTURE);
    catalogue.mutable_items(1)->add_duties(proto::Institution::TIER_REGION);
  });
  region.AddStandard("kashgar-i0", "kashgar", {"i0"});
  region.AddStandard("xj-i0", "xj", {"i0"});
  region.AddInstrument("a", "i0", "653222",
                       [](auto& instrument) { instrument.set_quantity(30); });
  region.AddInstrument("b", "i1", "653222");

  proto::GetConstructionPlanRequest request;
  request.set_division("653200");
  auto plan = region.Ask(&Indicators::GetConstructionPlan, request);
  REQUIRE_THAT(plan.status(), IsOk());
  REQUIRE(plan->needs_size() == 1);
  const proto::ConstructionNeed& need = plan->needs(0);
  CHECK(need.item() == "i0");
  CHECK(need.tier() == proto::Institution::TIER_PREFECTURE);
  CHECK(need.division() == "653200");
  CHECK(need.instruments() == 30);
  // Kashgar is nearer to Hotan than Urumqi is.
  CHECK(In(need.alternatives()) ==
        Names{"standards/kashgar-i0", "standards/xj-i0"});
  CHECK(plan->partial());
  REQUIRE(plan->leave_region_size() == 1);
  CHECK(plan->leave_region(0).item() == "i1");

  request.clear_division();
  plan = region.Ask(&Indicators::GetConstructionPlan, request);
  REQUIRE_THAT(plan.status(), IsOk());
  // The region for i1; of the prefectures all but Kashgar for i0.
  CHECK(plan->needs(0).tier() == proto::Institution::TIER_REGION);
  CHECK(plan->needs(0).alternatives_size() == 0);
  CHECK(plan->needs(0).instruments() == 1);
  CHECK(plan->needs_size() == 1 + 13);
  for (const proto::ConstructionNeed& each : plan->needs()) {
    CHECK(each.division() != "653100");
    CHECK(each.division() != "659000");
  }
}

TEST_CASE("Demand and supply meet by sector") {
  IndicatorRegion region;
  region.AddInstitution(
      "grid", "650102", proto::Institution::TIER_UNSPECIFIED,
      [](auto& institution) { institution.add_sectors("energy"); });
  region.AddInstitution("xj", "650102", proto::Institution::TIER_REGION);
  region.AddStandard("meters", "xj", {}, [](auto& standard) {
    standard.add_sectors("energy");
    standard.mutable_services(0)->set_equipment_class("energy_meter");
  });
  for (const char* kind : {"energy_meter", "heat_meter"}) {
    region.AddInstrument(absl::StrCat(kind[0] == 'e' ? "e" : "h", "-1"), "",
                         "650102", [kind](auto& instrument) {
                           instrument.set_owner("institutions/grid");
                           instrument.set_equipment_class(kind);
                           instrument.set_quantity(10);
                         });
  }
  const auto balance =
      region.Ask(&Indicators::GetDemandAndSupply,
                 proto::GetDemandAndSupplyRequest::default_instance());
  REQUIRE_THAT(balance.status(), IsOk());
  REQUIRE(balance->sectors_size() == 1);
  const proto::SectorBalance& energy = balance->sectors(0);
  CHECK(energy.sector() == "energy");
  CHECK(energy.instruments() == 20);
  CHECK(In(energy.equipment_classes()) == Names{"energy_meter", "heat_meter"});
  CHECK(energy.public_standards() == 1);
  CHECK(In(energy.unserved_classes()) == Names{"heat_meter"});
  CHECK(energy.unserved_instruments() == 10);
}

void AddAged(IndicatorRegion& region, const std::string& id,
             const std::string& day) {
  region.AddStandard(id, "kashgar", {}, [&](auto& standard) {
    proto::Component& component = *standard.add_components();
    component.set_role(proto::Component::ROLE_MAIN);
    (*component.mutable_title()->mutable_texts())["zh"] = "砝码";
    component.set_put_into_service(day);
  });
}

TEST_CASE("Ages of standards come oldest first, page by page") {
  IndicatorRegion region;
  AddInstitutes(region);
  AddAged(region, "b", "2012-05-20");
  AddAged(region, "a", "2012-05-20");
  AddAged(region, "old", "2003-01-01");
  AddAged(region, "young", "2023-12-31");
  AddAged(region, "unknown", "");
  region.AddStandard("elsewhere", "xj");

  proto::ListStandardAgesRequest request;
  request.set_division("653100");
  request.set_page_size(2);
  auto page = region.Ask(&Indicators::ListStandardAges, request);
  REQUIRE_THAT(page.status(), IsOk());
  REQUIRE(page->ages_size() == 2);
  CHECK(page->ages(0).standard() == "standards/old");
  CHECK(page->ages(0).years() == 22);
  CHECK(page->ages(0).title().texts().at("zh") == "old");
  CHECK(page->ages(1).standard() == "standards/a");
  CHECK(page->ages(1).years() == 12);
  CHECK(page->unknown() == 1);
  request.set_page_token(page->next_page_token());
  page = region.Ask(&Indicators::ListStandardAges, request);
  REQUIRE(page->ages_size() == 2);
  CHECK(page->ages(0).standard() == "standards/b");
  CHECK(page->ages(1).standard() == "standards/young");
  CHECK(page->next_page_token().empty());

  request.clear_page_token();
  request.set_at_least_years(12);
  CHECK(region.Ask(&Indicators::ListStandardAges, request)->ages_size() == 2);
  request.set_as_of("2024-05-19");
  page = region.Ask(&Indicators::ListStandardAges, request);
  CHECK(page->ages_size() == 1);  // eleven years for the others
  request.set_at_least_years(-1);
  CHECK_THAT(region.Ask(&Indicators::ListStandardAges, request).status(),
             HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::registry
