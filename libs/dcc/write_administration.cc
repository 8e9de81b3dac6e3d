#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/dcc/document_writer.h"
#include "libs/dcc/write_parts.h"
#include "libs/dcc/write_values.h"

namespace suyuan::dcc {

absl::Status DocumentWriter::WriteAdministration() {
  const Children& in = children_.In(Scope{});
  xml_.Open("dcc:administrativeData");
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:dccSoftware", in.software,
                                   &DocumentWriter::WriteSoftware));
  WriteRefTypeDefinitions();
  SUYUAN_RETURN_IF_ERROR(WriteCore());
  SUYUAN_RETURN_IF_ERROR(
      WriteItems("dcc:items", document_.common_item, in.items));
  WriteLaboratory();
  WritePersons();
  WriteContact(xml_, "dcc:customer", document_.customer.value_or(Contact()),
               ContactForm::kStrict);
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:statements", in.statements,
                                   &DocumentWriter::WriteStatement));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteSoftware(int index) {
  const Software& one = document_.software[index];
  OpenElement("dcc:software", one.element);
  WriteText(xml_, "dcc:name", one.name);
  xml_.Leaf("dcc:release", one.release);
  xml_.OptionalLeaf("dcc:type", one.type);
  xml_.Close();
  return absl::OkStatus();
}

void DocumentWriter::WriteRefTypeDefinitions() {
  if (document_.ref_type_definitions.empty()) return;
  xml_.Open("dcc:refTypeDefinitions");
  for (const RefTypeDefinition& one : document_.ref_type_definitions) {
    xml_.Open("dcc:refTypeDefinition");
    WriteText(xml_, "dcc:name", one.name);
    xml_.Leaf("dcc:namespace", one.name_space);
    xml_.Leaf("dcc:link", one.link);
    xml_.OptionalLeaf("dcc:release", one.release);
    xml_.Close();
  }
  xml_.Close();
}

absl::Status DocumentWriter::WriteCore() {
  const CoreData& core = document_.core;
  xml_.Open("dcc:coreData");
  xml_.Leaf("dcc:countryCodeISO3166_1", core.country_code);
  WriteStrings(xml_, "dcc:usedLangCodeISO639_1", core.used_languages);
  WriteStrings(xml_, "dcc:mandatoryLangCodeISO639_1", core.mandatory_languages);
  xml_.Leaf("dcc:uniqueIdentifier", core.unique_identifier);
  WriteIdentifications(xml_, core.identifications);
  xml_.OptionalLeaf("dcc:receiptDate", core.receipt_date.text);
  xml_.Leaf("dcc:beginPerformanceDate", core.begin_performance_date.text);
  xml_.Leaf("dcc:endPerformanceDate", core.end_performance_date.text);
  xml_.Leaf("dcc:performanceLocation", core.performance_location);
  xml_.OptionalLeaf("dcc:issueDate", core.issue_date.text);
  if (core.replacement.has_value()) {
    xml_.Open("dcc:reportAmendedSubstituted");
    xml_.Leaf("dcc:typeOfChange", core.replacement->type_of_change);
    xml_.Leaf("dcc:replacedUniqueIdentifier",
              core.replacement->replaced_identifier);
    xml_.Close();
  }
  for (const int link : children_.In(Scope{}).links) {
    SUYUAN_RETURN_IF_ERROR(WriteLink("dcc:previousReport", link));
  }
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteItems(const char* name, const Item& common,
                                        const Indexes& items) {
  xml_.Open(name);
  if (!common.element.id.empty()) xml_.Attribute("id", common.element.id);
  WriteOptionalText(xml_, "dcc:name", common.name);
  WriteEquipmentClasses(xml_, common.equipment_classes);
  WriteOptionalText(xml_, "dcc:description", common.description);
  WriteContact(xml_, "dcc:owner", common.owner, ContactForm::kStrict);
  WriteContact(xml_, "dcc:manufacturer", common.manufacturer,
               ContactForm::kNotStrict);
  WriteIdentifications(xml_, common.identifications);
  for (const int index : items) SUYUAN_RETURN_IF_ERROR(WriteItem(index));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteItem(int index) {
  const Item& one = document_.items[index];
  const Children& in = children_.In({ScopeKind::kItem, index});
  OpenElement("dcc:item", one.element);
  WriteText(xml_, "dcc:name", one.name);
  WriteEquipmentClasses(xml_, one.equipment_classes);
  WriteOptionalText(xml_, "dcc:description", one.description);
  WriteContact(xml_, "dcc:owner", one.owner, ContactForm::kStrict);
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:installedSoftwares", in.software,
                                   &DocumentWriter::WriteSoftware));
  WriteContact(xml_, "dcc:manufacturer", one.manufacturer,
               ContactForm::kNotStrict);
  xml_.OptionalLeaf("dcc:model", one.model);
  WriteIdentifications(xml_, one.identifications);
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:itemQuantities", in.other_quantities,
                                   &DocumentWriter::WriteQuantity));
  if (!in.items.empty()) {
    SUYUAN_RETURN_IF_ERROR(WriteItems("dcc:subItems", Item(), in.items));
  }
  xml_.Close();
  return absl::OkStatus();
}

