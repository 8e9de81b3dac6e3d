// D-SI values in all their forms, as a certificate holds them.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/dcc/number.h"
#include "libs/dcc/reader.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using testing::FindingOf;
using testing::Sample;

Document WithQuantity(const std::string& values) {
  Sample sample;
  sample.conditions = "";
  sample.data = absl::StrCat("<d:quantity>", values, "</d:quantity>");
  absl::StatusOr<Document> document = Read(sample.Xml(), Limits());
  INFO(document.status());
  REQUIRE(document.ok());
  REQUIRE(document->quantities.size() == 1);
  return *std::move(document);
}

std::vector<double> Values(const std::vector<Number>& numbers) {
  std::vector<double> values;
  for (const Number& one : numbers) values.push_back(one.value.value_or(-999));
  return values;
}

TEST_CASE("Decimals are those of D-SI: a point, perhaps an exponent") {
  for (const char* good : {"1", "-1", "+1", ".5", "5.", "1.5", "1e3", "1E-3",
                           "-.5e+10", "NaN", "007"}) {
    CAPTURE(good);
    CHECK(IsDecimal(good));
  }
  for (const char* bad :
       {"", "1,0", ".", "e3", "1e", "1e+", "0x10", "inf", "INF", "nan", "1 2",
        " 1", "--1", "1.2.3", "22 ± 2", "1e3.5"}) {
    CAPTURE(bad);
    CHECK_FALSE(IsDecimal(bad));
  }
  CHECK(ToNumber("10.000006E-3").value == 10.000006E-3);
  CHECK_FALSE(ToNumber("NaN").value.has_value());
  CHECK_FALSE(ToNumber("1e999").value.has_value());
  CHECK_FALSE(ToNumber("1,0").value.has_value());
  CHECK(ToNumber("1,0").text == "1,0");
}

TEST_CASE("A coverage factor is at least one and has no exponent") {
  for (const char* good : {"1", "2", "2.", "2.05", "+2", "10.5"}) {
    CHECK(IsCoverageFactor(good));
  }
  for (const char* bad : {"", "0", "0.9", "-2", "2e0", "2,0", ".5", "02"}) {
    CHECK_FALSE(IsCoverageFactor(bad));
  }
}

TEST_CASE("A probability lies from zero to one and has no exponent") {
  for (const char* good : {"0", "1", "0.95", ".95", "1.0", "+0.5"}) {
    CHECK(IsProbability(good));
  }
  for (const char* bad : {"", "1.01", "-0.0", "95", "95 %", "9.5e-1"}) {
    CHECK_FALSE(IsProbability(bad));
  }
}

TEST_CASE("The last printed digit is known from the text") {
  CHECK(LastDigit("33.10") == Approx(0.01));
  CHECK(LastDigit("33") == Approx(1));
  CHECK(LastDigit("3.3e2") == Approx(10));
  CHECK(LastDigit("-6.469E-07") == Approx(1e-10));
  CHECK(LastDigit("x") == 0);
}

TEST_CASE("A real of D-SI 1.3 to 2.1 has an expanded uncertainty") {
  const Document document = WithQuantity(R"(<s:real><s:label>m</s:label>
      <s:value>1.5</s:value><s:unit>\kilogram</s:unit>
      <s:dateTime>2024-03-11T08:00:00Z</s:dateTime><s:expandedUnc>
      <s:uncertainty>0.02</s:uncertainty><s:coverageFactor>2.0</s:coverageFactor>
      <s:coverageProbability>0.9545</s:coverageProbability>
      <s:distribution>normal</s:distribution></s:expandedUnc></s:real>)");
  const Series& series = document.quantities[0].series.at(0);
  CHECK(series.form == SeriesForm::kReal);
  CHECK(series.label == "m");
  CHECK(Values(series.values) == std::vector<double>{1.5});
  CHECK(document.units[series.units.at(0)].text == "\\kilogram");
  CHECK(document.units[series.units.at(0)].is_dsi);
  CHECK(series.date_times == std::vector<std::string>{"2024-03-11T08:00:00Z"});
  CHECK(Values(series.uncertainty.expanded) == std::vector<double>{0.02});
  CHECK(series.uncertainty.coverage_factor.at(0).text == "2.0");
  CHECK(series.uncertainty.coverage_probability.at(0).text == "0.9545");
  CHECK(series.uncertainty.distribution.at(0) == "normal");
}

