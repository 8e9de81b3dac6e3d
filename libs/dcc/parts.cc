#include "libs/dcc/parts.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace suyuan::dcc {
namespace {

std::vector<std::string> Tokens(absl::string_view text) {
  return absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
}

// "YYYY-MM-DD" and nothing else: xs:date's zone has no meaning for a day of
// work. Civil days normalise, so the day must come back as it went in.
std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  for (const char c : {text[0], text[5], text[8]}) {
    if (!absl::ascii_isdigit(c)) return std::nullopt;
  }
  int year = 0, month = 0, day = 0;
  if (!absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return std::nullopt;
  }
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month || civil.day() != day) return std::nullopt;
  return civil;
}

void ReadLocation(const xmlNode* location, Contact& contact) {
  contact.country_codes = ReadStrings(location, "countryCode");
  contact.city = ReadString(location, "city");
  contact.post_code = ReadString(location, "postCode");
  contact.state = ReadString(location, "state");
  contact.street = ReadString(location, "street");
  contact.street_number = ReadString(location, "streetNo");
  contact.post_office_box = ReadString(location, "postOfficeBox");
  contact.further = ReadChildText(location, "further");
}

}  // namespace

MultilingualText ReadText(const xmlNode* node) {
  MultilingualText text;
  for (const xmlNode* content : DccChildren(node, "content")) {
    text.push_back({Attribute(content, "lang"), TextOf(content),
                    Tokens(Attribute(content, "refType"))});
  }
  return text;
}

MultilingualText ReadChildText(const xmlNode* parent, absl::string_view name) {
  MultilingualText text;
  for (const xmlNode* child : DccChildren(parent, name)) {
    MultilingualText more = ReadText(child);
    text.insert(text.end(), more.begin(), more.end());
  }
  return text;
}

std::string ReadString(const xmlNode* parent, absl::string_view name) {
  return TextOf(DccChild(parent, name));
}

std::vector<std::string> ReadStrings(const xmlNode* parent,
                                     absl::string_view name) {
  std::vector<std::string> texts;
  for (const xmlNode* child : DccChildren(parent, name)) {
    texts.push_back(TextOf(child));
  }
  return texts;
}

std::optional<bool> ReadBoolean(Build& build, const xmlNode* parent,
                                absl::string_view name) {
  const xmlNode* child = DccChild(parent, name);
  if (child == nullptr) return std::nullopt;
  const std::string text = TextOf(child);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  build.log.Add("DCC_BOOLEAN_INVALID", child, {name, text});
  return std::nullopt;
}

DateText ReadDate(Build& build, const xmlNode* parent, absl::string_view name) {
  const xmlNode* child = DccChild(parent, name);
  if (child == nullptr) return {};
  DateText date{TextOf(child), std::nullopt};
  date.day = ParseDay(date.text);
  if (!date.day.has_value()) {
    build.log.Add("DCC_DATE_NOT_ISO", child, {name, date.text});
  }
  return date;
}

Element ReadElement(const xmlNode* node, const Scope& within) {
  return {within, LineOf(node), Attribute(node, "id"),
          Tokens(Attribute(node, "refId")), Tokens(Attribute(node, "refType"))};
}

Contact ReadContact(const xmlNode* node) {
  Contact contact;
  contact.name = ReadChildText(node, "name");
  contact.email = ReadString(node, "eMail");
  contact.phone = ReadString(node, "phone");
  contact.fax = ReadString(node, "fax");
  contact.link = ReadString(node, "link");
  ReadLocation(DccChild(node, "location"), contact);
  return contact;
}

std::optional<Contact> ReadOptionalContact(const xmlNode* parent,
                                           absl::string_view name) {
  const xmlNode* child = DccChild(parent, name);
  if (child == nullptr) return std::nullopt;
  return ReadContact(child);
}

std::vector<Identification> ReadIdentifications(const xmlNode* parent) {
  std::vector<Identification> all;
  for (const xmlNode* node :
       DccChildren(DccChild(parent, "identifications"), "identification")) {
    Identification one;
    one.issuer = ReadString(node, "issuer");
    one.value = ReadString(node, "value");
    one.name = ReadChildText(node, "name");
    if (one.name.empty()) one.name = ReadChildText(node, "description");
    one.ref_types = Tokens(Attribute(node, "refType"));
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<EquipmentClass> ReadEquipmentClasses(const xmlNode* parent) {
  std::vector<EquipmentClass> all;
  for (const xmlNode* node : DccChildren(parent, "equipmentClass")) {
    all.push_back({ReadString(node, "reference"), ReadString(node, "classID")});
  }
  return all;
}

}  // namespace suyuan::dcc