void DocumentWriter::WriteLaboratory() {
  const Laboratory& laboratory = document_.laboratory;
  xml_.Open("dcc:calibrationLaboratory");
  xml_.OptionalLeaf("dcc:calibrationLaboratoryCode", laboratory.code);
  WriteContact(
      xml_, "dcc:contact",
      laboratory.contacts.empty() ? Contact() : laboratory.contacts.front(),
      ContactForm::kStrict);
  xml_.Close();
}

void DocumentWriter::WritePersons() {
  xml_.Open("dcc:respPersons");
  for (const ResponsiblePerson& one : document_.responsible_persons) {
    OpenElement("dcc:respPerson", one.element);
    WriteContact(xml_, "dcc:person", one.personal.contact,
                 ContactForm::kNotStrict);
    WriteOptionalText(xml_, "dcc:description", one.description);
    xml_.OptionalLeaf("dcc:role", one.role);
    WriteBoolean(xml_, "dcc:mainSigner", one.main_signer);
    WriteBoolean(xml_, "dcc:cryptElectronicSeal", one.electronic_seal);
    WriteBoolean(xml_, "dcc:cryptElectronicSignature",
                 one.electronic_signature);
    WriteBoolean(xml_, "dcc:cryptElectronicTimeStamp",
                 one.electronic_time_stamp);
    xml_.Close();
  }
  xml_.Close();
}

absl::Status DocumentWriter::WriteStatement(int index) {
  const Statement& one = document_.statements[index];
  OpenElement(one.is_metadata ? "dcc:metaData" : "dcc:statement", one.element);
  WriteOptionalText(xml_, "dcc:name", one.name);
  xml_.OptionalLeaf("dcc:convention", one.convention);
  WriteBoolean(xml_, "dcc:traceable", one.traceable);
  WriteStrings(xml_, "dcc:norm", one.norms);
  WriteStrings(xml_, "dcc:reference", one.references);
  WriteOptionalText(xml_, "dcc:declaration", one.declaration);
  SUYUAN_RETURN_IF_ERROR(WriteValid(one.valid));
  xml_.OptionalLeaf("dcc:date", one.date.text);
  xml_.OptionalLeaf("dcc:period", one.period);
  WriteContact(xml_, "dcc:respAuthority", one.responsible_authority,
               ContactForm::kStrict);
  xml_.OptionalLeaf(
      one.conformity.size() > 1 ? "dcc:conformityXMLList" : "dcc:conformity",
      absl::StrJoin(one.conformity, " "));
  const Scope scope{ScopeKind::kStatement, index};
  if (HasData(scope)) SUYUAN_RETURN_IF_ERROR(WriteData(scope));
  xml_.OptionalLeaf("dcc:nonSIDefinition", one.non_si_definition);
  xml_.OptionalLeaf("dcc:nonSIUnit", one.non_si_unit);
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteValid(
    const std::vector<std::optional<bool>>& valid) {
  std::vector<std::string> words;
  for (const std::optional<bool>& one : valid) {
    if (!one.has_value()) return Unwritable("a validity that is no boolean");
    words.emplace_back(*one ? "true" : "false");
  }
  xml_.OptionalLeaf(words.size() > 1 ? "dcc:validXMLList" : "dcc:valid",
                    absl::StrJoin(words, " "));
  return absl::OkStatus();
}

}  // namespace suyuan::dcc
