#include "libs/dcc/reader.h"

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using testing::FindingOf;
using testing::Sample;

Document MustRead(const std::string& xml) {
  absl::StatusOr<Document> document = Read(xml, Limits());
  INFO(document.status());
  REQUIRE(document.ok());
  return *std::move(document);
}
Document MustRead(const Sample& sample) { return MustRead(sample.Xml()); }

TEST_CASE("A sound certificate reads whole and without a finding to act on") {
  const Document document = MustRead(Sample());
  CHECK(document.version.text == "3.3.0");
  CHECK(document.version.is_known);
  CHECK(document.version.source == VersionSource::kAttribute);
  CHECK(document.core.unique_identifier == "LX2024-01583");
  CHECK(document.core.country_code == "CN");
  CHECK(document.core.receipt_date.day == absl::CivilDay(2024, 3, 8));
  CHECK(document.core.begin_performance_date.day ==
        absl::CivilDay(2024, 3, 11));
  CHECK(document.core.end_performance_date.day == absl::CivilDay(2024, 3, 12));
  CHECK(document.core.issue_date.day == absl::CivilDay(2024, 3, 15));
  CHECK(document.core.performance_location == "laboratory");
  CHECK(document.laboratory.code == "CNAS L0001");
  REQUIRE(document.laboratory.contacts.size() == 1);
  CHECK(document.laboratory.contacts[0].city == "Urumqi");
  REQUIRE(document.items.size() == 1);
  CHECK(document.items[0].element.id == "weight1");
  CHECK(InLanguage(document.items[0].name, "en") == "Weight 1 kg");
  CHECK(InLanguage(document.items[0].manufacturer->name, "") == "Maker");
  CHECK(document.items[0].identifications[0].value == "SN-7");
  REQUIRE(document.responsible_persons.size() == 1);
  CHECK(document.responsible_persons[0].main_signer == true);
  CHECK(document.responsible_persons[0].role == "approver");
  CHECK(document.software[0].release == "1.0");
  CHECK(document.methods[0].norms == std::vector<std::string>{"JJG 99-2022"});
  REQUIRE(document.findings.size() == 1);
  CHECK(document.findings[0].code == "DCC_LINK_WITHOUT_HASH");
}

TEST_CASE("The prefix is free: the namespace decides") {
  std::string xml = Sample().Xml();
  xml = absl::StrReplaceAll(
      xml, {{"<d:", "<"}, {"</d:", "</"}, {"xmlns:d=", "xmlns="}});
  const Document document = MustRead(xml);
  CHECK(document.items.size() == 1);
  CHECK(document.quantities.size() == 2);
}

TEST_CASE("A version that nobody knows is read by structure and said so") {
  Sample sample;
  sample.root_attributes = R"(schemaVersion="3.4.0-rc.2")";
  const Document document = MustRead(sample);
  CHECK_FALSE(document.version.is_known);
  CHECK(document.results.size() == 1);
  REQUIRE(FindingOf(document, "DCC_VERSION_UNKNOWN") != nullptr);
  CHECK(absl::StrContains(
      FindingOf(document, "DCC_VERSION_UNKNOWN")->message_en, "3.4.0-rc.2"));
}

TEST_CASE("Without an attribute the version is in schemaLocation") {
  Sample sample;
  sample.root_attributes =
      R"(xmlns:x="http://www.w3.org/2001/XMLSchema-instance" )"
      R"(x:schemaLocation="https://ptb.de/dcc https://ptb.de/dcc/v2.2.0/dcc.xsd")";
  const Document document = MustRead(sample);
  CHECK(document.version.text == "2.2.0");
  CHECK(document.version.source == VersionSource::kSchemaLocation);
}

TEST_CASE("Without either the structure tells 3.x from 2.x") {
  Sample sample;
  sample.root_attributes = "";
  CHECK(MustRead(sample).version.text == "3.x");
  std::string xml = absl::StrReplaceAll(
      sample.Xml(),
      {{"<d:performanceLocation>laboratory</d:performanceLocation>", ""},
       {"<d:name><d:content lang=\"en\">Mass</d:content></d:name>", ""}});
  const Document document = MustRead(xml);
  CHECK(document.version.text == "2.x");
  CHECK(document.version.source == VersionSource::kStructure);
}

