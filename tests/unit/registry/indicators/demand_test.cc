#include "catch2/catch.hpp"
#include "services/registry/indicators/demand_row.h"
#include "services/registry/indicators/mandatory_demand.h"
#include "services/registry/indicators/sector_balance.h"
#include "tests/unit/registry/indicators/facts.h"

namespace suyuan::registry::indicators {
namespace {

using testing::AnyPublicStandard;
using testing::Catalogue;
using testing::kDay;

DemandRow AnyRow() {
  DemandRow row;
  row.name = "instruments/m-7";
  row.item = "i0";
  row.equipment_class = "c0";
  row.division = "653101";
  row.owner = "institutions/grid";
  row.from = "2022-01-01";
  row.to = "2024-06-30";
  row.purpose = Purpose::kTrade;
  row.quantity = 12;
  return row;
}

TEST_CASE("A demand term tells what it was made of") {
  const std::string term = EncodeDemand(AnyRow());
  const std::optional<DemandRow> row = DecodeDemand(term);
  REQUIRE(row.has_value());
  CHECK(row->name == "instruments/m-7");
  CHECK(row->item == "i0");
  CHECK(row->equipment_class == "c0");
  CHECK(row->division == "653101");
  CHECK(row->owner == "institutions/grid");
  CHECK(row->from == "2022-01-01");
  CHECK(row->to == "2024-06-30");
  CHECK(row->purpose == Purpose::kTrade);
  CHECK(row->quantity == 12);
}

TEST_CASE("An instrument of which nothing is recorded has a term too") {
  const std::string term = EncodeDemand({});
  REQUIRE(DecodeDemand(term).has_value());
  CHECK(DecodeDemand(term)->quantity == 1);
}

TEST_CASE("A text that is no demand term is not read") {
  CHECK_FALSE(DecodeDemand("").has_value());
  CHECK_FALSE(DecodeDemand("n|a|b|c|d|e|f|1").has_value());
  CHECK_FALSE(DecodeDemand("n|a|b|c|d|e|f|1|1|1").has_value());
  CHECK_FALSE(DecodeDemand("n|a|b|c|d|e|f|6|1").has_value());
  CHECK_FALSE(DecodeDemand("n|a|b|c|d|e|f|1|x").has_value());
}

TEST_CASE("An instrument is in use from its first to its last day") {
  const DemandRow row = AnyRow();
  CHECK_FALSE(row.IsInUseOn("2021-12-31"));
  CHECK(row.IsInUseOn("2022-01-01"));
  CHECK(row.IsInUseOn("2024-06-30"));
  CHECK_FALSE(row.IsInUseOn("2024-07-01"));
  CHECK(DemandRow().IsInUseOn("1900-01-01"));
}

int64_t Counted(const CatalogueFact& catalogue, const DemandRow& row,
                size_t item, absl::string_view division = "650000") {
  MandatoryDemand demand(catalogue, kDay);
  demand.Add(row);
  return demand.In(item, division);
}

TEST_CASE("Pieces count in their county, its prefecture and the region") {
  const CatalogueFact catalogue = Catalogue(2);
  for (const absl::string_view division : {"650000", "653100", "653101"}) {
    CHECK(Counted(catalogue, AnyRow(), 0, division) == 12);
  }
  CHECK(Counted(catalogue, AnyRow(), 0, "653122") == 0);
  CHECK(Counted(catalogue, AnyRow(), 1) == 0);
}

TEST_CASE("An instrument placed in a prefecture only counts in no county") {
  DemandRow row = AnyRow();
  row.division = "653100";
  CHECK(Counted(Catalogue(1), row, 0, "653100") == 12);
  CHECK(Counted(Catalogue(1), row, 0, "653101") == 0);
  row.division = "";
  CHECK(Counted(Catalogue(1), row, 0) == 0);
}

TEST_CASE("A kind of instrument tells the item where it belongs to one") {
  CatalogueFact catalogue = Catalogue(2);
  DemandRow row = AnyRow();
  row.item = "";
  CHECK(Counted(catalogue, row, 0) == 12);
  catalogue.items[1].equipment_classes.push_back("c0");
  CHECK(Counted(catalogue, row, 0) == 0);
  CHECK(Counted(catalogue, row, 1) == 0);
  row.item = "i1";
  CHECK(Counted(catalogue, row, 1) == 12);
}

TEST_CASE("Only instruments whose purpose makes verification mandatory count") {
  CatalogueFact catalogue = Catalogue(1);
  DemandRow row = AnyRow();
  row.purpose = Purpose::kUnspecified;
  CHECK(Counted(catalogue, row, 0) == 12);
  row.purpose = Purpose::kOther;
  CHECK(Counted(catalogue, row, 0) == 0);
  row.purpose = Purpose::kMedical;
  CHECK(Counted(catalogue, row, 0) == 12);
  catalogue.items[0].purposes = {Purpose::kTrade};
  CHECK(Counted(catalogue, row, 0) == 0);
}

TEST_CASE("Instruments that are not in use on the day do not count") {
  DemandRow row = AnyRow();
  row.to = "2023-12-31";
  CHECK(Counted(Catalogue(1), row, 0) == 12);
  row.to = "2023-12-30";
  CHECK(Counted(Catalogue(1), row, 0) == 0);
}

const std::vector<std::string>& SectorsOf(absl::string_view owner) {
  static const auto* const energy = new std::vector<std::string>{"energy"};
  static const auto* const none = new std::vector<std::string>();
  return owner == "institutions/grid" ? *energy : *none;
}

std::vector<SectorBalance> BalanceOf(const std::vector<DemandRow>& rows,
                                     const std::vector<StandardFact>& standards,
                                     const CatalogueFact* catalogue = nullptr) {
  SectorDemand demand("650000", kDay, SectorsOf);
  for (const DemandRow& row : rows) demand.Add(row);
  return Balance(demand, standards, catalogue, kDay);
}

TEST_CASE("A sector's instruments are those of its owners in the division") {
  DemandRow foreign = AnyRow();
  foreign.owner = "institutions/other";
  DemandRow outside = AnyRow();
  outside.division = "620100";
  const auto balances = BalanceOf({AnyRow(), AnyRow(), foreign, outside}, {});
  REQUIRE(balances.size() == 1);
  CHECK(balances[0].sector == "energy");
  CHECK(balances[0].instruments == 24);
  CHECK(balances[0].equipment_classes == std::vector<std::string>{"c0"});
  CHECK(balances[0].unserved_classes == std::vector<std::string>{"c0"});
  CHECK(balances[0].unserved_instruments == 24);
}

TEST_CASE("A kind is served by a standard in force that names it") {
  StandardFact standard = AnyPublicStandard("meters");
  standard.services[0].equipment_class = "c0";
  standard.sectors = {"energy", "water"};
  auto balances = BalanceOf({AnyRow()}, {standard});
  REQUIRE(balances.size() == 2);
  CHECK(balances[0].public_standards == 1);
  CHECK(balances[0].unserved_classes.empty());
  CHECK(balances[0].unserved_instruments == 0);
  CHECK(balances[1].sector == "water");
  CHECK(balances[1].instruments == 0);
  standard.spells = {{Cause::kCancelled, {kDay, {}}, ""}};
  balances = BalanceOf({AnyRow()}, {standard});
  REQUIRE(balances.size() == 1);
  CHECK(balances[0].public_standards == 0);
  CHECK(balances[0].unserved_instruments == 12);
}

TEST_CASE("A kind is served through an item of the catalogue") {
  const CatalogueFact catalogue = Catalogue(1);
  const StandardFact standard = AnyPublicStandard("meters", {"i0"});
  CHECK(BalanceOf({AnyRow()}, {standard}).at(0).unserved_instruments == 12);
  CHECK(BalanceOf({AnyRow()}, {standard}, &catalogue)
            .at(0)
            .unserved_instruments == 0);
}

TEST_CASE("An instrument without a kind is served by none") {
  DemandRow row = AnyRow();
  row.equipment_class = "";
  const auto balances = BalanceOf({row}, {AnyPublicStandard("any")});
  REQUIRE(balances.size() == 1);
  CHECK(balances[0].equipment_classes.empty());
  CHECK(balances[0].unserved_classes.empty());
  CHECK(balances[0].unserved_instruments == 12);
}

}  // namespace
}  // namespace suyuan::registry::indicators
