#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/base/check.h"
#include "libs/json/message_json.h"

namespace suyuan::json {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void AppendText(absl::string_view text, std::string& out) {
  constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out.append("\\n");
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out.append("\\u00");
      out.push_back(kHex[c >> 4]);
      out.push_back(kHex[c & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void AppendDouble(double value, std::string& out) {
  if (std::isnan(value)) {
    out.append("\"NaN\"");
  } else if (std::isinf(value)) {
    out.append(value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
  } else {
    std::array<char, 32> text;
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    out.append(text.data(), end);
  }
}

void AppendEnum(const FieldDescriptor& field, int number, std::string& out) {
  const auto* value = field.enum_type()->FindValueByNumber(number);
  if (value == nullptr) {
    absl::StrAppend(&out, number);
  } else {
    absl::StrAppend(&out, "\"", value->name(), "\"");
  }
}

void AppendMap(const Message& message, const FieldDescriptor& field,
               std::string& out) {
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor* key = field.message_type()->map_key();
  const FieldDescriptor* value = field.message_type()->map_value();
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    const Message& entry = reflection.GetRepeatedMessage(message, &field, i);
    entries.emplace_back(entry.GetReflection()->GetString(entry, key),
                         entry.GetReflection()->GetString(entry, value));
  }
  std::sort(entries.begin(), entries.end());
  out.push_back('{');
  for (const auto& [name, text] : entries) {
    if (out.back() != '{') out.push_back(',');
    AppendText(name, out);
    out.push_back(':');
    AppendText(text, out);
  }
  out.push_back('}');
}

void AppendMessage(const Message& message, std::string& out) {
  if (message.GetDescriptor()->full_name() != "google.protobuf.Timestamp") {
    return AppendJson(message, out);
  }
  absl::StrAppend(&out, "\"",
                  google::protobuf::util::TimeUtil::ToString(
                      static_cast<const google::protobuf::Timestamp&>(message)),
                  "\"");
}

// `read` gives the value of a field of its type.
template <typename Read>
void AppendValue(const FieldDescriptor& field, const Read& read,
                 std::string& out) {
  std::string scratch;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return AppendText(read.Text(&scratch), out);
    case FieldDescriptor::CPPTYPE_ENUM:
      return AppendEnum(field, read.Enum(), out);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return AppendMessage(read.OfMessage(), out);
    case FieldDescriptor::CPPTYPE_BOOL:
      absl::StrAppend(&out, read.Bool() ? "true" : "false");
      return;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return AppendDouble(read.Double(), out);
    case FieldDescriptor::CPPTYPE_INT32:
      absl::StrAppend(&out, read.Int32());
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      absl::StrAppend(&out, "\"", read.Int64(), "\"");
      return;
    default:
      SUYUAN_CHECK(false);  // no contract of ours has such a field
  }
}

struct Single {
  const Message& message;
  const FieldDescriptor* field;
  const Reflection* reflection = message.GetReflection();

  const std::string& Text(std::string* scratch) const {
    return reflection->GetStringReference(message, field, scratch);
  }
  int Enum() const { return reflection->GetEnumValue(message, field); }
  const Message& OfMessage() const {
    return reflection->GetMessage(message, field);
  }
  bool Bool() const { return reflection->GetBool(message, field); }
  double Double() const { return reflection->GetDouble(message, field); }
  int32_t Int32() const { return reflection->GetInt32(message, field); }
  int64_t Int64() const { return reflection->GetInt64(message, field); }
};

struct Element {
  const Message& message;
  const FieldDescriptor* field;
  int at;
  const Reflection* reflection = message.GetReflection();

  const std::string& Text(std::string* scratch) const {
    return reflection->GetRepeatedStringReference(message, field, at, scratch);
  }
  int Enum() const {
    return reflection->GetRepeatedEnumValue(message, field, at);
  }
  const Message& OfMessage() const {
    return reflection->GetRepeatedMessage(message, field, at);
  }
  bool Bool() const { return reflection->GetRepeatedBool(message, field, at); }
  double Double() const {
    return reflection->GetRepeatedDouble(message, field, at);
  }
  int32_t Int32() const {
    return reflection->GetRepeatedInt32(message, field, at);
  }
  int64_t Int64() const {
    return reflection->GetRepeatedInt64(message, field, at);
  }
};

}  // namespace

void AppendFieldJson(const Message& message, const FieldDescriptor& field,
                     std::string& out) {
  if (field.is_map()) return AppendMap(message, field, out);
  out.push_back('[');
  const int size = message.GetReflection()->FieldSize(message, &field);
  for (int i = 0; i < size; ++i) {
    if (i > 0) out.push_back(',');
    AppendValue(field, Element{message, &field, i}, out);
  }
  out.push_back(']');
}

// As deep as the types of a contract, none of which holds itself.
void AppendJson(const Message& message, std::string& out) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  out.push_back('{');
  for (const FieldDescriptor* field : fields) {
    if (field != fields.front()) out.push_back(',');
    absl::StrAppend(&out, "\"", field->json_name(), "\":");
    if (field->is_repeated()) {
      AppendFieldJson(message, *field, out);
    } else {
      AppendValue(*field, Single{message, field}, out);
    }
  }
  out.push_back('}');
}

}  // namespace suyuan::json
