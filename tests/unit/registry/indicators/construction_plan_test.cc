#include "services/registry/indicators/construction_plan.h"

#include <map>

#include "catch2/catch.hpp"
#include "services/registry/indicators/demand_row.h"
#include "tests/unit/registry/indicators/facts.h"

namespace suyuan::registry::indicators {
namespace {

using testing::AnyPublicStandard;
using testing::Catalogue;
using testing::kDay;

const std::vector<std::string> kDivisions = {"650000", "650100", "650102",
                                             "653100", "653101"};

CatalogueFact WithDuties(std::vector<std::vector<Tier>> duties) {
  CatalogueFact catalogue = Catalogue(static_cast<int>(duties.size()));
  for (size_t i = 0; i < duties.size(); ++i) {
    catalogue.items[i].duties = std::move(duties[i]);
  }
  return catalogue;
}

StandardFact Of(std::string id, Tier tier, std::string division) {
  StandardFact standard = AnyPublicStandard(std::move(id), {"i0"});
  standard.tier = tier;
  standard.source.division = std::move(division);
  return standard;
}

ConstructionPlan Ask(const CatalogueFact& catalogue,
                     const std::vector<StandardFact>& standards,
                     std::string division = "650000") {
  const std::map<std::string, double> kilometres = {
      {"650000", 0}, {"650102", 5}, {"653101", 1080}};
  return PlanConstruction(
      catalogue, standards, MandatoryDemand(catalogue, kDay),
      {std::move(division), kDivisions, kDay},
      [&](const std::string&,
          const StandardFact& standard) -> std::optional<double> {
        const auto it = kilometres.find(standard.source.division);
        if (it == kilometres.end()) return std::nullopt;
        return it->second;
      });
}

std::vector<std::string> DivisionsOf(const ConstructionPlan& plan) {
  std::vector<std::string> out;
  for (const ConstructionNeed& need : plan.needs) out.push_back(need.division);
  return out;
}

TEST_CASE("A duty of a tier is one in each of its divisions") {
  const ConstructionPlan plan = Ask(
      WithDuties({{Tier::kCounty, Tier::kRegion}, {Tier::kPrefecture}}), {});
  CHECK(DivisionsOf(plan) == std::vector<std::string>{"650000", "650100",
                                                      "653100", "650102",
                                                      "653101"});
  CHECK(plan.needs[0].tier == Tier::kRegion);
  CHECK(plan.needs[1].item == 1);
  CHECK(plan.leave_region == std::vector<size_t>{0, 1});
}

TEST_CASE("A duty is met by a standard of the tier in the division") {
  const CatalogueFact catalogue = WithDuties({{Tier::kPrefecture}});
  CHECK(DivisionsOf(Ask(catalogue, {Of("a", Tier::kPrefecture, "653101")})) ==
        std::vector<std::string>{"650100"});
}

TEST_CASE("The region's institute in a prefecture does not meet its duty") {
  const CatalogueFact catalogue = WithDuties({{Tier::kPrefecture}});
  const ConstructionPlan plan =
      Ask(catalogue, {Of("a", Tier::kRegion, "650102")});
  CHECK(DivisionsOf(plan) == std::vector<std::string>{"650100", "653100"});
  CHECK(plan.needs[0].alternatives == std::vector<std::string>{"standards/a"});
  CHECK(plan.leave_region.empty());
}

TEST_CASE("A sealed standard meets no duty and is no alternative") {
  StandardFact standard = Of("a", Tier::kPrefecture, "653101");
  standard.spells = {{Cause::kSealed, {kDay, {}}, ""}};
  const ConstructionPlan plan =
      Ask(WithDuties({{Tier::kPrefecture}}), {standard});
  CHECK(plan.needs.size() == 2);
  CHECK(plan.needs[0].alternatives.empty());
  CHECK(plan.leave_region == std::vector<size_t>{0});
}

TEST_CASE("Alternatives come nearest first, those of unknown place last") {
  const ConstructionPlan plan = Ask(WithDuties({{Tier::kCounty}}),
                                    {Of("far", Tier::kPrefecture, "653101"),
                                     Of("lost", Tier::kPrefecture, "654000"),
                                     Of("near", Tier::kRegion, "650102"),
                                     Of("here", Tier::kRegion, "650000")});
  CHECK(plan.needs[0].alternatives ==
        std::vector<std::string>{"standards/here", "standards/near",
                                 "standards/far"});
}

TEST_CASE("Only needs of the division asked for are told") {
  const CatalogueFact catalogue =
      WithDuties({{Tier::kPrefecture, Tier::kCounty}});
  CHECK(DivisionsOf(Ask(catalogue, {}, "653100")) ==
        std::vector<std::string>{"653100", "653101"});
  CHECK(DivisionsOf(Ask(catalogue, {}, "653101")) ==
        std::vector<std::string>{"653101"});
}

TEST_CASE("A need tells the instruments that wait for it") {
  const CatalogueFact catalogue = WithDuties({{Tier::kPrefecture}});
  MandatoryDemand demand(catalogue, kDay);
  DemandRow row;
  row.item = "i0";
  row.division = "653101";
  row.quantity = 30;
  demand.Add(row);
  const ConstructionPlan plan = PlanConstruction(
      catalogue, {}, demand, {"650000", kDivisions, kDay},
      [](const std::string&, const StandardFact&) { return std::nullopt; });
  REQUIRE(plan.needs.size() == 2);
  CHECK(plan.needs[0].instruments == 0);
  CHECK(plan.needs[1].instruments == 30);
}

}  // namespace
}  // namespace suyuan::registry::indicators
