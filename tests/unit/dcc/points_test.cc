#include "libs/dcc/points.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "libs/dcc/reader.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::StatusOf;
using testing::Sample;

struct Made {
  Document document;
  Points points;

  const Point& operator[](std::size_t i) const { return points.points.at(i); }
  std::size_t size() const { return points.points.size(); }
  const PointContext& ContextOf(const Point& point) const {
    return points.contexts.at(point.context);
  }
};

Made Make(const Sample& sample) {
  absl::StatusOr<Document> document = Read(sample.Xml(), Limits());
  INFO(document.status());
  REQUIRE(document.ok());
  absl::StatusOr<Points> points = PointsOf(*document);
  INFO(points.status());
  REQUIRE(points.ok());
  return {*std::move(document), *std::move(points)};
}
Made Make(const std::string& data) {
  Sample sample;
  sample.data = data;
  return Make(sample);
}

std::string Real(const std::string& value, const std::string& unit,
                 const std::string& u = "") {
  return absl::StrCat("<s:real><s:value>", value, "</s:value><s:unit>", unit,
                      "</s:unit>", u, "</s:real>");
}
std::string Expanded(const std::string& u, const std::string& k) {
  return absl::StrCat("<s:expandedUnc><s:uncertainty>", u,
                      "</s:uncertainty><s:coverageFactor>", k,
                      "</s:coverageFactor><s:coverageProbability>0.95"
                      "</s:coverageProbability></s:expandedUnc>");
}
std::string XmlList(const std::string& values, const std::string& unit,
                    const std::string& u = "", const std::string& k = "2") {
  return absl::StrCat(
      "<s:realListXMLList><s:valueXMLList>", values,
      "</s:valueXMLList><s:unitXMLList>", unit, "</s:unitXMLList>",
      u.empty() ? ""
                : absl::StrCat("<s:expandedUncXMLList><s:uncertaintyXMLList>",
                               u, "</s:uncertaintyXMLList>",
                               "<s:coverageFactorXMLList>", k,
                               "</s:coverageFactorXMLList>"
                               "</s:expandedUncXMLList>"),
      "</s:realListXMLList>");
}
std::string Quantity(const std::string& inner, const std::string& name = "",
                     const std::string& attributes = "") {
  return absl::StrCat("<d:quantity ", attributes, ">",
                      name.empty()
                          ? ""
                          : absl::StrCat("<d:name><d:content lang='en'>", name,
                                         "</d:content></d:name>"),
                      inner, "</d:quantity>");
}
std::string Typed(const std::string& ref_type, const std::string& inner) {
  return Quantity(inner, "", absl::StrCat("refType='", ref_type, "'"));
}
std::string List(const std::string& inner, const std::string& name = "") {
  return absl::StrCat("<d:list>",
                      name.empty()
                          ? ""
                          : absl::StrCat("<d:name><d:content lang='en'>", name,
                                         "</d:content></d:name>"),
                      inner, "</d:list>");
}

TEST_CASE("One value with its uncertainty is one point at itself") {
  const Made made = Make(Sample());
  REQUIRE(made.size() == 1);
  const Point& point = made[0];
  CHECK(point.id == "r1.p1");
  CHECK(point.value.value == 1.000002);
  CHECK(made.document.units[point.value.unit].text == "\\kilogram");
  CHECK(point.expanded_uncertainty == 0.000003);
  CHECK(point.coverage_factor == 2);
  CHECK(point.coverage_probability == 0.95);
  CHECK(point.standard_uncertainty == 0.0000015);
  CHECK(point.at->value == 1.000002);
  CHECK(point.name == "Table");
  const PointContext& context = made.ContextOf(point);
  CHECK(context.items == std::vector<int>{0});
  CHECK(context.equipment == std::vector<int>{0});
  CHECK(context.methods == std::vector<int>{0});
  CHECK(context.stage == Stage::kUnspecified);
}

TEST_CASE("Where k is not stated none is assumed") {
  const Made made = Make(Quantity(Real(
      "5", "\\volt",
      "<s:expandedUnc><s:uncertainty>0.1</s:uncertainty></s:expandedUnc>")));
  REQUIRE(made.size() == 1);
  CHECK(made[0].expanded_uncertainty == 0.1);
  CHECK_FALSE(made[0].coverage_factor.has_value());
  CHECK_FALSE(made[0].coverage_probability.has_value());
  CHECK_FALSE(made[0].standard_uncertainty.has_value());
}

