#include "libs/dcc/write_parts.h"

#include "absl/strings/str_join.h"

namespace suyuan::dcc {
namespace {

void WriteTokens(XmlWriter& xml, const char* name,
                 const std::vector<std::string>& tokens) {
  if (!tokens.empty()) xml.Attribute(name, absl::StrJoin(tokens, " "));
}

bool HasLocation(const Contact& contact) {
  return !contact.country_codes.empty() || !contact.city.empty() ||
         !contact.post_code.empty() || !contact.state.empty() ||
         !contact.street.empty() || !contact.street_number.empty() ||
         !contact.post_office_box.empty() || !contact.further.empty();
}

void WriteLocation(XmlWriter& xml, const Contact& contact) {
  xml.Open("dcc:location");
  xml.OptionalLeaf("dcc:street", contact.street);
  xml.OptionalLeaf("dcc:streetNo", contact.street_number);
  xml.OptionalLeaf("dcc:postOfficeBox", contact.post_office_box);
  xml.OptionalLeaf("dcc:postCode", contact.post_code);
  xml.OptionalLeaf("dcc:city", contact.city);
  xml.OptionalLeaf("dcc:state", contact.state);
  WriteStrings(xml, "dcc:countryCode", contact.country_codes);
  WriteOptionalText(xml, "dcc:further", contact.further);
  xml.Close();
}

}  // namespace

void WriteAttributes(XmlWriter& xml, const Element& element) {
  if (!element.id.empty()) xml.Attribute("id", element.id);
  WriteTokens(xml, "refId", element.ref_ids);
  WriteTokens(xml, "refType", element.ref_types);
}

void WriteContents(XmlWriter& xml, const MultilingualText& text) {
  for (const LanguageText& one : text) {
    xml.Open("dcc:content");
    if (!one.language.empty()) xml.Attribute("lang", one.language);
    WriteTokens(xml, "refType", one.ref_types);
    xml.Text(one.text);
    xml.Close();
  }
}

void WriteText(XmlWriter& xml, const char* name, const MultilingualText& text) {
  xml.Open(name);
  WriteContents(xml, text);
  xml.Close();
}

void WriteOptionalText(XmlWriter& xml, const char* name,
                       const MultilingualText& text) {
  if (!text.empty()) WriteText(xml, name, text);
}

void WriteStrings(XmlWriter& xml, const char* name,
                  const std::vector<std::string>& texts) {
  for (const std::string& text : texts) xml.Leaf(name, text);
}

void WriteBoolean(XmlWriter& xml, const char* name, std::optional<bool> value) {
  if (value.has_value()) xml.Leaf(name, *value ? "true" : "false");
}

void WriteContact(XmlWriter& xml, const char* name, const Contact& contact,
                  ContactForm form) {
  xml.Open(name);
  WriteText(xml, "dcc:name", contact.name);
  xml.OptionalLeaf("dcc:eMail", contact.email);
  xml.OptionalLeaf("dcc:phone", contact.phone);
  xml.OptionalLeaf("dcc:fax", contact.fax);
  xml.OptionalLeaf("dcc:link", contact.link);
  if (form == ContactForm::kStrict || HasLocation(contact)) {
    WriteLocation(xml, contact);
  }
  xml.Close();
}

void WriteContact(XmlWriter& xml, const char* name,
                  const std::optional<Contact>& contact, ContactForm form) {
  if (contact.has_value()) WriteContact(xml, name, *contact, form);
}

void WriteIdentifications(XmlWriter& xml,
                          const std::vector<Identification>& all) {
  if (all.empty()) return;
  xml.Open("dcc:identifications");
  for (const Identification& one : all) {
    xml.Open("dcc:identification");
    WriteTokens(xml, "refType", one.ref_types);
    xml.Leaf("dcc:issuer", one.issuer);
    xml.Leaf("dcc:value", one.value);
    WriteOptionalText(xml, "dcc:name", one.name);
    xml.Close();
  }
  xml.Close();
}

void WriteEquipmentClasses(XmlWriter& xml,
                           const std::vector<EquipmentClass>& all) {
  for (const EquipmentClass& one : all) {
    xml.Open("dcc:equipmentClass");
    xml.Leaf("dcc:reference", one.reference);
    xml.Leaf("dcc:classID", one.class_id);
    xml.Close();
  }
}

}  // namespace suyuan::dcc