TEST_CASE("schemaLocation and schemaVersion that disagree are found") {
  Sample sample;
  sample.root_attributes =
      R"(schemaVersion="3.1.1" )"
      R"(xmlns:x="http://www.w3.org/2001/XMLSchema-instance" )"
      R"(x:schemaLocation="https://ptb.de/dcc https://ptb.de/dcc/v3.1.2/dcc.xsd")";
  const Document document = MustRead(sample);
  CHECK(document.version.text == "3.1.1");
  CHECK(FindingOf(document, "DCC_VERSION_DISAGREES") != nullptr);
}

TEST_CASE("The forms of 2.x are read into the same fields") {
  Sample sample;
  sample.root_attributes = R"(schemaVersion="2.4.0")";
  sample.equipment = R"(<d:measuringEquipments><d:measuringEquipment>
      <d:name><d:content>Balance</d:content></d:name>
      <d:description><d:content>one</d:content></d:description>
      <d:description><d:content>two</d:content></d:description>
      <d:certificate><d:reference><d:content>N-1</d:content></d:reference>
      <d:referenceID>-</d:referenceID><d:procedure>-</d:procedure>
      <d:value>-</d:value></d:certificate>
      <d:identifications><d:identification><d:issuer>manufacturer</d:issuer>
      <d:value>9</d:value><d:description><d:content>Serial number</d:content>
      </d:description></d:identification></d:identifications>
      </d:measuringEquipment></d:measuringEquipments>)";
  sample.conditions = R"(<d:influenceConditions><d:influenceCondition>
      <d:name><d:content>c</d:content></d:name>
      <d:state>beforeAdjustment</d:state>
      <d:data><d:text><d:content>dry</d:content></d:text></d:data>
      </d:influenceCondition></d:influenceConditions>)";
  sample.after_results = "<d:comments>plain words</d:comments>";
  const Document document = MustRead(sample);
  REQUIRE(document.links.size() == 1);
  CHECK(InLanguage(document.links[0].referral, "") == "N-1");
  CHECK(document.links[0].referral_id == "-");
  CHECK(document.equipment[0].description.size() == 2);
  CHECK(InLanguage(document.equipment[0].identifications[0].name, "") ==
        "Serial number");
  CHECK(document.conditions[0].status == "beforeAdjustment");
  REQUIRE(document.notes.size() == 1);
  CHECK(InLanguage(document.notes[0].text, "") == "dry");
  CHECK(document.comment == "plain words");
}

TEST_CASE("Methods, equipment and conditions keep the scope they stand in") {
  Sample sample;
  const std::string method =
      "<d:usedMethods><d:usedMethod><d:name><d:content>m</d:content></d:name>"
      "</d:usedMethod></d:usedMethods>";
  const std::string real =
      "<s:real><s:value>1</s:value><s:unit>\\metre</s:unit></s:real>";
  sample.data = "<d:list id='outer'><d:list id='inner'><d:quantity id='q'>" +
                real + method + sample.equipment + "</d:quantity>" + method +
                "</d:list>" + method + "</d:list>";
  std::string xml = absl::StrReplaceAll(
      sample.Xml(), {{"<d:measurementResults>",
                      "<d:measurementResults>" + method + sample.equipment}});
  const Document document = MustRead(xml);
  REQUIRE(document.methods.size() == 5);
  CHECK(document.methods[0].element.within.kind == ScopeKind::kDocument);
  CHECK(document.methods[1].element.within.kind == ScopeKind::kMeasurement);
  CHECK(document.methods[2].element.within == Scope{ScopeKind::kQuantity, 1});
  CHECK(document.methods[3].element.within == Scope{ScopeKind::kList, 1});
  CHECK(document.methods[4].element.within == Scope{ScopeKind::kList, 0});
  REQUIRE(document.equipment.size() == 3);
  CHECK(document.equipment[0].element.within.kind == ScopeKind::kDocument);
  CHECK(document.equipment[2].element.within == Scope{ScopeKind::kQuantity, 1});
  CHECK(Enclosing(document, document.equipment[2].element.within,
                  ScopeKind::kMeasurement) ==
        Scope{ScopeKind::kMeasurement, 0});
  CHECK(IsResultData(document, document.quantities[1]));
  CHECK_FALSE(IsResultData(document, document.quantities[0]));
}

