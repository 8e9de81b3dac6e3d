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

// What stands after the backslash for it; 0 where there is no such letter.
char ShortEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

// Escapes what RFC 8785 does, as it does.
void AppendText(absl::string_view text, std::string& out) {
  constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  size_t plain = 0;  // where what needs no escape begins
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_control = static_cast<unsigned char>(c) < 0x20;
    if (!is_control && c != '"' && c != '\\') continue;
    out.append(text.data() + plain, i - plain);
    plain = i + 1;
    out.push_back('\\');
    if (const char letter = ShortEscape(c); letter != 0) {
      out.push_back(letter);
    } else {
      out.append("u00");
      out.push_back(kHex[c >> 4]);
      out.push_back(kHex[c & 15]);
    }
  }
  out.append(text.data() + plain, text.size() - plain);
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

enum class FieldOrder { kByNumber, kByName };

// As deep as the types of a contract, none of which holds itself.
class Writer {
 public:
  Writer(FieldOrder order, std::string& out) : order_(order), out_(out) {}

  void Append(const Message& message) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    if (order_ == FieldOrder::kByName) {
      std::sort(fields.begin(), fields.end(), [](const auto* a, const auto* b) {
        return a->json_name() < b->json_name();
      });
    }
    out_.push_back('{');
    for (const FieldDescriptor* field : fields) {
      if (field != fields.front()) out_.push_back(',');
      absl::StrAppend(&out_, "\"", field->json_name(), "\":");
      if (field->is_repeated()) {
        AppendRepeated(message, *field);
      } else {
        AppendValue(*field, Single{message, field});
      }
    }
    out_.push_back('}');
  }

  void AppendRepeated(const Message& message, const FieldDescriptor& field) {
    if (field.is_map()) return AppendMap(message, field, out_);
    out_.push_back('[');
    const int size = message.GetReflection()->FieldSize(message, &field);
    for (int i = 0; i < size; ++i) {
      if (i > 0) out_.push_back(',');
      AppendValue(field, Element{message, &field, i});
    }
    out_.push_back(']');
  }

 private:
  void AppendMessage(const Message& message) {
    if (message.GetDescriptor()->full_name() != "google.protobuf.Timestamp") {
      return Append(message);
    }
    absl::StrAppend(
        &out_, "\"",
        google::protobuf::util::TimeUtil::ToString(
            static_cast<const google::protobuf::Timestamp&>(message)),
        "\"");
  }

  // `read` gives the value of a field of its type.
  template <typename Read>
  void AppendValue(const FieldDescriptor& field, const Read& read) {
    std::string scratch;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return AppendText(read.Text(&scratch), out_);
      case FieldDescriptor::CPPTYPE_ENUM:
        return AppendEnum(field, read.Enum(), out_);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return AppendMessage(read.OfMessage());
      case FieldDescriptor::CPPTYPE_BOOL:
        absl::StrAppend(&out_, read.Bool() ? "true" : "false");
        return;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return AppendDouble(read.Double(), out_);
      case FieldDescriptor::CPPTYPE_INT32:
        absl::StrAppend(&out_, read.Int32());
        return;
      case FieldDescriptor::CPPTYPE_INT64:
        absl::StrAppend(&out_, "\"", read.Int64(), "\"");
        return;
      default:
        SUYUAN_CHECK(false);  // no contract of ours has such a field
    }
  }

  const FieldOrder order_;
  std::string& out_;
};

}  // namespace

void AppendFieldJson(const Message& message, const FieldDescriptor& field,
                     std::string& out) {
  Writer(FieldOrder::kByNumber, out).AppendRepeated(message, field);
}

void AppendJson(const Message& message, std::string& out) {
  Writer(FieldOrder::kByNumber, out).Append(message);
}

void AppendCanonicalJson(const Message& message, std::string& out) {
  Writer(FieldOrder::kByName, out).Append(message);
}

}  // namespace suyuan::json
