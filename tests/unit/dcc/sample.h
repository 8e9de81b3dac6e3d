#ifndef TESTS_UNIT_DCC_SAMPLE_H_
#define TESTS_UNIT_DCC_SAMPLE_H_

#include <algorithm>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/dcc/document.h"

namespace suyuan::dcc::testing {

// A small sound certificate, version 3.3.0, of invented parties; change one
// part. No finding but DCC_LINK_WITHOUT_HASH comes from it unchanged.
struct Sample {
  std::string root_attributes = R"(schemaVersion="3.3.0")";
  std::string languages = "<d:usedLangCodeISO639_1>en</d:usedLangCodeISO639_1>";
  std::string identifier = "LX2024-01583";
  std::string dates = R"(
      <d:receiptDate>2024-03-08</d:receiptDate>
      <d:beginPerformanceDate>2024-03-11</d:beginPerformanceDate>
      <d:endPerformanceDate>2024-03-12</d:endPerformanceDate>
      <d:performanceLocation>laboratory</d:performanceLocation>
      <d:issueDate>2024-03-15</d:issueDate>)";
  std::string core_rest;
  std::string items = R"(<d:items><d:item id="weight1">
      <d:name><d:content lang="en">Weight 1 kg</d:content></d:name>
      <d:manufacturer><d:name><d:content>Maker</d:content></d:name>
      </d:manufacturer><d:model>W1</d:model>
      <d:identifications><d:identification><d:issuer>manufacturer</d:issuer>
      <d:value>SN-7</d:value></d:identification></d:identifications>
      </d:item></d:items>)";
  std::string persons = R"(<d:respPerson><d:person><d:name>
      <d:content>A. Nonymous</d:content></d:name></d:person>
      <d:role>approver</d:role><d:mainSigner>true</d:mainSigner>
      </d:respPerson>)";
  std::string statements;
  std::string methods = R"(<d:usedMethods><d:usedMethod><d:name>
      <d:content lang="en">Weighing</d:content></d:name>
      <d:norm>JJG 99-2022</d:norm></d:usedMethod></d:usedMethods>)";
  std::string equipment = R"(<d:measuringEquipments>
      <d:measuringEquipment id="std1"><d:name>
      <d:content lang="en">Standard weight</d:content></d:name>
      <d:certificate><d:referral><d:content>-</d:content></d:referral>
      <d:referralID>LX2023-00042</d:referralID>
      <d:procedure>analog</d:procedure><d:value>analog</d:value>
      </d:certificate><d:identifications><d:identification>
      <d:issuer>manufacturer</d:issuer><d:value>E2-1</d:value>
      </d:identification></d:identifications></d:measuringEquipment>
      </d:measuringEquipments>)";
  std::string conditions = R"(<d:influenceConditions><d:influenceCondition>
      <d:name><d:content lang="en">Temperature</d:content></d:name>
      <d:data><d:quantity><s:real><s:value>20.3</s:value>
      <s:unit>\degreecelsius</s:unit></s:real></d:quantity></d:data>
      </d:influenceCondition></d:influenceConditions>)";
  // What stands in the data of the one result.
  std::string data = R"(<d:quantity><s:real><s:value>1.000002</s:value>
      <s:unit>\kilogram</s:unit><s:expandedUnc>
      <s:uncertainty>0.000003</s:uncertainty>
      <s:coverageFactor>2</s:coverageFactor>
      <s:coverageProbability>0.95</s:coverageProbability>
      </s:expandedUnc></s:real></d:quantity>)";
  std::string after_results;

  std::string Xml() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<d:digitalCalibrationCertificate xmlns:d=\"https://ptb.de/dcc\" "
           "xmlns:s=\"https://ptb.de/si\" " +
           root_attributes + "><d:administrativeData>" +
           R"(<d:dccSoftware><d:software><d:name><d:content>tool</d:content>
           </d:name><d:release>1.0</d:release></d:software></d:dccSoftware>
           <d:coreData><d:countryCodeISO3166_1>CN</d:countryCodeISO3166_1>)" +
           languages +
           "<d:mandatoryLangCodeISO639_1>en</d:mandatoryLangCodeISO639_1>"
           "<d:uniqueIdentifier>" +
           identifier + "</d:uniqueIdentifier>" + dates + core_rest +
           "</d:coreData>" + items +
           R"(<d:calibrationLaboratory>
           <d:calibrationLaboratoryCode>CNAS L0001</d:calibrationLaboratoryCode>
           <d:contact><d:name><d:content>Example Lab</d:content></d:name>
           <d:location><d:countryCode>CN</d:countryCode><d:city>Urumqi</d:city>
           </d:location></d:contact></d:calibrationLaboratory>
           <d:respPersons>)" +
           persons +
           "</d:respPersons><d:customer><d:name><d:content>Customer"
           "</d:content></d:name></d:customer>" +
           statements +
           "</d:administrativeData><d:measurementResults>"
           "<d:measurementResult id=\"mr1\"><d:name><d:content lang=\"en\">"
           "Mass</d:content></d:name>" +
           methods + equipment + conditions +
           "<d:results><d:result id=\"r1\"><d:name><d:content lang=\"en\">"
           "Table</d:content></d:name><d:data>" +
           data +
           "</d:data></d:result></d:results></d:measurementResult>"
           "</d:measurementResults>" +
           after_results + "</d:digitalCalibrationCertificate>\n";
  }
};

inline const Finding* FindingOf(const Document& document,
                                absl::string_view code) {
  const auto at =
      std::find_if(document.findings.begin(), document.findings.end(),
                   [&](const Finding& one) { return one.code == code; });
  return at == document.findings.end() ? nullptr : &*at;
}

}  // namespace suyuan::dcc::testing

#endif  // TESTS_UNIT_DCC_SAMPLE_H_