TEST_CASE("A part of an item names the item it is a part of") {
  Sample sample;
  sample.items = R"(<d:items><d:name><d:content>Set</d:content></d:name>
      <d:item><d:name><d:content>Meter</d:content></d:name>
      <d:subItems><d:item><d:name><d:content>Probe</d:content></d:name></d:item>
      </d:subItems></d:item></d:items>)";
  const Document document = MustRead(sample);
  REQUIRE(document.items.size() == 2);
  CHECK(document.items[0].element.within.kind == ScopeKind::kDocument);
  CHECK(document.items[1].element.within == Scope{ScopeKind::kItem, 0});
  CHECK(InLanguage(document.common_item.name, "") == "Set");
}

TEST_CASE("Statements carry conformity, dates and periods") {
  Sample sample;
  sample.statements = R"(<d:statements>
      <d:statement refType="basic_recalibration gp_x"><d:date>2025-03-11</d:date>
      <d:period>P1Y</d:period></d:statement>
      <d:statement refType="basic_conformity"><d:traceable>true</d:traceable>
      <d:conformityXMLList>pass fail</d:conformityXMLList>
      <d:validXMLList>true 0</d:validXMLList></d:statement></d:statements>)";
  const Document document = MustRead(sample);
  REQUIRE(document.statements.size() == 2);
  CHECK(document.statements[0].element.HasRefType("basic_recalibration"));
  CHECK(document.statements[0].element.HasRefType("gp_x"));
  CHECK(document.statements[0].date.day == absl::CivilDay(2025, 3, 11));
  CHECK(document.statements[0].period == "P1Y");
  CHECK(document.statements[1].conformity ==
        std::vector<std::string>{"pass", "fail"});
  CHECK(document.statements[1].traceable == true);
  CHECK(document.statements[1].valid ==
        std::vector<std::optional<bool>>{true, false});
}

TEST_CASE("Amendments and earlier reports are links of the document") {
  Sample sample;
  sample.core_rest = R"(<d:reportAmendedSubstituted>
      <d:typeOfChange>substituted</d:typeOfChange>
      <d:replacedUniqueIdentifier>LX2024-00001</d:replacedUniqueIdentifier>
      </d:reportAmendedSubstituted><d:previousReport>
      <d:referral><d:content>2023</d:content></d:referral>
      <d:referralID>LX2023-1</d:referralID><d:procedure>SHA-256</d:procedure>
      <d:value>x</d:value><d:inValidityRange>true</d:inValidityRange>
      <d:linkedReport><d:referralID>LX2022-1</d:referralID></d:linkedReport>
      </d:previousReport>)";
  const Document document = MustRead(sample);
  REQUIRE(document.core.replacement.has_value());
  CHECK(document.core.replacement->type_of_change == "substituted");
  CHECK(document.core.replacement->replaced_identifier == "LX2024-00001");
  REQUIRE(document.links.size() == 3);
  CHECK(document.links[0].role == LinkRole::kPreviousReport);
  CHECK(document.links[0].in_validity_range == true);
  CHECK(document.links[1].role == LinkRole::kLinkedReport);
  CHECK(document.links[1].element.within == Scope{ScopeKind::kLink, 0});
}

TEST_CASE("An attachment is described and its bytes are decoded on demand") {
  Sample sample;
  sample.after_results = R"(<d:document><d:name><d:content>scan</d:content>
      </d:name><d:fileName>a.txt</d:fileName><d:mimeType>text/plain</d:mimeType>
      <d:dataBase64>aGVs
      bG8=</d:dataBase64></d:document>)";
  const std::string xml = sample.Xml();
  const Document document = MustRead(xml);
  REQUIRE(document.attachments.size() == 1);
  CHECK(document.attachments[0].media_type == "text/plain");
  CHECK(document.attachments[0].file_name == "a.txt");
  CHECK(document.attachments[0].size == 5);
  CHECK(FindingOf(document, "DCC_ATTACHMENT_TINY") != nullptr);
  const auto bytes = ReadAttachment(xml, 0, Limits());
  REQUIRE_THAT(StatusOf(bytes), IsOk());
  CHECK(*bytes == "hello");
  CHECK_THAT(StatusOf(ReadAttachment(xml, 1, Limits())),
             HasReason("DCC_NO_SUCH_ATTACHMENT"));
}

