#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/dcc/document_writer.h"
#include "libs/dcc/write_parts.h"
#include "libs/dcc/write_values.h"

namespace suyuan::dcc {
namespace {

const char* NameOf(QuantityRole role) {
  switch (role) {
    case QuantityRole::kData:
      return "dcc:quantity";
    case QuantityRole::kItem:
      return "dcc:itemQuantity";
    case QuantityRole::kEquipment:
      return "dcc:measuringEquipmentQuantity";
    case QuantityRole::kMethod:
      return "dcc:usedMethodQuantity";
  }
  return "dcc:quantity";
}

}  // namespace

absl::Status DocumentWriter::WriteMeasurements() {
  const Children& in = children_.In(Scope{});
  xml_.Open("dcc:measurementResults");
  SUYUAN_RETURN_IF_ERROR(WriteWays(in));
  SUYUAN_RETURN_IF_ERROR(WriteMetadata(in));
  for (const int index : in.measurements) {
    SUYUAN_RETURN_IF_ERROR(WriteMeasurement(index));
  }
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteWays(const Children& in) {
  SUYUAN_RETURN_IF_ERROR(
      WriteList("dcc:usedMethods", in.methods, &DocumentWriter::WriteMethod));
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:measuringEquipments", in.equipment,
                                   &DocumentWriter::WriteEquipment));
  return WriteList("dcc:influenceConditions", in.conditions,
                   &DocumentWriter::WriteCondition);
}

absl::Status DocumentWriter::WriteMetadata(const Children& in) {
  return WriteList("dcc:measurementMetaData", in.metadata,
                   &DocumentWriter::WriteStatement);
}

