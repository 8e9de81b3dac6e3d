#include "libs/dcc/writer.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/dcc/points.h"
#include "libs/dcc/reader.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Sample;

Document ReadOrFail(const std::string& xml) {
  auto document = Read(xml, Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  return *std::move(document);
}

std::string Written(const Document& document) {
  auto xml = Write(document);
  REQUIRE_THAT(StatusOf(xml), IsOk());
  return *std::move(xml);
}

Sample WithData(const std::string& data) {
  Sample sample;
  sample.data = data;
  return sample;
}

// What is written reads back as what it was written from.
Document CheckReadsBack(const Sample& sample) {
  const Document document = ReadOrFail(sample.Xml());
  const std::string written = Written(document);
  INFO(written);
  Document again = ReadOrFail(written);
  CHECK(Written(again) == written);
  CHECK(again.version.text == "3.3.0");
  const auto before = PointsOf(document);
  const auto after = PointsOf(again);
  REQUIRE_THAT(StatusOf(before), IsOk());
  REQUIRE_THAT(StatusOf(after), IsOk());
  REQUIRE(after->points.size() == before->points.size());
  for (size_t i = 0; i < before->points.size(); ++i) {
    CHECK(after->points[i].value.text == before->points[i].value.text);
    CHECK(after->points[i].expanded_uncertainty ==
          before->points[i].expanded_uncertainty);
    CHECK(after->points[i].conformity == before->points[i].conformity);
  }
  return again;
}

TEST_CASE("A certificate is written with all that the reader keeps of it") {
  Sample sample;
  sample.core_rest =
      "<d:reportAmendedSubstituted><d:typeOfChange>amended</d:typeOfChange>"
      "<d:replacedUniqueIdentifier>LX-1</d:replacedUniqueIdentifier>"
      "</d:reportAmendedSubstituted>";
  sample.statements =
      "<d:statements><d:statement refType=\"basic_recalibration a_b\">"
      "<d:norm>N</d:norm><d:declaration><d:content lang=\"en\">soon"
      "</d:content></d:declaration><d:valid>true</d:valid>"
      "<d:date>2025-03-11</d:date></d:statement></d:statements>";
  const Document again = CheckReadsBack(sample);
  CHECK(again.core.unique_identifier == sample.identifier);
  CHECK(again.core.receipt_date.text == "2024-03-08");
  CHECK(again.core.performance_location == "laboratory");
  CHECK(again.core.replacement->replaced_identifier == "LX-1");
  CHECK(again.laboratory.code == "CNAS L0001");
  CHECK(again.laboratory.contacts[0].city == "Urumqi");
  CHECK(again.customer->name[0].text == "Customer");
  REQUIRE(again.items.size() == 1);
  CHECK(again.items[0].element.id == "weight1");
  CHECK(again.items[0].model == "W1");
  CHECK(again.items[0].identifications[0].value == "SN-7");
  CHECK(again.responsible_persons[0].main_signer == true);
  REQUIRE(again.statements.size() == 1);
  CHECK(again.statements[0].element.ref_types.size() == 2);
  CHECK(again.statements[0].valid.front() == true);
  CHECK(again.statements[0].date.text == "2025-03-11");
  CHECK(again.methods[0].norms[0] == "JJG 99-2022");
  CHECK(again.equipment[0].element.id == "std1");
  REQUIRE(again.links.size() == 1);
  CHECK(again.links[0].referral_id == "LX2023-00042");
  CHECK(again.links[0].element.within == Scope{ScopeKind::kEquipment, 0});
  REQUIRE(again.conditions.size() == 1);
  CHECK(again.quantities.size() == 2);
}

TEST_CASE("Uncertainties are written in the form of D-SI 2.2.1") {
  const std::string written = Written(ReadOrFail(Sample().Xml()));
  CHECK(absl::StrContains(written, "<si:measurementUncertaintyUnivariate>"));
  CHECK(absl::StrContains(written,
                          "<si:valueExpandedMU>0.000003</si:valueExpandedMU>"));
  CHECK_FALSE(absl::StrContains(written, "expandedUnc>"));
}

TEST_CASE("Each form of values is written as it is read") {
  const std::string real =
      R"(<s:real><s:label>a</s:label><s:value>1.50</s:value>
         <s:unit>\metre</s:unit><s:dateTime>2024-03-11T08:00:00</s:dateTime>
         <s:measurementUncertaintyUnivariate><s:standardMU>
         <s:valueStandardMU>0.1</s:valueStandardMU>
         <s:distribution>normal</s:distribution></s:standardMU>
         </s:measurementUncertaintyUnivariate></s:real>)";
  const std::string list =
      R"(<s:realListXMLList><s:valueXMLList>1 2.0 3</s:valueXMLList>
         <s:unitXMLList>\metre</s:unitXMLList><s:expandedUncXMLList>
         <s:uncertaintyXMLList>0.1 0.2 0.3</s:uncertaintyXMLList>
         <s:coverageFactorXMLList>2</s:coverageFactorXMLList>
         <s:coverageProbabilityXMLList>0.95</s:coverageProbabilityXMLList>
         </s:expandedUncXMLList></s:realListXMLList>)";
  const std::string interval =
      R"(<s:real><s:value>1</s:value><s:unit>\metre</s:unit>
         <s:coverageInterval><s:standardUnc>0.1</s:standardUnc>
         <s:intervalMin>0.8</s:intervalMin><s:intervalMax>1.2</s:intervalMax>
         <s:coverageProbability>0.95</s:coverageProbability>
         </s:coverageInterval></s:real>)";
  const std::string hybrid = absl::StrCat(
      "<s:hybrid>", list,
      R"(<s:realListXMLList><s:valueXMLList>1000 2000 3000</s:valueXMLList>
         <s:unitXMLList>\milli\metre</s:unitXMLList></s:realListXMLList>
         </s:hybrid>)");
  const std::string constant =
      R"(<s:constant><s:value>299792458</s:value>
         <s:unit>\metre\second\tothe{-1}</s:unit></s:constant>)";
  const std::string complex =
      R"(<s:complex><s:valueMagnitude>1</s:valueMagnitude>
         <s:valuePhase>90</s:valuePhase><s:unit>\volt</s:unit>
         <s:unitPhase>\degree</s:unitPhase></s:complex>)";
  for (const std::string& form :
       {real, list, interval, hybrid, constant, complex}) {
    const Document again = CheckReadsBack(
        WithData(absl::StrCat("<d:quantity refType=\"basic_measuredValue\">",
                              form, "</d:quantity>")));
    const Series& series = again.quantities.back().series.front();
    CHECK_FALSE(series.values.empty());
  }
}

