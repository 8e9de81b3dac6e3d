#include "services/registry/kcdb/cmc.h"

#include "catch2/catch.hpp"
#include "services/registry/kcdb/kcdb_rows.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry::kcdb {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

// An answer in the register's shape, with what it is known to do: numbers that
// are absent or null, a key that is misspelt, masked tables. Invented.
constexpr absl::string_view kAnswer = R"({
  "versionApiKcdb": "1.0.13", "pageNumber": 0, "pageSize": 100,
  "numberOfElements": 2, "totalElements": 2, "totalPages": 1,
  "data": [
    {"id": 1, "kcdbCode": "APMP-L-CN-00000ABC-2", "nmiCode": "NIM",
     "nmiName": "National Institute of Metrology", "nmiIdentifier": 24,
     "countryValue": "China", "rmo": "APMP", "domainCode": "PHYSICS",
     "metrologyAreaLabel": "L", "branchLabel": "L/DimMet",
     "kcdbServiceCategory": "L/DimMet-2.1.1", "physicsCode": "2.1.1",
     "serviceValue": "Linear dimensions", "subServiceValue": "End standards",
     "individualServiceValue": "Gauge block: central length",
     "quantityValue": "Length", "instrument": "Gauge block",
     "instrumentMethod": "Interferometry",
     "internationalStandard": "ISO 3650",
     "parameters": [{"parameterName": "Material", "parameterValue": "steel"},
                    {"parameterName": "", "parameterValue": null}],
     "cmc": {"lowerLimit": 0.5, "upperLimit": 100.0, "unit": "mm"},
     "cmcBaseUnit": null,
     "cmcUncertainty": {"lowerLimit": 20.0, "upperLimit": 36.1, "unit": "nm"},
     "uncertaintyMode": "Absolute",
     "uncertaintyEquation": {"equation": "Q[20, 0.3L]",
                             "equationComment": "L in mm"},
     "uncertaintyTable": {"tableRows": 0, "tableCols": 0, "tableName": "",
                          "tableComment": "", "tableContents": ""},
     "coverageFactor": 2.0, "confidenceLevel": 95, "traceabilitySource": "NIM",
     "approvalDate": "2011-01-10", "publicationDate": "2011-02-03",
     "status": "Published", "statusDate": "2011-02-03",
     "groupIdentifier": "", "comments": "Approved on 10 January 2011"},
    {"id": 2, "kcdbCode": "APMP-QM-CN-00000JZR-1", "nmiCode": "NIM",
     "domainCode": "CHEM-BIO", "metrologyAreaLabel": "QM",
     "categoryValue": "Water", "subCategoryValue": "Fresh water",
     "quantityValue": "Mass fraction", "analyteValue": "lead",
     "analyteMatrix": "river water", "measurmentTechnique": "ID-ICP-MS",
     "cmc": {"lowerLimit": "0.1", "upperLimit": "10", "unit": "µg/kg"},
     "uncertaintyTable": {"tableName": "Pb", "tableContents": ""},
     "coverageFactor": null, "status": "Greyed out",
     "statusDate": "2023-09-01", "publicationDate": "2013-04-05"}
  ]})";

TEST_CASE("An answer of the register is read CMC by CMC") {
  const auto cmcs = ReadCmcs(kAnswer);
  REQUIRE_THAT(StatusOf(cmcs), IsOk());
  REQUIRE(cmcs->size() == 2);
  const Cmc& length = cmcs->at(0);
  CHECK(length.kcdb_code == "APMP-L-CN-00000ABC-2");
  CHECK(length.services ==
        std::vector<std::string>{"Linear dimensions", "End standards",
                                 "Gauge block: central length"});
  CHECK(length.range.lower == "0.5");
  CHECK(length.range.upper == "100");
  CHECK(length.uncertainty.upper == "36.1");
  CHECK(length.equation == "Q[20, 0.3L]");
  CHECK(length.coverage_factor == "2");
  REQUIRE(length.parameters.size() == 1);
  CHECK(length.parameters[0].second == "steel");
  const Cmc& lead = cmcs->at(1);
  CHECK(lead.method == "ID-ICP-MS");
  CHECK(lead.range.lower == "0.1");
  CHECK(lead.coverage_factor.empty());
  CHECK(lead.table.name == "Pb");
  CHECK(lead.services == std::vector<std::string>{"Water", "Fresh water"});
}

TEST_CASE("Keys are read in any case, in both spellings, and the list alone") {
  const auto cmcs =
      ReadCmcs(R"([{"KcdbCode": "A", "measurementTechnique": "GC"}, {}, 5])");
  REQUIRE_THAT(StatusOf(cmcs), IsOk());
  REQUIRE(cmcs->size() == 3);
  CHECK(cmcs->at(0).kcdb_code == "A");
  CHECK(cmcs->at(0).method == "GC");
  CHECK(cmcs->at(1).kcdb_code.empty());
}

TEST_CASE("What is no answer is refused") {
  CHECK_THAT(StatusOf(ReadCmcs("<html>")), HasReason("JSON_SYNTAX"));
  CHECK_THAT(StatusOf(ReadCmcs("{}")), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(ReadCmcs(R"({"data": {}})")), HasReason("INVALID_FIELD"));
}

TEST_CASE("The code of a CMC names the country of its institute") {
  Cmc cmc;
  cmc.kcdb_code = "EURAMET-M-DE-0000012A-1";
  CHECK(CountryOf(cmc) == "DE");
  cmc.kcdb_code = "12A";
  CHECK(CountryOf(cmc).empty());
}

}  // namespace
}  // namespace suyuan::registry::kcdb