absl::Status DocumentWriter::WriteMeasurement(int index) {
  const Measurement& one = document_.measurements[index];
  const Children& in = children_.In({ScopeKind::kMeasurement, index});
  OpenElement("dcc:measurementResult", one.element);
  WriteText(xml_, "dcc:name", one.name);
  WriteOptionalText(xml_, "dcc:description", one.description);
  SUYUAN_RETURN_IF_ERROR(WriteWays(in));
  SUYUAN_RETURN_IF_ERROR(
      WriteList("dcc:results", in.results, &DocumentWriter::WriteResult));
  SUYUAN_RETURN_IF_ERROR(WriteMetadata(in));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteMethod(int index) {
  const Method& one = document_.methods[index];
  const Children& in = children_.In({ScopeKind::kMethod, index});
  OpenElement("dcc:usedMethod", one.element);
  WriteText(xml_, "dcc:name", one.name);
  WriteOptionalText(xml_, "dcc:description", one.description);
  WriteStrings(xml_, "dcc:norm", one.norms);
  WriteStrings(xml_, "dcc:reference", one.references);
  WriteStrings(xml_, "dcc:link", one.links);
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:usedMethodQuantities",
                                   in.other_quantities,
                                   &DocumentWriter::WriteQuantity));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteEquipment(int index) {
  const Equipment& one = document_.equipment[index];
  const Children& in = children_.In({ScopeKind::kEquipment, index});
  OpenElement("dcc:measuringEquipment", one.element);
  WriteText(xml_, "dcc:name", one.name);
  WriteEquipmentClasses(xml_, one.equipment_classes);
  WriteOptionalText(xml_, "dcc:description", one.description);
  for (const int link : in.links) {
    SUYUAN_RETURN_IF_ERROR(WriteLink("dcc:certificate", link));
  }
  WriteContact(xml_, "dcc:manufacturer", one.manufacturer,
               ContactForm::kNotStrict);
  xml_.OptionalLeaf("dcc:model", one.model);
  WriteIdentifications(xml_, one.identifications);
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:measuringEquipmentQuantities",
                                   in.other_quantities,
                                   &DocumentWriter::WriteQuantity));
  SUYUAN_RETURN_IF_ERROR(WriteList("dcc:installedSoftware", in.software,
                                   &DocumentWriter::WriteSoftware));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteCondition(int index) {
  const Condition& one = document_.conditions[index];
  const Scope scope{ScopeKind::kCondition, index};
  OpenElement("dcc:influenceCondition", one.element);
  WriteText(xml_, "dcc:name", one.name);
  WriteOptionalText(xml_, "dcc:description", one.description);
  xml_.OptionalLeaf("dcc:status", one.status);
  for (const int link : children_.In(scope).links) {
    SUYUAN_RETURN_IF_ERROR(WriteLink("dcc:certificate", link));
  }
  SUYUAN_RETURN_IF_ERROR(WriteData(scope));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteResult(int index) {
  const Result& one = document_.results[index];
  OpenElement("dcc:result", one.element);
  WriteText(xml_, "dcc:name", one.name);
  WriteOptionalText(xml_, "dcc:description", one.description);
  SUYUAN_RETURN_IF_ERROR(WriteData({ScopeKind::kResult, index}));
  xml_.Close();
  return absl::OkStatus();
}

bool DocumentWriter::HasData(const Scope& scope) const {
  const Children& in = children_.In(scope);
  return !in.notes.empty() || !in.quantities.empty() || !in.lists.empty();
}

absl::Status DocumentWriter::WriteData(const Scope& scope) {
  const Children& in = children_.In(scope);
  xml_.Open("dcc:data");
  for (const int index : in.notes) {
    const Note& note = document_.notes[index];
    if (note.kind != "text") {
      return Unwritable(absl::StrCat("the content of a dcc:", note.kind));
    }
    xml_.Open("dcc:text");
    WriteAttributes(xml_, note.element);
    WriteContents(xml_, note.text);
    xml_.Close();
  }
  SUYUAN_RETURN_IF_ERROR(WriteQuantitiesAndLists(in));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteQuantitiesAndLists(const Children& in) {
  for (const int index : in.quantities) {
    SUYUAN_RETURN_IF_ERROR(WriteQuantity(index));
  }
  for (const int index : in.lists) {
    SUYUAN_RETURN_IF_ERROR(WriteListOfData(index));
  }
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteListOfData(int index) {
  const List& one = document_.lists[index];
  const Children& in = children_.In({ScopeKind::kList, index});
  OpenElement("dcc:list", one.element);
  WriteOptionalText(xml_, "dcc:name", one.name);
  xml_.OptionalLeaf(
      one.date_times.size() > 1 ? "dcc:dateTimeXMLList" : "dcc:dateTime",
      absl::StrJoin(one.date_times, " "));
  SUYUAN_RETURN_IF_ERROR(WriteQuantitiesAndLists(in));
  SUYUAN_RETURN_IF_ERROR(WriteWays(in));
  SUYUAN_RETURN_IF_ERROR(WriteMetadata(in));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteQuantity(int index) {
  const Quantity& one = document_.quantities[index];
  const Children& in = children_.In({ScopeKind::kQuantity, index});
  OpenElement(NameOf(one.role), one.element);
  WriteOptionalText(xml_, "dcc:name", one.name);
  if (one.no_quantity.has_value()) {
    WriteText(xml_, "dcc:noQuantity", *one.no_quantity);
  }
  xml_.OptionalLeaf("dcc:charsXMLList", absl::StrJoin(one.chars, " "));
  SUYUAN_RETURN_IF_ERROR(WriteSeries(xml_, document_, one));
  SUYUAN_RETURN_IF_ERROR(WriteRelativeUncertainty(xml_, document_, one));
  SUYUAN_RETURN_IF_ERROR(WriteWays(in));
  SUYUAN_RETURN_IF_ERROR(WriteMetadata(in));
  xml_.Close();
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteLink(const char* name, int index) {
  const CertificateLink& one = document_.links[index];
  OpenElement(name, one.element);
  WriteText(xml_, "dcc:referral", one.referral);
  xml_.Leaf("dcc:referralID", one.referral_id);
  xml_.Leaf("dcc:procedure", one.procedure);
  xml_.Leaf("dcc:value", one.value);
  WriteOptionalText(xml_, "dcc:description", one.description);
  WriteBoolean(xml_, "dcc:inValidityRange", one.in_validity_range);
  WriteBoolean(xml_, "dcc:traceable", one.traceable);
  for (const int link : children_.In({ScopeKind::kLink, index}).links) {
    SUYUAN_RETURN_IF_ERROR(WriteLink("dcc:linkedReport", link));
  }
  xml_.Close();
  return absl::OkStatus();
}

}  // namespace suyuan::dcc