TEST_CASE("A table classed by refType gives one point for each row") {
  const Made made = Make(List(absl::StrCat(
      Typed("basic_referenceValue", XmlList("306.2 373.1", "\\kelvin")),
      Typed("basic_measuredValue", XmlList("306.3 373.3", "\\kelvin")),
      Typed("basic_measurementError",
            XmlList("0.1 0.2", "\\kelvin", "0.06", "2")))));
  REQUIRE(made.size() == 2);
  CHECK(made[0].role == ColumnRole::kMeasurementError);
  CHECK(made[0].value.value == 0.1);
  CHECK(made[0].expanded_uncertainty == 0.06);
  CHECK(made[0].at->value == 306.2);
  CHECK(made[0].reference->value == 306.2);
  CHECK(made[0].measured->value == 306.3);
  CHECK(made[0].measurement_error->value == 0.1);
  CHECK(made[1].id == "r1.p2");
  CHECK(made[1].at->value == 373.1);
  CHECK(made[1].expanded_uncertainty == 0.06);
  CHECK(made[1].neighbours.size() == 2);
}

TEST_CASE("The classed column that states the uncertainty is the result") {
  const Made made = Make(List(absl::StrCat(
      Typed("basic_nominalValue", XmlList("10 20", "\\ohm")),
      Typed("gp_measuredValue",
            XmlList("10.1 20.2", "\\ohm", "0.01 0.02", "2 2.1")),
      Typed("basic_measurementError", XmlList("0.1 0.2", "\\ohm")))));
  REQUIRE(made.size() == 2);
  CHECK(made[0].role == ColumnRole::kMeasured);
  CHECK(made[1].value.value == 20.2);
  CHECK(made[1].expanded_uncertainty == 0.02);
  CHECK(made[1].coverage_factor == 2.1);
  CHECK(made[1].measurement_error->value == 0.2);
  CHECK(made[1].at->value == 20);
}

TEST_CASE("An unclassed column with uncertainty beside classed ones counts") {
  const Made made = Make(List(
      absl::StrCat(Typed("basic_referenceValue", XmlList("1 2", "\\volt")),
                   Quantity(XmlList("1.1 2.1", "\\volt", "0.1"), "mystery"))));
  REQUIRE(made.size() == 2);
  CHECK(made[0].name == "mystery");
  CHECK(made[0].at->value == 1);
}

TEST_CASE("Classed columns without any uncertainty still give their points") {
  const Made made = Make(List(absl::StrCat(
      Typed("basic_referenceValue", XmlList("1 2", "\\volt")),
      Typed("basic_measuredValue", XmlList("1.1 2.1", "\\volt")))));
  REQUIRE(made.size() == 2);
  CHECK(made[0].role == ColumnRole::kMeasured);
  CHECK_FALSE(made[0].expanded_uncertainty.has_value());
}