TEST_CASE("A coverage interval states a standard uncertainty and two ends") {
  const std::string interval = R"(
      <s:standardUnc>0.5</s:standardUnc><s:intervalMin>9</s:intervalMin>
      <s:intervalMax>11.5</s:intervalMax>
      <s:coverageProbability>0.95</s:coverageProbability>)";
  const Document document = WithQuantity(
      absl::StrCat("<s:real><s:value>10</s:value><s:unit>\\metre</s:unit>"
                   "<s:coverageInterval>",
                   interval, "</s:coverageInterval></s:real>"));
  const Uncertainty& u = document.quantities[0].series.at(0).uncertainty;
  CHECK(u.expanded.empty());
  CHECK(Values(u.standard) == std::vector<double>{0.5});
  CHECK(Values(u.interval_min) == std::vector<double>{9});
  CHECK(Values(u.interval_max) == std::vector<double>{11.5});
}

TEST_CASE("A real of D-SI 2.2 may state U, u or an interval in its new form") {
  const auto with = [](const std::string& inner) {
    return WithQuantity(
        absl::StrCat("<s:real><s:quantityTypeQUDT>Mass</s:quantityTypeQUDT>"
                     "<s:value>10</s:value><s:unit>\\metre</s:unit>"
                     "<s:significantDigit>3</s:significantDigit>"
                     "<s:measurementUncertaintyUnivariate>",
                     inner, "</s:measurementUncertaintyUnivariate></s:real>"));
  };
  const Document expanded = with(
      "<s:expandedMU><s:valueExpandedMU>0.2</s:valueExpandedMU>"
      "<s:coverageFactor>2</s:coverageFactor>"
      "<s:coverageProbability>0.95</s:coverageProbability></s:expandedMU>");
  CHECK(expanded.quantities[0].series.at(0).quantity_kind == "Mass");
  const Uncertainty& e = expanded.quantities[0].series.at(0).uncertainty;
  CHECK(Values(e.expanded) == std::vector<double>{0.2});
  CHECK(Values(e.coverage_factor) == std::vector<double>{2});
  const Document standard = with(
      "<s:standardMU><s:valueStandardMU>0.1</s:valueStandardMU></"
      "s:standardMU>");
  const Uncertainty& s = standard.quantities[0].series.at(0).uncertainty;
  CHECK(Values(s.standard) == std::vector<double>{0.1});
  CHECK(s.expanded.empty());
  CHECK(s.coverage_factor.empty());
  CHECK(FindingOf(standard, "DCC_UNCERTAINTY_WITHOUT_FACTOR") == nullptr);
  const Document interval = with(
      "<s:coverageIntervalMU><s:valueStandardMU>0.1</s:valueStandardMU>"
      "<s:intervalMin>9.8</s:intervalMin><s:intervalMax>10.2</s:intervalMax>"
      "<s:coverageProbability>0.95</s:coverageProbability>"
      "</s:coverageIntervalMU>");
  const Uncertainty& i = interval.quantities[0].series.at(0).uncertainty;
  CHECK(Values(i.standard) == std::vector<double>{0.1});
  CHECK(Values(i.interval_max) == std::vector<double>{10.2});
}

TEST_CASE("Inside a real list the schema's misspelt element is honoured") {
  const Document document = WithQuantity(R"(<s:list><s:realList>
      <s:listUnit>\volt</s:listUnit>
      <s:real><s:value>1</s:value><s:measurementUncertaintyUnivaraite>
      <s:expandedMU><s:valueExpandedMU>0.1</s:valueExpandedMU>
      <s:coverageFactor>2</s:coverageFactor>
      <s:coverageProbability>0.95</s:coverageProbability></s:expandedMU>
      </s:measurementUncertaintyUnivaraite></s:real>
      <s:real><s:value>2</s:value></s:real></s:realList></s:list>)");
  const Series& series = document.quantities[0].series.at(0);
  CHECK(series.form == SeriesForm::kRealList);
  CHECK(Values(series.values) == std::vector<double>{1, 2});
  REQUIRE(series.uncertainty.expanded.size() == 2);
  CHECK(series.uncertainty.expanded[0].value == 0.1);
  CHECK(series.uncertainty.expanded[1].text.empty());
  CHECK(series.units.size() == 1);
}