TEST_CASE("An attachment that is not base64 is found and never decoded") {
  Sample sample;
  sample.after_results = R"(<d:document><d:fileName>a</d:fileName>
      <d:mimeType>b</d:mimeType><d:dataBase64>?!</d:dataBase64></d:document>)";
  const std::string xml = sample.Xml();
  const Document document = MustRead(xml);
  CHECK(document.attachments[0].size == -1);
  CHECK(FindingOf(document, "DCC_ATTACHMENT_NOT_BASE64") != nullptr);
  CHECK_THAT(StatusOf(ReadAttachment(xml, 0, Limits())),
             HasReason("DCC_ATTACHMENT_NOT_BASE64"));
}

TEST_CASE("A signature is noted with its place and nothing in it is read") {
  Sample sample;
  sample.root_attributes = R"(schemaVersion="3.1.2")";
  sample.after_results =
      R"(<g:Signature Id="s1" xmlns:g="http://www.w3.org/2000/09/xmldsig#">
      <g:Object><d:item/></g:Object></g:Signature>)";
  const Document document = MustRead(sample);
  REQUIRE(document.signatures.size() == 1);
  CHECK(document.signatures[0].id == "s1");
  CHECK(document.signatures[0].is_in_root);
  CHECK(document.signatures[0].path ==
        "/digitalCalibrationCertificate/Signature");
  CHECK(document.items.size() == 1);
  CHECK(FindingOf(document, "DCC_SIGNATURE_BEFORE_SCHEMA") != nullptr);
}

TEST_CASE("A signature inside the data is misplaced") {
  Sample sample;
  sample.core_rest =
      R"(<g:Signature xmlns:g="http://www.w3.org/2000/09/xmldsig#"/>)";
  const Document document = MustRead(sample);
  REQUIRE(document.signatures.size() == 1);
  CHECK_FALSE(document.signatures[0].is_in_root);
  CHECK(FindingOf(document, "DCC_SIGNATURE_MISPLACED") != nullptr);
  CHECK(FindingOf(document, "DCC_SIGNATURE_BEFORE_SCHEMA") == nullptr);
}

TEST_CASE("What looks like ours inside a comment is not read") {
  Sample sample;
  sample.after_results =
      "<d:comment><d:item><d:name/></d:item>free words</d:comment>";
  const Document document = MustRead(sample);
  CHECK(document.items.size() == 1);
  CHECK(document.comment == "free words");
}

