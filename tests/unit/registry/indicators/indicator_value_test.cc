#include "services/registry/indicators/indicator_value.h"

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "services/registry/indicators/notes.h"
#include "tests/unit/registry/indicators/facts.h"

namespace suyuan::registry::indicators {
namespace {

using testing::AnyEntry;
using testing::AnyPublicStandard;
using testing::At;
using testing::Catalogue;
using testing::kDay;

const IndicatorValue& Of(Indicator indicator,
                         const std::vector<IndicatorValue>& values) {
  return values[static_cast<size_t>(indicator) - 1];
}

std::vector<IndicatorValue> Ask(const Facts& facts) {
  return Compute(*FindPlan(""), facts, kDay);
}

// One record for each indicator that records can show.
Facts AnyFacts() {
  Facts facts;
  InstitutionFact institution;
  institution.source = At("institutions/kashgar");
  for (const auto kind : {DesignationFact::Kind::kInnovationBase,
                          DesignationFact::Kind::kNationalIndustryCentre,
                          DesignationFact::Kind::kTechnicalCommittee}) {
    institution.designations.push_back({kind, "role", {}});
  }
  facts.institutions = {institution};
  StandardFact standard = AnyPublicStandard("mass", {"i0"});
  standard.developed_in_region = true;
  facts.standards = {standard};
  ComparisonFact comparison;
  comparison.source = At("comparisons/mass");
  comparison.is_multi_region = true;
  comparison.final_day = absl::CivilDay(2023, 6, 1);
  facts.comparisons = {comparison};
  SpecificationFact edition;
  edition.source = At("specifications/jjg-xin-1", "");
  edition.region = "新";
  edition.is_technical = true;
  edition.issued = absl::CivilDay(2023, 6, 1);
  facts.specifications = {edition};
  facts.entries = {AnyEntry(Indicator::kResearchProjects, 2)};
  facts.catalogue = Catalogue(4);
  return facts;
}

TEST_CASE("Each indicator counts the records of its own") {
  const std::vector<IndicatorValue> nine = Ask(AnyFacts());
  REQUIRE(nine.size() == 9);
  struct Case {
    Indicator indicator;
    std::string value;
    std::vector<std::string> evidence;
  };
  const auto c = GENERATE(values<Case>({
      {Indicator::kInnovationBases, "1", {"institutions/kashgar"}},
      {Indicator::kComparisonsLed, "1", {"comparisons/mass"}},
      {Indicator::kStandardsDeveloped, "1", {"standards/mass"}},
      {Indicator::kResearchProjects, "2", {"indicatorEntries/entry"}},
      {Indicator::kPublicStandards, "1", {"standards/mass"}},
      {Indicator::kIndustryCentres, "1", {"institutions/kashgar"}},
      {Indicator::kRegionalSpecifications, "1", {"specifications/jjg-xin-1"}},
      {Indicator::kTechnicalCommittees, "1", {"institutions/kashgar"}},
      {Indicator::kMandatoryCoverage,
       "25.00",
       {"mandatoryCatalogues/2020-42", "standards/mass"}},
  }));
  const IndicatorValue& value = Of(c.indicator, nine);
  CHECK(value.definition.indicator == c.indicator);
  CHECK(value.value == c.value);
  CHECK(value.evidence == c.evidence);
}

TEST_CASE("Reports add to their own indicator alone") {
  Facts facts = AnyFacts();
  facts.entries.push_back(AnyEntry(Indicator::kTechnicalCommittees, 4));
  const std::vector<IndicatorValue> values = Ask(facts);
  CHECK(Of(Indicator::kTechnicalCommittees, values).value == "5");
  CHECK(Of(Indicator::kTechnicalCommittees, values).progress.light ==
        Light::kGreen);
  CHECK(Of(Indicator::kIndustryCentres, values).value == "1");
}

TEST_CASE("Coverage cannot be said without a catalogue in force") {
  Facts facts = AnyFacts();
  facts.catalogue.reset();
  const std::vector<IndicatorValue> values = Ask(facts);
  const IndicatorValue& coverage = Of(Indicator::kMandatoryCoverage, values);
  CHECK(coverage.value.empty());
  CHECK(coverage.progress.light == Light::kUndecided);
  CHECK(coverage.notes == std::vector<std::string>{NoCatalogueNote()});
}

TEST_CASE("A partial catalogue and sample records are told") {
  Facts facts = AnyFacts();
  facts.catalogue->partial = true;
  CHECK(Of(Indicator::kMandatoryCoverage, Ask(facts)).notes ==
        std::vector<std::string>{PartialCatalogueNote()});
  facts.standards[0].source.is_sample = true;
  CHECK(Of(Indicator::kMandatoryCoverage, Ask(facts)).notes ==
        std::vector<std::string>{SampleDataNote(), PartialCatalogueNote()});
}

TEST_CASE("Coverage has no parts, counts have") {
  const std::vector<IndicatorValue> values = Ask(AnyFacts());
  CHECK(Of(Indicator::kMandatoryCoverage, values).parts.empty());
  CHECK(Of(Indicator::kPublicStandards, values).parts ==
        std::vector<Part>{{"653100", 1}});
}

}  // namespace
}  // namespace suyuan::registry::indicators