TEST_CASE("A list of D-SI 1.3 has common and own units and uncertainties") {
  const Document document = WithQuantity(R"(<s:list>
      <s:listUnit>\volt</s:listUnit><s:listUnivariateUnc><s:expandedUnc>
      <s:uncertainty>0.5</s:uncertainty><s:coverageFactor>2</s:coverageFactor>
      <s:coverageProbability>0.95</s:coverageProbability></s:expandedUnc>
      </s:listUnivariateUnc>
      <s:real><s:value>1</s:value></s:real>
      <s:real><s:value>2</s:value><s:unit>\milli\volt</s:unit><s:expandedUnc>
      <s:uncertainty>0.7</s:uncertainty><s:coverageFactor>3</s:coverageFactor>
      <s:coverageProbability>0.99</s:coverageProbability></s:expandedUnc>
      </s:real></s:list>)");
  const Series& series = document.quantities[0].series.at(0);
  REQUIRE(series.units.size() == 2);
  CHECK(document.units[series.units[0]].text == "\\volt");
  CHECK(document.units[series.units[1]].text == "\\milli\\volt");
  CHECK(Values(series.uncertainty.expanded) == std::vector<double>{0.5, 0.7});
  CHECK(Values(series.uncertainty.coverage_factor) ==
        std::vector<double>{2, 3});
}

TEST_CASE("An XML list has one uncertainty for all or one for each") {
  const auto with = [](const std::string& u) {
    return WithQuantity(absl::StrCat(
        "<s:realListXMLList><s:valueXMLList>1 2\n 3</s:valueXMLList>"
        "<s:unitXMLList>\\kelvin</s:unitXMLList>",
        u, "</s:realListXMLList>"));
  };
  const Document one = with(
      "<s:expandedUncXMLList><s:uncertaintyXMLList>0.1</s:uncertaintyXMLList>"
      "<s:coverageFactorXMLList>2</s:coverageFactorXMLList>"
      "<s:coverageProbabilityXMLList>0.95</s:coverageProbabilityXMLList>"
      "</s:expandedUncXMLList>");
  CHECK(one.quantities[0].series.at(0).form == SeriesForm::kRealXmlList);
  CHECK(Values(one.quantities[0].series.at(0).values) ==
        std::vector<double>{1, 2, 3});
  CHECK(one.quantities[0].series.at(0).uncertainty.expanded.size() == 1);
  CHECK(FindingOf(one, "DCC_LIST_LENGTHS") == nullptr);
  const Document each = with(
      "<s:measurementUncertaintyUnivariateXMLList><s:expandedMUXMLList>"
      "<s:valueExpandedMUXMLList>0.1 0.2 0.3</s:valueExpandedMUXMLList>"
      "<s:coverageFactorXMLList>2 2 3</s:coverageFactorXMLList>"
      "<s:coverageProbabilityXMLList>0.95</s:coverageProbabilityXMLList>"
      "</s:expandedMUXMLList></s:measurementUncertaintyUnivariateXMLList>");
  CHECK(Values(each.quantities[0].series.at(0).uncertainty.coverage_factor) ==
        std::vector<double>{2, 2, 3});
  const Document two = with(
      "<s:expandedUncXMLList>"
      "<s:uncertaintyXMLList>0.1 0.2</s:uncertaintyXMLList>"
      "<s:coverageFactorXMLList>2</s:coverageFactorXMLList>"
      "</s:expandedUncXMLList>");
  REQUIRE(FindingOf(two, "DCC_LIST_LENGTHS") != nullptr);
  CHECK(FindingOf(two, "DCC_LIST_LENGTHS")->message_en ==
        "uncertainty has 2 members for 3 values; wanted 1 or 3");
}

TEST_CASE("A list of lists is several columns, a hybrid several alternatives") {
  const std::string columns = R"(<s:list><s:realList>
      <s:listUnit>\degreecelsius</s:listUnit><s:real><s:value>0</s:value>
      </s:real></s:realList><s:list><s:realList><s:listUnit>\ohm</s:listUnit>
      <s:real><s:value>100</s:value></s:real></s:realList></s:list></s:list>)";
  const Document list = WithQuantity(columns);
  REQUIRE(list.quantities[0].series.size() == 2);
  CHECK(list.quantities[0].series[0].column == 0);
  CHECK(list.quantities[0].series[1].column == 1);
  const Document hybrid = WithQuantity(R"(<s:hybrid>
      <s:real><s:value>293.15</s:value><s:unit>\kelvin</s:unit></s:real>
      <s:real><s:value>20.0</s:value><s:unit>\degreecelsius</s:unit></s:real>
      </s:hybrid>)");
  REQUIRE(hybrid.quantities[0].series.size() == 2);
  CHECK(hybrid.quantities[0].series[1].alternative == 1);
  CHECK(FindingOf(hybrid, "DCC_HYBRID_DISAGREES") == nullptr);
}

Document Hybrid(const char* kelvin, const char* celsius) {
  return WithQuantity(absl::StrCat(
      "<s:hybrid><s:real><s:value>", kelvin,
      "</s:value><s:unit>\\kelvin</s:unit></s:real><s:real><s:value>", celsius,
      "</s:value><s:unit>\\degreecelsius</s:unit></s:real></s:hybrid>"));
}