TEST_CASE("Each odd thing is found where it stands, in both languages") {
  struct Case {
    const char* code;
    std::string Sample::*part;
    std::string value;
  };
  const std::string dates = Sample().dates;
  const std::string with_two =
      "<d:usedLangCodeISO639_1>en</d:usedLangCodeISO639_1>"
      "<d:usedLangCodeISO639_1>zh</d:usedLangCodeISO639_1>";
  const auto with = [&](const char* from, const char* to) {
    return absl::StrReplaceAll(dates, {{from, to}});
  };
  const Case c = GENERATE_COPY(values<Case>({
      {"DCC_DATES_REVERSED", &Sample::dates, with("2024-03-12", "2024-03-10")},
      {"DCC_RECEIVED_AFTER_WORK", &Sample::dates,
       with("2024-03-08", "2024-03-13")},
      {"DCC_ISSUED_BEFORE_END", &Sample::dates,
       with("2024-03-15", "2024-03-11")},
      {"DCC_DATE_NOT_ISO", &Sample::dates, with("2024-03-11", "11.03.2024")},
      {"DCC_DATE_NOT_ISO", &Sample::dates, with("2024-03-11", "")},
      {"DCC_DATE_NOT_ISO", &Sample::dates, with("2024-03-11", "2024-02-30")},
      {"DCC_ISSUE_DATE_MISSING", &Sample::dates,
       with("<d:issueDate>2024-03-15</d:issueDate>", "")},
      {"DCC_ELEMENT_MISSING", &Sample::dates,
       with("<d:performanceLocation>laboratory</d:performanceLocation>", "")},
      {"DCC_LANGUAGE_MISSING", &Sample::languages, with_two},
      {"DCC_LANGUAGE_UNDECLARED", &Sample::languages,
       "<d:usedLangCodeISO639_1>zh</d:usedLangCodeISO639_1>"},
      {"DCC_MANDATORY_LANGUAGE_UNDECLARED", &Sample::languages,
       "<d:usedLangCodeISO639_1>zh</d:usedLangCodeISO639_1>"},
      {"DCC_CODE_INVALID", &Sample::languages,
       "<d:usedLangCodeISO639_1>English</d:usedLangCodeISO639_1>"},
      {"DCC_CODE_UNASSIGNED", &Sample::languages,
       "<d:usedLangCodeISO639_1>en</d:usedLangCodeISO639_1>"
       "<d:usedLangCodeISO639_1>cn</d:usedLangCodeISO639_1>"},
      {"DCC_LANGUAGE_REPEATED", &Sample::languages,
       "<d:usedLangCodeISO639_1>en</d:usedLangCodeISO639_1>"
       "<d:usedLangCodeISO639_1>en</d:usedLangCodeISO639_1>"},
      {"DCC_LANGUAGE_DOUBTFUL", &Sample::methods,
       "<d:usedMethods><d:usedMethod><d:name><d:content lang='en'>Vergleich "
       "mit "
       "dem Normal und der Waage</d:content></d:name></d:usedMethod>"
       "</d:usedMethods>"},
      {"DCC_REPLACES_ITSELF", &Sample::core_rest,
       "<d:reportAmendedSubstituted><d:typeOfChange>amended</d:typeOfChange>"
       "<d:replacedUniqueIdentifier>LX2024-01583</d:replacedUniqueIdentifier>"
       "</d:reportAmendedSubstituted>"},
      {"DCC_RECALIBRATION_BEFORE_END", &Sample::statements,
       "<d:statements><d:statement refType='basic_recalibration'>"
       "<d:date>2024-03-11</d:date></d:statement></d:statements>"},
      {"DCC_NON_SI_DECLARATION_PARTIAL", &Sample::statements,
       "<d:statements><d:statement><d:nonSIUnit>|cup</d:nonSIUnit>"
       "</d:statement></d:statements>"},
      {"DCC_NON_SI_DECLARATION_PARTIAL", &Sample::statements,
       "<d:statements><d:statement><d:nonSIDefinition>a cup</d:nonSIDefinition>"
       "</d:statement></d:statements>"},
      {"DCC_IDENTIFIER_EMPTY", &Sample::identifier, "  "},
      {"DCC_IDENTIFIER_PLACEHOLDER", &Sample::identifier, "XXXX"},
      {"DCC_IDENTIFIER_PLACEHOLDER", &Sample::identifier, "§DFM_Unique_ID§"},
      {"DCC_IDENTIFIER_DECORATED", &Sample::identifier,
       "Calibration No. 02-2025"},
      {"DCC_MAIN_SIGNER_MISSING", &Sample::persons, ""},
      {"DCC_MAIN_SIGNER_SEVERAL", &Sample::persons,
       Sample().persons + Sample().persons},
      {"DCC_BOOLEAN_INVALID", &Sample::persons,
       "<d:respPerson><d:mainSigner>yes</d:mainSigner></d:respPerson>"},
      {"DCC_EQUIPMENT_NONE", &Sample::equipment, ""},
      {"DCC_METHODS_NONE", &Sample::methods, ""},
      {"DCC_CONDITIONS_NONE", &Sample::conditions, ""},
      {"DCC_EQUIPMENT_WITHOUT_CERTIFICATE", &Sample::equipment,
       "<d:measuringEquipments><d:measuringEquipment/>"
       "</d:measuringEquipments>"},
      {"DCC_LINK_WITHOUT_NUMBER", &Sample::equipment,
       absl::StrReplaceAll(Sample().equipment, {{"LX2023-00042", "-"}})},
      {"DCC_RESULTS_NONE", &Sample::data, "<d:text/>"},
      {"DCC_UNCERTAINTY_NONE", &Sample::data,
       "<d:quantity><s:real><s:value>1</s:value><s:unit>\\metre</s:unit>"
       "</s:real></d:quantity>"},
      {"DCC_ELEMENT_UNKNOWN", &Sample::after_results, "<d:table/>"},
      {"DCC_TEXT_EMPTY", &Sample::after_results,
       "<d:document><d:name><d:content/></d:name></d:document>"},
      {"DCC_ID_REPEATED", &Sample::after_results, "<d:document id='std1'/>"},
      {"DCC_REFERENCE_DANGLING", &Sample::after_results,
       "<d:document refId='std1 nowhere'/>"},
      {"DCC_CONFORMITY_UNKNOWN", &Sample::statements,
       "<d:statements><d:statement><d:conformity>ok</d:conformity>"
       "</d:statement></d:statements>"},
  }));
  CAPTURE(c.code, c.value);
  CHECK(FindingOf(MustRead(Sample()), c.code) == nullptr);
  Sample sample;
  sample.*c.part = c.value;
  const Document document = MustRead(sample);
  const Finding* found = FindingOf(document, c.code);
  REQUIRE(found != nullptr);
  CHECK(absl::StartsWith(found->path, "/digitalCalibrationCertificate"));
  CHECK(found->line > 0);
  CHECK_FALSE(found->message_en.empty());
  CHECK_FALSE(found->message_zh.empty());
  CHECK_FALSE(absl::StrContains(found->message_en, "$"));
  CHECK_FALSE(absl::StrContains(found->message_zh, "$"));
}

