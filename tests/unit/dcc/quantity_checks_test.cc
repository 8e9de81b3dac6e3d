// What is odd between the parts of a quantity, from both sides.

#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/dcc/reader.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using testing::FindingOf;
using testing::Sample;

Document ReadOrFail(const Sample& sample) {
  auto document = Read(sample.Xml(), Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  return *std::move(document);
}

bool Finds(const std::string& code, const std::string& quantity,
           const std::string& statements = "") {
  Sample sample;
  sample.statements = statements;
  sample.data = absl::StrCat("<d:quantity>", quantity, "</d:quantity>");
  return FindingOf(ReadOrFail(sample), code) != nullptr;
}

std::string Listing(const std::string& values, const std::string& rest) {
  return absl::StrCat("<s:realListXMLList><s:valueXMLList>", values,
                      "</s:valueXMLList><s:unitXMLList>\\metre</s:unitXMLList>",
                      rest, "</s:realListXMLList>");
}

std::string Relative(const std::string& value, const std::string& expanded,
                     const std::string& relative, const std::string& unit) {
  return absl::StrCat(
      "<s:real><s:value>", value, "</s:value><s:unit>\\volt</s:unit>",
      "<s:expandedUnc><s:uncertainty>", expanded,
      "</s:uncertainty><s:coverageFactor>2</s:coverageFactor>"
      "</s:expandedUnc></s:real><d:relativeUncertainty>"
      "<d:relativeUncertaintySingle><s:value>",
      relative, "</s:value><s:unit>", unit,
      "</s:unit></d:relativeUncertaintySingle></d:relativeUncertainty>");
}

TEST_CASE("A relative uncertainty is the expanded one over the value") {
  const std::string code = "DCC_RELATIVE_DISAGREES";
  CHECK_FALSE(Finds(code, Relative("10.000", "0.020", "0.002", "\\one")));
  CHECK_FALSE(Finds(code, Relative("-10.000", "0.020", "0.2", "\\percent")));
  CHECK_FALSE(Finds(code, Relative("3.000", "0.010", "0.003", "\\one")));
  CHECK(Finds(code, Relative("10.000", "0.020", "0.2", "\\one")));
  CHECK(Finds(code, Relative("10.000", "0.020", "0.005", "\\one")));
  // Nothing can be said of these.
  CHECK_FALSE(Finds(code, Relative("0.000", "0.020", "0.5", "\\one")));
  CHECK_FALSE(Finds(code, Relative("10.000", "x", "0.5", "\\one")));
  CHECK_FALSE(Finds(code, Relative("10.000", "0.020", "0.5", "\\metre")));
}

TEST_CASE("An interval begins no higher than it ends") {
  const auto interval = [](const char* low, const char* high) {
    return absl::StrCat(
        "<s:real><s:value>1</s:value><s:unit>\\metre</s:unit>"
        "<s:coverageInterval><s:standardUnc>1</s:standardUnc><s:intervalMin>",
        low, "</s:intervalMin><s:intervalMax>", high,
        "</s:intervalMax><s:coverageProbability>0.95</s:coverageProbability>"
        "</s:coverageInterval></s:real>");
  };
  CHECK(Finds("DCC_INTERVAL_REVERSED", interval("2", "1")));
  CHECK_FALSE(Finds("DCC_INTERVAL_REVERSED", interval("1", "1")));
  CHECK_FALSE(Finds("DCC_INTERVAL_REVERSED", interval("x", "1")));
}

TEST_CASE("One blank stands between the entries of a list") {
  CHECK(Finds("DCC_LIST_BLANKS", Listing("1  2", "")));
  CHECK(Finds("DCC_LIST_BLANKS", Listing("1\n 2", "")));
  CHECK_FALSE(Finds("DCC_LIST_BLANKS", Listing("1 2\t3", "")));
  CHECK_FALSE(Finds("DCC_LIST_BLANKS", Listing(" 1 2 ", "")));
}

TEST_CASE("What goes with a list has one entry or as many as it") {
  const auto times = [](const char* text) {
    return absl::StrCat("<s:dateTimeXMLList>", text, "</s:dateTimeXMLList>");
  };
  const auto uncertain = [](const char* u, const char* distribution) {
    return absl::StrCat(
        "<s:expandedUncXMLList><s:uncertaintyXMLList>", u,
        "</s:uncertaintyXMLList><s:coverageFactorXMLList>2"
        "</s:coverageFactorXMLList><s:coverageProbabilityXMLList>0.95"
        "</s:coverageProbabilityXMLList><s:distributionXMLList>",
        distribution, "</s:distributionXMLList></s:expandedUncXMLList>");
  };
  const std::string code = "DCC_LIST_LENGTHS";
  // One uncertainty may stand for all values.
  CHECK_FALSE(Finds(code, Listing("1 2 3", uncertain("1", "normal"))));
  CHECK_FALSE(Finds(code, Listing("1 2 3", uncertain("1 1 1", "n n n"))));
  CHECK(Finds(code, Listing("1 2 3", uncertain("1 1", "n"))));
  CHECK(Finds(code, Listing("1 2 3", uncertain("1", "n n"))));
  CHECK(Finds(code, Listing("1 2 3", times("2024-01-01T00:00:00Z "
                                           "2024-01-01T00:00:01Z"))));
  CHECK_FALSE(Finds(code, Listing("1 2", times("2024-01-01T00:00:00Z"))));
}

TEST_CASE("A conformity is given for all values or for each") {
  const auto with = [](const char* values, const char* list) {
    return absl::StrCat(Listing(values, ""),
                        "<d:measurementMetaData><d:metaData>", list,
                        "</d:metaData></d:measurementMetaData>");
  };
  const std::string code = "DCC_LIST_LENGTHS";
  const char three[] =
      "<d:conformityXMLList>pass pass fail</d:conformityXMLList>";
  CHECK_FALSE(Finds(code, with("1 2 3", three)));
  CHECK(Finds(code, with("1 2", three)));
  CHECK_FALSE(Finds(code, with("1 2", "<d:conformity>pass</d:conformity>")));
  CHECK(Finds(code, with("1 2 3", "<d:validXMLList>true 0</d:validXMLList>")));
}

TEST_CASE("NaN in a list of factors says that this value states none") {
  const auto factors = [](const char* k) {
    return Listing(
        "1 2", absl::StrCat("<s:expandedUncXMLList><s:uncertaintyXMLList>1 1"
                            "</s:uncertaintyXMLList><s:coverageFactorXMLList>",
                            k,
                            "</s:coverageFactorXMLList>"
                            "<s:coverageProbabilityXMLList>NaN 0.95"
                            "</s:coverageProbabilityXMLList>"
                            "</s:expandedUncXMLList>"));
  };
  CHECK_FALSE(Finds("DCC_COVERAGE_FACTOR_INVALID", factors("NaN 2")));
  CHECK_FALSE(Finds("DCC_PROBABILITY_INVALID", factors("NaN 2")));
  CHECK(Finds("DCC_COVERAGE_FACTOR_INVALID", factors("nan 2")));
}

std::string InUnit(const std::string& unit) {
  return absl::StrCat("<s:real><s:value>1</s:value><s:unit>", unit,
                      "</s:unit></s:real>");
}

std::string Declaring(const std::string& unit) {
  return absl::StrCat(
      "<d:statements><d:statement><d:nonSIDefinition>as we say"
      "</d:nonSIDefinition><d:nonSIUnit>",
      unit, "</d:nonSIUnit></d:statement></d:statements>");
}

TEST_CASE("A unit outside the SI is declared, or found") {
  // D-SI has none of these.
  for (const char* unit : {"psi", "|psi", "|cup"}) {
    CAPTURE(unit);
    CHECK(Finds("DCC_UNIT_UNDECLARED", InUnit(unit)));
    CHECK_FALSE(Finds("DCC_UNIT_UNDECLARED", InUnit(unit), Declaring(unit)));
  }
  // Outside the SI or badly spelt, and D-SI all the same.
  for (const char* unit : {"\\bar", "\\mmhg", "kN", "\\degreeCelsius"}) {
    CAPTURE(unit);
    CHECK_FALSE(Finds("DCC_UNIT_UNDECLARED", InUnit(unit)));
  }
}

TEST_CASE("A unit that its certificate alone knows is declared or unreadable") {
  CHECK(Finds("DCC_UNIT_UNKNOWN", InUnit("cups")));
  CHECK_FALSE(Finds("DCC_UNIT_UNKNOWN", InUnit("cups"), Declaring("cups")));
  CHECK(Finds("DCC_UNIT_DECLARED", InUnit("cups"), Declaring("cups")));
  CHECK(Finds("DCC_UNIT_DECLARED", InUnit("|cup"), Declaring("|cup")));
  CHECK_FALSE(Finds("DCC_UNIT_DECLARED", InUnit("|psi"), Declaring("|psi")));
}

TEST_CASE("A declaration counts wherever it stands, from 3.1 on") {
  Sample sample;
  sample.data = absl::StrCat(
      "<d:quantity>", InUnit("psi"), "</d:quantity><d:quantity>",
      InUnit("\\one"),
      "<d:measurementMetaData><d:metaData><d:nonSIDefinition>6894.8 Pa"
      "</d:nonSIDefinition><d:nonSIUnit>psi</d:nonSIUnit></d:metaData>"
      "</d:measurementMetaData></d:quantity>");
  CHECK(FindingOf(ReadOrFail(sample), "DCC_UNIT_UNDECLARED") == nullptr);
  sample = Sample();
  sample.data = absl::StrCat("<d:quantity>", InUnit("psi"), "</d:quantity>");
  for (const char* version : {"3.1.0", "3.3.0", "4.0.0"}) {
    sample.root_attributes = absl::StrCat("schemaVersion='", version, "'");
    CHECK(FindingOf(ReadOrFail(sample), "DCC_UNIT_UNDECLARED") != nullptr);
  }
  for (const char* version : {"2.4.0", "3.0.0"}) {
    sample.root_attributes = absl::StrCat("schemaVersion='", version, "'");
    CHECK(FindingOf(ReadOrFail(sample), "DCC_UNIT_UNDECLARED") == nullptr);
  }
}

}  // namespace
}  // namespace suyuan::dcc