TEST_CASE("A hybrid agrees within its printed digits, as value or difference") {
  CHECK(FindingOf(Hybrid("293.2", "20.0"), "DCC_HYBRID_DISAGREES") == nullptr);
  CHECK(FindingOf(Hybrid("0.10", "0.10"), "DCC_HYBRID_DISAGREES") == nullptr);
  REQUIRE(FindingOf(Hybrid("294.0", "20.0"), "DCC_HYBRID_DISAGREES") !=
          nullptr);
  CHECK(
      FindingOf(Hybrid("294.0", "20.0"), "DCC_HYBRID_DISAGREES")->message_en ==
      "the same quantity is 294.0 \\kelvin and 20.0 \\degreecelsius, which "
      "are not equal");
}

TEST_CASE("A hybrid of different dimensions disagrees") {
  const Document document = WithQuantity(
      "<s:hybrid><s:real><s:value>1</s:value><s:unit>\\metre</s:unit></s:real>"
      "<s:real><s:value>1</s:value><s:unit>\\second</s:unit></s:real>"
      "</s:hybrid>");
  CHECK(FindingOf(document, "DCC_HYBRID_DISAGREES") != nullptr);
}

TEST_CASE("A hybrid without a D-SI unit is found") {
  const Document document = WithQuantity(
      "<s:hybrid><s:real><s:value>1</s:value><s:unit>kN</s:unit></s:real>"
      "<s:real><s:value>102</s:value><s:unit>\\kgf</s:unit></s:real>"
      "</s:hybrid>");
  CHECK(FindingOf(document, "DCC_HYBRID_WITHOUT_SI") != nullptr);
}

TEST_CASE("Complex values keep both components and their covariance is noted") {
  const Document cartesian = WithQuantity(
      "<s:complex><s:valueReal>1</s:valueReal><s:valueImag>2</s:valueImag>"
      "<s:unit>\\volt</s:unit><s:ellipsoidalRegion/></s:complex>");
  const Series& c = cartesian.quantities[0].series.at(0);
  CHECK(c.form == SeriesForm::kComplex);
  CHECK(Values(c.values) == std::vector<double>{1});
  CHECK(Values(c.imaginary_or_phase) == std::vector<double>{2});
  CHECK_FALSE(c.is_polar);
  CHECK(c.uncertainty.has_covariance);
  const Document polar = WithQuantity(
      "<s:complexListXMLList><s:valueMagnitudeXMLList>1 2"
      "</s:valueMagnitudeXMLList><s:valuePhaseXMLList>0.1 0.2"
      "</s:valuePhaseXMLList><s:unitXMLList>\\volt</s:unitXMLList>"
      "<s:unitPhaseXMLList>\\radian</s:unitPhaseXMLList>"
      "</s:complexListXMLList>");
  const Series& p = polar.quantities[0].series.at(0);
  CHECK(p.is_polar);
  CHECK(Values(p.imaginary_or_phase) == std::vector<double>{0.1, 0.2});
  CHECK(polar.units[p.phase_units.at(0)].text == "\\radian");
}

TEST_CASE("The uncertainty of a constant is a standard uncertainty") {
  const Document document = WithQuantity(
      "<s:constant><s:value>3</s:value><s:unit>\\one</s:unit>"
      "<s:uncertainty>0.1</s:uncertainty></s:constant>");
  const Uncertainty& u = document.quantities[0].series.at(0).uncertainty;
  CHECK(Values(u.standard) == std::vector<double>{0.1});
  CHECK(u.expanded.empty());
}

TEST_CASE("Words, character lists and relative uncertainties are kept") {
  const Document words = WithQuantity(
      "<d:noQuantity><d:content lang='en'>not measured</d:content>"
      "</d:noQuantity>");
  CHECK(InLanguage(*words.quantities[0].no_quantity, "en") == "not measured");
  const Document chars =
      WithQuantity("<d:charsXMLList>pass fail</d:charsXMLList>");
  CHECK(chars.quantities[0].chars == std::vector<std::string>{"pass", "fail"});
  // 3.1.0, 3.1.1 and the list form.
  for (const char* name :
       {"relativeUncertainty", "relativeUncertaintySingle"}) {
    const Document relative = WithQuantity(absl::StrCat(
        "<s:real><s:value>10</s:value><s:unit>\\metre</s:unit></s:real>"
        "<d:relativeUncertainty><d:",
        name, "><s:value>0.01</s:value><s:unit>\\one</s:unit></d:", name,
        "></d:relativeUncertainty>"));
    REQUIRE(relative.quantities[0].relative_uncertainty.has_value());
    CHECK(Values(relative.quantities[0].relative_uncertainty->values) ==
          std::vector<double>{0.01});
  }
  const Document list = WithQuantity(
      "<s:realListXMLList><s:valueXMLList>1 2</s:valueXMLList>"
      "<s:unitXMLList>\\metre</s:unitXMLList></s:realListXMLList>"
      "<d:relativeUncertainty><d:relativeUncertaintyXmlList>"
      "<s:valueXMLList>1 2</s:valueXMLList>"
      "<s:unitXMLList>\\percent</s:unitXMLList>"
      "</d:relativeUncertaintyXmlList></d:relativeUncertainty>");
  CHECK(Values(list.quantities[0].relative_uncertainty->values) ==
        std::vector<double>{1, 2});
}

