#include "services/suyuanctl/cli/resource_rows.h"

#include <google/protobuf/descriptor.h>

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace suyuan::ctl {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::array<const char*, 26> kUsual = {
    "name",          "number",    "registration_number",
    "code",          "severity",  "message",
    "edition",       "title",     "kind",
    "level",         "grade",     "state",
    "qualification", "holder",    "owner",
    "producer",      "issuer",    "organiser",
    "employer",      "uscc",      "items",
    "as_of",         "indicator", "issued",
    "valid_to",      "period"};

std::vector<const FieldDescriptor*> FieldsOf(const Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  for (const char* name : kUsual) {
    const FieldDescriptor* field = type.FindFieldByName(name);
    if (field != nullptr) fields.push_back(field);
  }
  return fields;
}

// "KIND_ENTERPRISE" of the enum Kind is "ENTERPRISE".
std::string EnumText(const google::protobuf::EnumValueDescriptor& value) {
  const std::string prefix =
      absl::StrCat(absl::AsciiStrToUpper(value.type()->name()), "_");
  return std::string(absl::StripPrefix(value.name(), prefix));
}

std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated() ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return "";
  }
  return message.GetReflection()->GetString(message, field);
}

std::string MessageText(const Message& message, const Words& words) {
  if (message.GetDescriptor() == metrology::v1::LocalizedText::descriptor()) {
    return words.Pick(
        static_cast<const metrology::v1::LocalizedText&>(message));
  }
  const Descriptor& type = *message.GetDescriptor();
  if (type.FindFieldByName("from") != nullptr &&
      type.FindFieldByName("to") != nullptr) {
    const std::string from = TextOf(message, "from");
    const std::string to = TextOf(message, "to");
    return from.empty() && to.empty() ? "" : absl::StrCat(from, "/", to);
  }
  const FieldDescriptor* title = type.FindFieldByName("title");
  if (title == nullptr || title->is_repeated()) return "";
  if (title->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return message.GetReflection()->GetString(message, title);
  }
  return words.Pick(static_cast<const metrology::v1::LocalizedText&>(
      message.GetReflection()->GetMessage(message, title)));
}

std::string CellOf(const Message& resource, const FieldDescriptor& field,
                   const Words& words) {
  const auto& reflection = *resource.GetReflection();
  const bool is_message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  if (field.is_repeated()) {
    const int count = reflection.FieldSize(resource, &field);
    if (!is_message || count == 0) return "";
    return absl::StrCat(
        MessageText(reflection.GetRepeatedMessage(resource, &field, 0), words),
        count > 1 ? absl::StrCat(" +", count - 1) : "");
  }
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(resource, &field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(*reflection.GetEnum(resource, &field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(reflection.GetMessage(resource, &field), words);
    default:
      return "";
  }
}

}  // namespace

std::vector<std::string> HeadingsOf(const Descriptor& type) {
  std::vector<std::string> headings;
  for (const FieldDescriptor* field : FieldsOf(type)) {
    headings.push_back(absl::AsciiStrToUpper(field->name()));
  }
  return headings;
}

std::vector<std::string> CellsOf(const Message& resource, const Words& words) {
  std::vector<std::string> cells;
  for (const FieldDescriptor* field : FieldsOf(*resource.GetDescriptor())) {
    cells.push_back(CellOf(resource, *field, words));
  }
  return cells;
}

}  // namespace suyuan::ctl