TEST_CASE("Words, lists and metadata among the data keep their places") {
  const Document again = CheckReadsBack(WithData(R"(
      <d:text><d:content lang="en">Note</d:content></d:text>
      <d:list><d:name><d:content>L</d:content></d:name>
      <d:quantity refType="basic_measuredValue"><s:real><s:value>1</s:value>
      <s:unit>\metre</s:unit></s:real></d:quantity>
      <d:quantity><d:noQuantity><d:content>none</d:content></d:noQuantity>
      </d:quantity><d:measurementMetaData><d:metaData
      refType="basic_conformity"><d:conformity>pass</d:conformity>
      <d:data><d:quantity refType="basic_toleranceLimitLower"><s:real>
      <s:value>0</s:value><s:unit>\metre</s:unit></s:real></d:quantity>
      </d:data></d:metaData></d:measurementMetaData></d:list>)"));
  CHECK(again.notes[0].text[0].text == "Note");
  REQUIRE(again.statements.size() == 1);
  CHECK(again.statements[0].is_metadata);
  CHECK(again.statements[0].element.within == Scope{ScopeKind::kList, 0});
  CHECK(again.quantities.back().element.within ==
        Scope{ScopeKind::kStatement, 0});
}

TEST_CASE("Any text comes back as it was, whatever marks it holds") {
  Document document = ReadOrFail(Sample().Xml());
  for (const std::string text :
       {"a < b && c > \"d\" ']]>", "line\nline\r\nline", "溯源 😀", "&amp;"}) {
    document.items[0].model = text;
    CHECK(ReadOrFail(Written(document)).items[0].model == text);
  }
}

TEST_CASE("What a document does not hold whole is not written") {
  Document document = ReadOrFail(Sample().Xml());
  SECTION("a character that XML has not") {
    document.items[0].model = "bell \a";
    const auto written = Write(document);
    CHECK_THAT(StatusOf(written), HasReason("DCC_UNWRITABLE"));
    CHECK(absl::StrContains(written.status().message(), "dcc:item/dcc:model"));
  }
  SECTION("bytes that are no UTF-8") {
    document.items[0].model = "\xff";
    CHECK_THAT(StatusOf(Write(document)), HasReason("DCC_UNWRITABLE"));
  }
  SECTION("an expanded uncertainty without its factor") {
    document.quantities.back().series[0].uncertainty.coverage_factor.clear();
    CHECK_THAT(StatusOf(Write(document)), HasReason("DCC_UNWRITABLE"));
  }
  SECTION("a covariance") {
    document.quantities.back().series[0].uncertainty.has_covariance = true;
    CHECK_THAT(StatusOf(Write(document)), HasReason("DCC_UNWRITABLE"));
  }
  SECTION("an attachment") {
    document.attachments.emplace_back();
    CHECK_THAT(StatusOf(Write(document)), HasReason("DCC_UNWRITABLE"));
  }
  SECTION("a comment") {
    document.comment = "words of something";
    CHECK_THAT(StatusOf(Write(document)), HasReason("DCC_UNWRITABLE"));
  }
  SECTION("a formula") {
    document.notes.push_back({{{ScopeKind::kResult, 0}}, "formula", {}});
    CHECK_THAT(StatusOf(Write(document)), HasReason("DCC_UNWRITABLE"));
  }
}

}  // namespace
}  // namespace suyuan::dcc