TEST_CASE("Odd values are found and kept as printed") {
  struct Case {
    const char* code;
    const char* values;
  };
  const Case c = GENERATE(values<Case>({
      {"DCC_NUMBER_INVALID",
       "<s:real><s:value>1,0</s:value><s:unit>\\metre</s:unit></s:real>"},
      {"DCC_UNIT_EMPTY", "<s:real><s:value>1</s:value></s:real>"},
      {"DCC_UNIT_EMPTY",
       "<s:real><s:value>1</s:value><s:unit> </s:unit></s:real>"},
      {"DCC_UNIT_MISSPELT",
       "<s:real><s:value>1</s:value><s:unit>\\degreeCelsius</s:unit></s:real>"},
      {"DCC_UNIT_UNKNOWN",
       "<s:real><s:value>1</s:value><s:unit>\\furlong</s:unit></s:real>"},
      {"DCC_UNIT_UNKNOWN",
       "<s:real><s:value>1</s:value><s:unit>/kilogram</s:unit></s:real>"},
      {"DCC_COVERAGE_FACTOR_INVALID",
       "<s:real><s:value>1</s:value><s:unit>\\metre</s:unit><s:expandedUnc>"
       "<s:uncertainty>1</s:uncertainty><s:coverageFactor>0.5"
       "</s:coverageFactor></s:expandedUnc></s:real>"},
      {"DCC_PROBABILITY_INVALID",
       "<s:real><s:value>1</s:value><s:unit>\\metre</s:unit><s:expandedUnc>"
       "<s:uncertainty>1</s:uncertainty><s:coverageFactor>2"
       "</s:coverageFactor><s:coverageProbability>95</s:coverageProbability>"
       "</s:expandedUnc></s:real>"},
      {"DCC_UNCERTAINTY_NEGATIVE",
       "<s:real><s:value>1</s:value><s:unit>\\metre</s:unit><s:expandedUnc>"
       "<s:uncertainty>-1</s:uncertainty><s:coverageFactor>2"
       "</s:coverageFactor></s:expandedUnc></s:real>"},
      {"DCC_UNCERTAINTY_WITHOUT_FACTOR",
       "<s:real><s:value>1</s:value><s:unit>\\metre</s:unit><s:expandedUnc>"
       "<s:uncertainty>1</s:uncertainty></s:expandedUnc></s:real>"},
      {"DCC_LIST_LENGTHS",
       "<s:realListXMLList><s:valueXMLList>1 2 3</s:valueXMLList>"
       "<s:unitXMLList>\\metre \\metre</s:unitXMLList></s:realListXMLList>"},
  }));
  CAPTURE(c.code, c.values);
  const Document document = WithQuantity(c.values);
  REQUIRE(FindingOf(document, c.code) != nullptr);
  CHECK(FindingOf(document, c.code)->line > 0);
}

TEST_CASE("A unit may hold blanks between its tokens") {
  const Document document = WithQuantity(
      "<s:real><s:value>1</s:value><s:unit>\\kilogram   "
      "\\metre\\tothe{2}</s:unit></s:real>");
  CHECK(FindingOf(document, "DCC_UNIT_MISSPELT") == nullptr);
  CHECK(document.units.at(0).is_dsi);
}

TEST_CASE("A misspelt unit still means what it means") {
  const Document document = WithQuantity(
      "<s:real><s:value>1</s:value><s:unit>\\kilo\\Pascal</s:unit></s:real>");
  REQUIRE(document.units.at(0).unit.has_value());
  CHECK_FALSE(document.units[0].is_dsi);
  CHECK(document.units[0].text == "\\kilo\\Pascal");
  CHECK(document.units[0].unit->dimension() == metrology::Dimension(-1, 1, -2));
}

}  // namespace
}  // namespace suyuan::dcc
