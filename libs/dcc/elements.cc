#include "libs/dcc/elements.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "libs/dcc/checks.h"
#include "libs/dcc/parts.h"
#include "libs/dcc/quantity_checks.h"
#include "libs/dcc/values.h"

namespace suyuan::dcc {
namespace {

template <typename T>
Scope Keep(std::vector<T>& all, ScopeKind kind, T one) {
  all.push_back(std::move(one));
  return {kind, static_cast<int>(all.size()) - 1};
}

Scope ReadRefTypeDefinition(Build& build, const xmlNode* node,
                            const Scope& within) {
  build.document.ref_type_definitions.push_back(
      {ReadChildText(node, "name"), ReadString(node, "namespace"),
       ReadString(node, "link"), ReadString(node, "release")});
  return within;
}

Scope ReadSoftware(Build& build, const xmlNode* node, const Scope& within) {
  build.document.software.push_back(
      {ReadElement(node, within), ReadChildText(node, "name"),
       ReadString(node, "release"), ReadString(node, "type")});
  return within;
}

Scope ReadCore(Build& build, const xmlNode* node, const Scope& within) {
  CoreData& core = build.document.core;
  core.country_code = ReadString(node, "countryCodeISO3166_1");
  core.used_languages = ReadStrings(node, "usedLangCodeISO639_1");
  core.mandatory_languages = ReadStrings(node, "mandatoryLangCodeISO639_1");
  core.unique_identifier = ReadString(node, "uniqueIdentifier");
  core.identifications = ReadIdentifications(node);
  core.receipt_date = ReadDate(build, node, "receiptDate");
  core.begin_performance_date = ReadDate(build, node, "beginPerformanceDate");
  core.end_performance_date = ReadDate(build, node, "endPerformanceDate");
  core.issue_date = ReadDate(build, node, "issueDate");
  core.performance_location = ReadString(node, "performanceLocation");
  if (const xmlNode* change = DccChild(node, "reportAmendedSubstituted")) {
    core.replacement =
        Replacement{ReadString(change, "typeOfChange"),
                    ReadString(change, "replacedUniqueIdentifier")};
  }
  return within;
}

Item ToItem(const xmlNode* node, const Scope& within) {
  Item item;
  item.element = ReadElement(node, within);
  item.name = ReadChildText(node, "name");
  item.description = ReadChildText(node, "description");
  item.equipment_classes = ReadEquipmentClasses(node);
  item.manufacturer = ReadOptionalContact(node, "manufacturer");
  item.owner = ReadOptionalContact(node, "owner");
  item.model = ReadString(node, "model");
  item.identifications = ReadIdentifications(node);
  return item;
}

Scope ReadItems(Build& build, const xmlNode* node, const Scope& within) {
  build.document.common_item = ToItem(node, within);
  return within;
}

Scope ReadItem(Build& build, const xmlNode* node, const Scope& within) {
  return Keep(build.document.items, ScopeKind::kItem, ToItem(node, within));
}

Scope ReadLaboratory(Build& build, const xmlNode* node, const Scope& within) {
  Laboratory& laboratory = build.document.laboratory;
  laboratory.code = ReadString(node, "calibrationLaboratoryCode");
  for (const xmlNode* contact : DccChildren(node, "contact")) {
    laboratory.contacts.push_back(ReadContact(contact));
  }
  return within;
}

Scope ReadPerson(Build& build, const xmlNode* node, const Scope& within) {
  ResponsiblePerson person;
  person.element = ReadElement(node, within);
  person.personal.contact = ReadContact(DccChild(node, "person"));
  person.description = ReadChildText(node, "description");
  person.role = ReadString(node, "role");
  person.main_signer = ReadBoolean(build, node, "mainSigner");
  person.electronic_seal = ReadBoolean(build, node, "cryptElectronicSeal");
  person.electronic_signature =
      ReadBoolean(build, node, "cryptElectronicSignature");
  person.electronic_time_stamp =
      ReadBoolean(build, node, "cryptElectronicTimeStamp");
  build.document.responsible_persons.push_back(std::move(person));
  return within;
}

Scope ReadCustomer(Build& build, const xmlNode* node, const Scope& within) {
  build.document.customer = ReadContact(node);
  return within;
}

std::vector<std::optional<bool>> ReadValid(Build& build, const xmlNode* node) {
  if (const auto one = ReadBoolean(build, node, "valid")) return {one};
  std::vector<std::optional<bool>> all;
  const xmlNode* list = DccChild(node, "validXMLList");
  if (list == nullptr) return all;
  for (const std::string& word : WordsOf(list)) {
    const bool is_true = word == "true" || word == "1";
    const bool is_false = word == "false" || word == "0";
    if (!is_true && !is_false) {
      build.log.Add("DCC_BOOLEAN_INVALID", list, {"validXMLList", word});
    }
    all.push_back(is_true || is_false ? std::optional<bool>(is_true)
                                      : std::nullopt);
  }
  return all;
}

std::vector<std::string> ReadConformity(Build& build, const xmlNode* node) {
  std::vector<std::string> all;
  for (const char* name : {"conformity", "conformityXMLList"}) {
    const xmlNode* child = DccChild(node, name);
    if (child == nullptr) continue;
    for (const std::string& word : WordsOf(child)) {
      if (word != "pass" && word != "fail" && word != "conditionalPass" &&
          word != "conditionalFail" && word != "noPass" && word != "noFail") {
        build.log.Add("DCC_CONFORMITY_UNKNOWN", child, {word});
      }
      all.push_back(word);
    }
  }
  return all;
}

Scope ReadStatement(Build& build, const xmlNode* node, const Scope& within) {
  Statement one;
  one.element = ReadElement(node, within);
  one.is_metadata = LocalName(node) == "metaData";
  one.name = ReadChildText(node, "name");
  one.declaration = ReadChildText(node, "declaration");
  one.norms = ReadStrings(node, "norm");
  one.references = ReadStrings(node, "reference");
  one.convention = ReadString(node, "convention");
  one.traceable = ReadBoolean(build, node, "traceable");
  one.valid = ReadValid(build, node);
  one.date = ReadDate(build, node, "date");
  one.period = ReadString(node, "period");
  one.conformity = ReadConformity(build, node);
  one.non_si_definition = ReadString(node, "nonSIDefinition");
  one.non_si_unit = ReadString(node, "nonSIUnit");
  one.responsible_authority = ReadOptionalContact(node, "respAuthority");
  if (!one.responsible_authority.has_value()) {  // 3.0.0-rc.1 spells it so
    one.responsible_authority =
        ReadOptionalContact(node, "resposibleAuthority");
  }
  CheckPerValue(build, node, one);
  build.statement_nodes.push_back(node);
  return Keep(build.document.statements, ScopeKind::kStatement, std::move(one));
}

Scope ReadMethod(Build& build, const xmlNode* node, const Scope& within) {
  return Keep(
      build.document.methods, ScopeKind::kMethod,
      Method{ReadElement(node, within), ReadChildText(node, "name"),
             ReadChildText(node, "description"), ReadStrings(node, "norm"),
             ReadStrings(node, "reference"), ReadStrings(node, "link")});
}

Scope ReadEquipment(Build& build, const xmlNode* node, const Scope& within) {
  Equipment one;
  one.element = ReadElement(node, within);
  one.name = ReadChildText(node, "name");
  one.description = ReadChildText(node, "description");
  one.equipment_classes = ReadEquipmentClasses(node);
  one.manufacturer = ReadOptionalContact(node, "manufacturer");
  one.model = ReadString(node, "model");
  one.identifications = ReadIdentifications(node);
  return Keep(build.document.equipment, ScopeKind::kEquipment, std::move(one));
}

Scope ReadCondition(Build& build, const xmlNode* node, const Scope& within) {
  std::string status = ReadString(node, "status");
  if (status.empty()) status = ReadString(node, "state");  // 2.x
  return Keep(build.document.conditions, ScopeKind::kCondition,
              Condition{ReadElement(node, within), ReadChildText(node, "name"),
                        ReadChildText(node, "description"), std::move(status)});
}

Scope ReadMeasurement(Build& build, const xmlNode* node, const Scope& within) {
  return Keep(
      build.document.measurements, ScopeKind::kMeasurement,
      Measurement{ReadElement(node, within), ReadChildText(node, "name"),
                  ReadChildText(node, "description")});
}

Scope ReadResult(Build& build, const xmlNode* node, const Scope& within) {
  return Keep(build.document.results, ScopeKind::kResult,
              Result{ReadElement(node, within), ReadChildText(node, "name"),
                     ReadChildText(node, "description")});
}

Scope ReadList(Build& build, const xmlNode* node, const Scope& within) {
  List list{ReadElement(node, within), ReadChildText(node, "name"), {}};
  for (const char* name : {"dateTime", "dateTimeXMLList"}) {
    const xmlNode* child = DccChild(node, name);
    if (child != nullptr) list.date_times = WordsOf(child);
  }
  return Keep(build.document.lists, ScopeKind::kList, std::move(list));
}

std::optional<Series> ReadRelative(Build& build, const xmlNode* quantity) {
  const xmlNode* node = DccChild(quantity, "relativeUncertainty");
  // 3.1.0 names the single form relativeUncertainty too.
  for (const char* name : {"relativeUncertaintySingle", "relativeUncertainty",
                           "relativeUncertaintyXmlList"}) {
    const xmlNode* child = node == nullptr ? nullptr : DccChild(node, name);
    if (child != nullptr) {
      return ReadOneSeries(build, child,
                           LocalName(child) == "relativeUncertaintyXmlList");
    }
  }
  return std::nullopt;
}

QuantityRole RoleOf(absl::string_view name) {
  if (name == "itemQuantity") return QuantityRole::kItem;
  if (name == "measuringEquipmentQuantity") return QuantityRole::kEquipment;
  if (name == "usedMethodQuantity") return QuantityRole::kMethod;
  return QuantityRole::kData;
}

Scope ReadQuantity(Build& build, const xmlNode* node, const Scope& within) {
  Quantity one;
  one.element = ReadElement(node, within);
  one.role = RoleOf(LocalName(node));
  one.name = ReadChildText(node, "name");
  one.series = ReadSeries(build, node);
  CheckHybrid(build, node, one.series);
  one.relative_uncertainty = ReadRelative(build, node);
  CheckRelative(build, node, one);
  if (const xmlNode* words = DccChild(node, "noQuantity")) {
    one.no_quantity = ReadText(words);
  }
  if (const xmlNode* chars = DccChild(node, "charsXMLList")) {
    one.chars = WordsOf(chars);
  }
  return Keep(build.document.quantities, ScopeKind::kQuantity, std::move(one));
}

// Words among the data. Elsewhere the same names mean other things: `xml` and
// `formula` in rich text are left to it.
Scope ReadNote(Build& build, const xmlNode* node, const Scope& within) {
  const bool is_data = node->parent != nullptr && IsDcc(node->parent, "data");
  if (!is_data) return within;
  const std::string kind(LocalName(node));
  MultilingualText text = ReadText(node);
  if (text.empty()) text.push_back({"", DeepTextOf(node)});
  build.document.notes.push_back(
      {ReadElement(node, within), kind, std::move(text)});
  return within;
}

LinkRole RoleOfLink(absl::string_view name, const Scope& within) {
  if (name == "previousReport") return LinkRole::kPreviousReport;
  if (name == "linkedReport") return LinkRole::kLinkedReport;
  return within.kind == ScopeKind::kCondition ? LinkRole::kConditionCertificate
                                              : LinkRole::kEquipmentCertificate;
}

Scope ReadLink(Build& build, const xmlNode* node, const Scope& within) {
  CertificateLink link;
  link.element = ReadElement(node, within);
  link.role = RoleOfLink(LocalName(node), within);
  link.referral = ReadChildText(node, "referral");
  if (link.referral.empty()) link.referral = ReadChildText(node, "reference");
  link.referral_id = ReadString(node, "referralID");
  if (link.referral_id.empty()) {
    link.referral_id = ReadString(node, "referenceID");
  }
  link.procedure = ReadString(node, "procedure");
  link.value = ReadString(node, "value");
  link.description = ReadChildText(node, "description");
  link.in_validity_range = ReadBoolean(build, node, "inValidityRange");
  link.traceable = ReadBoolean(build, node, "traceable");
  const Scope scope =
      Keep(build.document.links, ScopeKind::kLink, std::move(link));
  CheckLink(build, node, scope.index);
  return scope;
}

Scope ReadAttached(Build& build, const xmlNode* node, const Scope& within) {
  const xmlNode* data = AttachedData(node);
  if (data == nullptr) return within;
  Attachment one;
  one.element = ReadElement(node, within);
  one.name = ReadChildText(node, "name");
  one.file_name = ReadString(node, "fileName");
  one.media_type = ReadString(node, "mimeType");
  one.path = PathOf(node);
  std::string bytes;
  one.size = absl::Base64Unescape(TextOf(data), &bytes)
                 ? static_cast<int64_t>(bytes.size())
                 : -1;
  constexpr int64_t kTiny = 64;
  if (one.size < 0) {
    build.log.Add("DCC_ATTACHMENT_NOT_BASE64", node, {one.file_name});
  } else if (one.size < kTiny) {
    build.log.Add("DCC_ATTACHMENT_TINY", node,
                  {one.file_name, std::to_string(one.size)});
  }
  build.document.attachments.push_back(std::move(one));
  return within;
}

Scope ReadComment(Build& build, const xmlNode* node, const Scope& within) {
  build.document.comment = DeepTextOf(node);
  return within;
}

}  // namespace

const xmlNode* AttachedData(const xmlNode* node) {
  const xmlNode* data = DccChild(node, "dataBase64");
  // 2.x names it `data`, as it does the data of a result.
  return data != nullptr                         ? data
         : DccChild(node, "fileName") != nullptr ? DccChild(node, "data")
                                                 : nullptr;
}

bool IsAttachment(const xmlNode* node) {
  return NamespaceOf(node) == kDccNamespace &&
         ElementReaderOf(LocalName(node)) == ReadAttached;
}

bool MayEnter(const xmlNode* node) {
  static const auto& kOpaque = *new absl::flat_hash_set<absl::string_view>{
      "comment", "comments", "xml", "mathml"};
  return NamespaceOf(node) == kDccNamespace &&
         !kOpaque.contains(LocalName(node));
}

ElementReader ElementReaderOf(absl::string_view name) {
  static const auto& kReaders =
      *new absl::flat_hash_map<absl::string_view, ElementReader>{
          {"refTypeDefinition", ReadRefTypeDefinition},
          {"software", ReadSoftware},
          {"coreData", ReadCore},
          {"items", ReadItems},
          {"item", ReadItem},
          {"calibrationLaboratory", ReadLaboratory},
          {"respPerson", ReadPerson},
          {"customer", ReadCustomer},
          {"statement", ReadStatement},
          {"metaData", ReadStatement},
          {"usedMethod", ReadMethod},
          {"measuringEquipment", ReadEquipment},
          {"influenceCondition", ReadCondition},
          {"measurementResult", ReadMeasurement},
          {"result", ReadResult},
          {"list", ReadList},
          {"quantity", ReadQuantity},
          {"itemQuantity", ReadQuantity},
          {"measuringEquipmentQuantity", ReadQuantity},
          {"usedMethodQuantity", ReadQuantity},
          {"text", ReadNote},
          {"formula", ReadNote},
          {"xml", ReadNote},
          {"certificate", ReadLink},
          {"previousReport", ReadLink},
          {"linkedReport", ReadLink},
          {"document", ReadAttached},
          {"byteData", ReadAttached},
          {"file", ReadAttached},
          {"descriptionData", ReadAttached},
          {"comment", ReadComment},
          {"comments", ReadComment},
      };
  const auto found = kReaders.find(name);
  return found == kReaders.end() ? nullptr : found->second;
}

}  // namespace suyuan::dcc
