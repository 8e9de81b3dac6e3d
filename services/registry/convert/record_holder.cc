#include "services/registry/convert/record_holder.h"

#include "google/protobuf/message.h"

namespace suyuan::registry {

using metrology::v1::LocalizedText;

absl::string_view HolderFieldOf(RecordKind kind) {
  switch (kind) {
    case RecordKind::kCompetence:
    case RecordKind::kStandard:
    case RecordKind::kDeclaration:
      return "holder";
    case RecordKind::kReferenceMaterial:
      return "producer";
    case RecordKind::kInstrument:
      return "owner";
    case RecordKind::kPerson:
      return "employer";
    default:
      return "";
  }
}

std::string HolderOf(const google::protobuf::Message& record, RecordKind kind) {
  const absl::string_view name = HolderFieldOf(kind);
  if (name.empty()) return "";
  const auto* field =
      record.GetDescriptor()->FindFieldByName(std::string(name));
  return record.GetReflection()->GetString(record, field);
}

const LocalizedText* TitleOf(const google::protobuf::Message& record) {
  const auto* field = record.GetDescriptor()->FindFieldByName("title");
  if (field == nullptr ||
      field->message_type() != LocalizedText::descriptor()) {
    return nullptr;
  }
  return static_cast<const LocalizedText*>(
      &record.GetReflection()->GetMessage(record, field));
}

}  // namespace suyuan::registry