TEST_CASE("The same day for receipt, work and issue is no finding") {
  Sample sample;
  sample.dates =
      absl::StrReplaceAll(sample.dates, {{"2024-03-08", "2024-03-11"},
                                         {"2024-03-12", "2024-03-11"},
                                         {"2024-03-15", "2024-03-11"}});
  CHECK(MustRead(sample).findings.size() == 1);
}

TEST_CASE("What is right on the day itself is no finding") {
  Sample sample;
  sample.statements =
      "<d:statements><d:statement refType='basic_recalibration'>"
      "<d:date>2024-03-12</d:date></d:statement>"
      "<d:statement refType='basic_other'><d:date>2023-01-01</d:date>"
      "</d:statement></d:statements>";
  sample.core_rest =
      "<d:reportAmendedSubstituted><d:typeOfChange>amended</d:typeOfChange>"
      "<d:replacedUniqueIdentifier>LX2024-01582</d:replacedUniqueIdentifier>"
      "</d:reportAmendedSubstituted>";
  const Document document = MustRead(sample);
  CHECK(FindingOf(document, "DCC_RECALIBRATION_BEFORE_END") == nullptr);
  CHECK(FindingOf(document, "DCC_REPLACES_ITSELF") == nullptr);
}

TEST_CASE("Exactly one person signs for the certificate") {
  const auto codes = [](int signers) {
    Sample sample;
    sample.persons = "";
    for (int i = 0; i < signers; ++i) sample.persons += Sample().persons;
    const Document document = MustRead(sample);
    return std::pair(FindingOf(document, "DCC_MAIN_SIGNER_MISSING"),
                     FindingOf(document, "DCC_MAIN_SIGNER_SEVERAL")) ==
           std::pair<const Finding*, const Finding*>(nullptr, nullptr);
  };
  CHECK_FALSE(codes(0));
  CHECK(codes(1));
  CHECK_FALSE(codes(2));
}

TEST_CASE("Equal findings are one finding with a count") {
  Sample sample;
  sample.languages += "<d:usedLangCodeISO639_1>zh</d:usedLangCodeISO639_1>";
  const Document document = MustRead(sample);
  const Finding* found = FindingOf(document, "DCC_LANGUAGE_MISSING");
  REQUIRE(found != nullptr);
  CHECK(found->occurrences > 3);
}

TEST_CASE("Past the limit of findings a last one says that there are more") {
  Sample sample;
  for (int i = 0; i < 10; ++i) {
    sample.after_results += "<d:odd" + std::to_string(i) + "/>";
  }
  Limits limits;
  limits.max_findings = 4;
  const auto document = Read(sample.Xml(), limits);
  REQUIRE_THAT(StatusOf(document), IsOk());
  REQUIRE(document->findings.size() == 4);
  CHECK(document->findings.back().code == "DCC_FINDINGS_TRUNCATED");
}

}  // namespace
}  // namespace suyuan::dcc
