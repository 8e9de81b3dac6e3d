#ifndef TESTS_UNIT_DCC_SMALL_SCHEMAS_H_
#define TESTS_UNIT_DCC_SMALL_SCHEMAS_H_

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::dcc::testing {

// Schemas of a certificate that holds next to nothing, in the namespaces of
// the DCC and of D-SI; invented here, so that no published one is needed.

inline std::string SmallValueSchema(const std::string& version) {
  return absl::StrCat(
      R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" version=")",
      version, R"(" targetNamespace="https://ptb.de/si"
      xmlns="https://ptb.de/si" elementFormDefault="qualified">
      <xs:element name="value"><xs:simpleType>
      <xs:restriction base="xs:string"><xs:pattern value="[0-9]+(\.[0-9]+)?"/>
      </xs:restriction></xs:simpleType></xs:element></xs:schema>)");
}

// A root with one `name`, then D-SI values that are keys, then anything of a
// namespace whose schema is known; no place for a signature.
inline std::string SmallSchema(const std::string& version,
                               const std::string& import_address) {
  return absl::StrCat(
      R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" version=")",
      version, R"(" targetNamespace="https://ptb.de/dcc"
      xmlns:d="https://ptb.de/dcc" xmlns:s="https://ptb.de/si"
      elementFormDefault="qualified">
      <xs:import namespace="https://ptb.de/si" schemaLocation=")",
      import_address, R"("/>
      <xs:element name="digitalCalibrationCertificate">
      <xs:complexType><xs:sequence>
      <xs:element name="name" type="xs:string"/>
      <xs:element ref="s:value" minOccurs="0" maxOccurs="unbounded"/>
      <xs:element name="any" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:any namespace="##any" processContents="strict"/>
      </xs:sequence></xs:complexType></xs:element>
      </xs:sequence>
      <xs:attribute name="schemaVersion" use="required"/>
      </xs:complexType>
      <xs:unique name="each"><xs:selector xpath="s:value"/>
      <xs:field xpath="."/></xs:unique>
      </xs:element></xs:schema>)");
}

inline std::string SmallDocument(const std::string& version,
                                 const std::string& content) {
  return absl::StrCat(
      R"(<d:digitalCalibrationCertificate xmlns:d="https://ptb.de/dcc"
 xmlns:s="https://ptb.de/si" schemaVersion=")",
      version, "\">\n", content, "</d:digitalCalibrationCertificate>");
}

inline void WriteFile(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(
      std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace suyuan::dcc::testing

#endif  // TESTS_UNIT_DCC_SMALL_SCHEMAS_H_