TEST_CASE("Without refType the columns that state an uncertainty are results") {
  const Made made = Make(List(absl::StrCat(
      Quantity(XmlList("1 2 3", "\\volt"), "Input"),
      Quantity(XmlList("1.1 2.1 3.1", "\\volt", "0.1"), "Indicated"),
      Quantity(XmlList("0.1 0.1 0.1", "\\volt"), "Difference"),
      Quantity(XmlList("1 1 1", "\\one"), "Status"))));
  REQUIRE(made.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(made[i].name == "Indicated");
  CHECK(made[2].at->value == 3.1);
  REQUIRE(made[0].neighbours.size() == 3);
  CHECK(made[0].neighbours[0].name == "Input");
  CHECK(made[0].neighbours[0].value.value == 1);
}

TEST_CASE("Without any uncertainty dimensional columns are the results") {
  const Made made = Make(List(absl::StrCat(
      Quantity(XmlList("0 25", "\\degreecelsius"), "Input"),
      Quantity(XmlList("4 8", "\\milli\\ampere"), "Output"),
      Quantity(XmlList("0.02 -0.02", "\\percent"), "Error of span"))));
  REQUIRE(made.size() == 4);
  CHECK(made[0].name == "Input");
  CHECK(made[2].name == "Output");
  CHECK_FALSE(made[0].expanded_uncertainty.has_value());
}

TEST_CASE("Columns of dimension one alone are results") {
  const Made made = Make(List(Quantity(XmlList("0.2 0.5", "\\one"), "RH")));
  CHECK(made.size() == 2);
}

TEST_CASE("A quantity without uncertainty among others with it is no result") {
  const Made made =
      Make(absl::StrCat(Quantity(Real("1", "\\metre", Expanded("0.1", "2"))),
                        List(Quantity(Real("7", "\\metre")))));
  REQUIRE(made.size() == 1);
  CHECK(made[0].value.value == 1);
}

TEST_CASE("Named lists of equal length are columns side by side") {
  const auto column = [](const char* name, const char* unit, const char* a,
                         const char* b) {
    return List(Quantity(Real(a, unit, Expanded("0.1", "2"))) +
                    Quantity(Real(b, unit, Expanded("0.1", "2"))),
                name);
  };
  const Made made = Make(column("pressure", "\\pascal", "100", "200") +
                         column("factor", "\\one", "0.99", "0.98"));
  REQUIRE(made.size() == 4);
  CHECK(made[1].name == "pressure");
  CHECK(made[1].value.value == 200);
  REQUIRE(made[1].neighbours.size() == 1);
  CHECK(made[1].neighbours[0].name == "factor");
  CHECK(made[1].neighbours[0].value.value == 0.98);
}

TEST_CASE("A list of single values is one row") {
  const Made made = Make(
      List(Quantity("<d:noQuantity><d:content>10 g</d:content></d:noQuantity>",
                    "Nominal") +
           Quantity(Real("10.000006E-3", "\\kilogram", Expanded("6E-9", "2")),
                    "Mass")));
  REQUIRE(made.size() == 1);
  CHECK(made[0].name == "Mass");
  CHECK(made[0].expanded_uncertainty == 6E-9);
}

TEST_CASE("A hybrid counts once, in the unit that has the uncertainty") {
  const Made made = Make(Quantity(
      "<s:hybrid>" + Real("293.15", "\\kelvin") +
      Real("20.00", "\\degreecelsius", Expanded("0.05", "2")) + "</s:hybrid>"));
  REQUIRE(made.size() == 1);
  CHECK(made.document.units[made[0].value.unit].text == "\\degreecelsius");
  CHECK(made[0].expanded_uncertainty == 0.05);
}

TEST_CASE("A list of lists gives columns of one row each") {
  const Made made = Make(Quantity(absl::StrCat(
      "<s:list><s:realList><s:listUnit>\\degreecelsius</s:listUnit>"
      "<s:real><s:value>-20.01</s:value></s:real></s:realList>"
      "<s:realList><s:listUnit>\\ohm</s:listUnit><s:real>"
      "<s:value>92.139</s:value>",
      Expanded("0.005", "2"), "</s:real></s:realList></s:list>")));
  REQUIRE(made.size() == 1);
  CHECK(made[0].value.value == 92.139);
  REQUIRE(made[0].neighbours.size() == 1);
  CHECK(made[0].neighbours[0].value.value == -20.01);
}

TEST_CASE("A relative uncertainty is multiplied by the value's magnitude") {
  const std::string relative =
      "<d:relativeUncertainty><d:relativeUncertaintySingle>"
      "<s:value>0.5</s:value><s:unit>\\percent</s:unit>"
      "</d:relativeUncertaintySingle></d:relativeUncertainty>";
  const Made made = Make(Quantity(Real("-200", "\\volt") + relative));
  REQUIRE(made.size() == 1);
  CHECK(made[0].expanded_uncertainty == Approx(1.0).epsilon(1e-15));
  CHECK(made[0].is_relative);
  CHECK_FALSE(made[0].coverage_factor.has_value());
  const Made zero = Make(Quantity(Real("0", "\\volt") + relative));
  REQUIRE(zero.size() == 1);
  CHECK_FALSE(zero[0].expanded_uncertainty.has_value());
  const Made both =
      Make(Quantity(Real("-200", "\\volt", Expanded("1.5", "3")) + relative));
  CHECK(both[0].expanded_uncertainty == 1.5);
  CHECK_FALSE(both[0].is_relative);
}

TEST_CASE("A standard uncertainty or an interval is no expanded one") {
  const Made made = Make(Quantity(
      Real("10", "\\metre",
           "<s:coverageInterval><s:standardUnc>0.5</s:standardUnc>"
           "<s:intervalMin>9</s:intervalMin><s:intervalMax>11.5</s:intervalMax>"
           "<s:coverageProbability>0.95</s:coverageProbability>"
           "</s:coverageInterval>")));
  REQUIRE(made.size() == 1);
  CHECK_FALSE(made[0].expanded_uncertainty.has_value());
  CHECK(made[0].standard_uncertainty == 0.5);
  CHECK(made[0].interval_min == 9);
  CHECK(made[0].interval_max == 11.5);
}

TEST_CASE("Conformity, limits, nominal values and scope come from metadata") {
  const std::string metadata = absl::StrCat(
      "<d:measurementMetaData>"
      "<d:metaData refType='basic_conformity'>"
      "<d:conformityXMLList>pass fail</d:conformityXMLList><d:data>",
      Typed("basic_acceptanceLimitLower", XmlList("-0.2 -0.3", "\\kelvin")),
      Typed("basic_acceptanceLimitUpper", XmlList("0.2", "\\kelvin")),
      "</d:data></d:metaData>"
      "<d:metaData refType='basic_isInCMC'>"
      "<d:validXMLList>true false</d:validXMLList></d:metaData>"
      "</d:measurementMetaData>");
  const std::string nominal = absl::StrCat(
      "<d:measurementMetaData><d:metaData refType='basic_calibrationValue'>"
      "<d:data>",
      Quantity(XmlList("300 400", "\\kelvin")),
      "</d:data></d:metaData></d:measurementMetaData>");
  const Made made = Make(List(
      absl::StrCat(Typed("basic_referenceValue",
                         XmlList("300.1 400.1", "\\kelvin") + nominal),
                   Typed("basic_measurementError",
                         XmlList("0.1 0.4", "\\kelvin", "0.06") + metadata))));
  REQUIRE(made.size() == 2);
  CHECK(made[0].conformity == "pass");
  CHECK(made[1].conformity == "fail");
  CHECK(made[0].lower_limit->value == -0.2);
  CHECK(made[1].lower_limit->value == -0.3);
  CHECK(made[1].upper_limit->value == 0.2);
  CHECK(made[0].in_cmc == true);
  CHECK(made[1].in_cmc == false);
  CHECK(made[1].nominal->value == 400);
  CHECK(made[1].at->value == 400);
}

TEST_CASE("Limits and conformity may be columns of the table") {
  const Made made = Make(List(absl::StrCat(
      Typed("basic_measuredValue", XmlList("1 2", "\\volt", "0.1")),
      Typed("basic_toleranceLimitLower", XmlList("0.9 1.9", "\\volt")),
      Typed("basic_toleranceLimitUpper", XmlList("1.1 2.1", "\\volt")),
      Typed("basic_conformity",
            "<d:charsXMLList>pass conditionalPass</d:charsXMLList>"))));
  REQUIRE(made.size() == 2);
  CHECK(made[1].lower_limit->value == 1.9);
  CHECK(made[1].upper_limit->value == 2.1);
  CHECK(made[1].conformity == "conditionalPass");
}

TEST_CASE("Formula parameters and stated uncertainties are no results") {
  const Made made = Make(List(absl::StrCat(
      Typed("basic_formulaParameter", Real("100", "\\ohm", Expanded("1", "2"))),
      Typed("basic_formulaInputQuantity", XmlList("1 2", "\\volt")),
      Typed("gp_expandedUncertainty", XmlList("1 2", "\\volt")))));
  CHECK(made.size() == 0);
}

TEST_CASE("What is within a condition or a method is never a result") {
  Sample sample;
  sample.data = Quantity(
      Real("1", "\\volt", Expanded("0.1", "2")) +
      "<d:usedMethods><d:usedMethod><d:name/><d:usedMethodQuantities>"
      "<d:usedMethodQuantity>" +
      Real("7", "\\volt", Expanded("0.1", "2")) +
      "</d:usedMethodQuantity></d:usedMethodQuantities></d:usedMethod>"
      "</d:usedMethods>" +
      absl::StrReplaceAll(
          sample.conditions,
          {{"</s:unit>", absl::StrCat("</s:unit>", Expanded("0.1", "2"))}}));
  const Made made = Make(sample);
  REQUIRE(made.size() == 1);
  CHECK(made[0].value.value == 1);
}

TEST_CASE("A point names its items by refId, from the nearest that does") {
  Sample sample;
  const std::string item =
      "<d:item id='$'><d:name><d:content>$</d:content></d:name></d:item>";
  sample.items =
      absl::StrCat("<d:items>", absl::StrReplaceAll(item, {{"$", "a"}}),
                   absl::StrReplaceAll(item, {{"$", "b"}}), "</d:items>");
  sample.data = absl::StrCat(
      Quantity(Real("1", "\\volt", Expanded("0.1", "2"))),
      Quantity(Real("2", "\\volt", Expanded("0.1", "2")), "", "refId='b'"));
  std::string xml = absl::StrReplaceAll(
      sample.Xml(), {{"<d:result id=\"r1\">", "<d:result refId='mr1 a'>"}});
  const auto document = Read(xml, Limits());
  REQUIRE(document.ok());
  const auto points = PointsOf(*document);
  REQUIRE(points.ok());
  REQUIRE(points->points.size() == 2);
  CHECK(points->contexts[points->points[0].context].items ==
        std::vector<int>{0});
  CHECK(points->contexts[points->points[1].context].items ==
        std::vector<int>{1});
}

TEST_CASE("Of several items none is guessed") {
  Sample sample;
  sample.items =
      "<d:items><d:item><d:name/></d:item><d:item><d:name/></d:item>"
      "</d:items>";
  const Made made = Make(sample);
  CHECK(made.ContextOf(made[0]).items.empty());
}

TEST_CASE("A point rests on what is listed around it") {
  Sample sample;
  const std::string own =
      absl::StrReplaceAll(sample.equipment, {{"id=\"std1\"", "id=\"own\""}});
  sample.data =
      absl::StrCat(Quantity(Real("1", "\\volt", Expanded("0.1", "2"))),
                   Quantity(Real("2", "\\volt", Expanded("0.1", "2")) + own));
  const Made made = Make(sample);
  REQUIRE(made.size() == 2);
  CHECK(made.ContextOf(made[0]).equipment == std::vector<int>{0});
  CHECK(made.ContextOf(made[1]).equipment == std::vector<int>{1, 0});
}

TEST_CASE("Where refId names equipment the rest of the list is not used") {
  Sample sample;
  const std::string one =
      "<d:measuringEquipment id='$'><d:name/></d:measuringEquipment>";
  sample.equipment = absl::StrCat(
      "<d:measuringEquipments>", absl::StrReplaceAll(one, {{"$", "e1"}}),
      absl::StrReplaceAll(one, {{"$", "e2"}}), "</d:measuringEquipments>");
  sample.data =
      Quantity(Real("1", "\\volt", Expanded("0.1", "2")), "", "refId='e2'");
  const Made made = Make(sample);
  CHECK(made.ContextOf(made[0]).equipment == std::vector<int>{1});
}

TEST_CASE("The stage is told by status, refType or the words of the issuer") {
  const auto stage_of = [](const std::string& from, const std::string& to) {
    const std::string xml = absl::StrReplaceAll(Sample().Xml(), {{from, to}});
    const auto document = Read(xml, Limits());
    REQUIRE(document.ok());
    const auto points = PointsOf(*document);
    REQUIRE(points.ok());
    REQUIRE(points->points.size() == 1);
    return points->contexts[points->points[0].context].stage;
  };
  CHECK(
      stage_of("Temperature</d:content></d:name>",
               "T</d:content></d:name><d:status>afterAdjustment</d:status>") ==
      Stage::kAfterAdjustment);
  CHECK(stage_of("Temperature</d:content></d:name>",
                 "T</d:content></d:name><d:status>beforeRepair</d:status>") ==
        Stage::kBeforeRepair);
  CHECK(stage_of("id=\"r1\"", "refType='basic_beforeAdjustment'") ==
        Stage::kBeforeAdjustment);
  CHECK(stage_of(">Table<", ">1. As Found<") == Stage::kBeforeAdjustment);
  CHECK(stage_of(">Table<", ">As left<") == Stage::kAfterAdjustment);
  CHECK(stage_of(">Table<", ">As found and as left<") == Stage::kUnspecified);
  CHECK(stage_of(">Table<", ">Results<") == Stage::kUnspecified);
}

TEST_CASE("Conditions of both stages leave the stage open") {
  Sample sample;
  const std::string one =
      "<d:influenceCondition><d:name/><d:status>$</d:status><d:data><d:text/>"
      "</d:data></d:influenceCondition>";
  sample.conditions =
      absl::StrCat("<d:influenceConditions>",
                   absl::StrReplaceAll(one, {{"$", "beforeAdjustment"}}),
                   absl::StrReplaceAll(one, {{"$", "afterAdjustment"}}),
                   "</d:influenceConditions>");
  const Made made = Make(sample);
  CHECK(made.ContextOf(made[0]).stage == Stage::kUnspecified);
}

TEST_CASE("A value that is no number gives no point and the others keep") {
  const Made made =
      Make(List(Quantity(XmlList("1 NaN 3", "\\volt", "0.1"), "V")));
  REQUIRE(made.size() == 2);
  CHECK(made[0].value.value == 1);
  CHECK(made[1].value.value == 3);
}

TEST_CASE("More points than anyone measures are refused") {
  std::string many;
  for (int i = 0; i <= kMostPoints; ++i) many += "1 ";
  Sample sample;
  sample.data = Quantity(XmlList(many, "\\volt", "0.1"));
  const auto document = Read(sample.Xml(), Limits());
  REQUIRE(document.ok());
  CHECK_THAT(StatusOf(PointsOf(*document)), HasReason("DCC_TOO_MANY_POINTS"));
}

}  // namespace
}  // namespace suyuan::dcc
