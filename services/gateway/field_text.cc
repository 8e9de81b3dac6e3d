#include "services/gateway/field_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/text/utf8.h"

namespace suyuan::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

const FieldDescriptor* FindField(const Descriptor* message,
                                 const std::string& name) {
  if (const auto* field = message->FindFieldByName(name)) return field;
  for (int i = 0; i < message->field_count(); ++i) {
    if (message->field(i)->json_name() == name) return message->field(i);
  }
  return nullptr;
}

template <typename T>
std::optional<T> Integer(absl::string_view text) {
  T value = 0;
  if (!absl::SimpleAtoi(text, &value)) return std::nullopt;
  return value;
}

// NaN and Infinity only as the JSON mapping spells them.
std::optional<double> Double(absl::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  double value = 0;
  if (!absl::SimpleAtod(text, &value) || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<float> Float(absl::string_view text) {
  const std::optional<double> value = Double(text);
  if (!value) return std::nullopt;
  const auto narrow = static_cast<float>(*value);
  if (std::isinf(narrow) && !std::isinf(*value)) return std::nullopt;
  return narrow;
}

std::optional<bool> Boolean(absl::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<std::string> Bytes(absl::string_view text) {
  std::string value;
  if (absl::Base64Unescape(text, &value)) return value;
  if (absl::WebSafeBase64Unescape(text, &value)) return value;
  return std::nullopt;
}

const EnumValueDescriptor* EnumValue(const FieldDescriptor* field,
                                     absl::string_view text) {
  const auto* by_name = field->enum_type()->FindValueByName(std::string(text));
  if (by_name != nullptr) return by_name;
  const auto number = Integer<int32_t>(text);
  return number ? field->enum_type()->FindValueByNumber(*number) : nullptr;
}

bool IsWrapper(const Descriptor* message) {
  switch (message->well_known_type()) {
    case Descriptor::WELLKNOWNTYPE_DOUBLEVALUE:
    case Descriptor::WELLKNOWNTYPE_FLOATVALUE:
    case Descriptor::WELLKNOWNTYPE_INT64VALUE:
    case Descriptor::WELLKNOWNTYPE_UINT64VALUE:
    case Descriptor::WELLKNOWNTYPE_INT32VALUE:
    case Descriptor::WELLKNOWNTYPE_UINT32VALUE:
    case Descriptor::WELLKNOWNTYPE_STRINGVALUE:
    case Descriptor::WELLKNOWNTYPE_BYTESVALUE:
    case Descriptor::WELLKNOWNTYPE_BOOLVALUE:
      return true;
    default:
      return false;
  }
}

bool IsWrittenAsText(const Descriptor* message) {
  switch (message->well_known_type()) {
    case Descriptor::WELLKNOWNTYPE_TIMESTAMP:
    case Descriptor::WELLKNOWNTYPE_DURATION:
    case Descriptor::WELLKNOWNTYPE_FIELDMASK:
      return true;
    default:
      return false;
  }
}

// Sets or adds, whichever the field takes.
class Leaf {
 public:
  Leaf(Message* message, const FieldDescriptor* field)
      : message_(message),
        field_(field),
        reflection_(message->GetReflection()) {}

  // What was wanted, or "" if it was set.
  std::string Set(absl::string_view text) {
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return Put(Integer<int32_t>(text), &Reflection::SetInt32,
                   &Reflection::AddInt32, "a 32-bit integer");
      case FieldDescriptor::CPPTYPE_INT64:
        return Put(Integer<int64_t>(text), &Reflection::SetInt64,
                   &Reflection::AddInt64, "a 64-bit integer");
      case FieldDescriptor::CPPTYPE_UINT32:
        return Put(Integer<uint32_t>(text), &Reflection::SetUInt32,
                   &Reflection::AddUInt32, "a 32-bit integer without sign");
      case FieldDescriptor::CPPTYPE_UINT64:
        return Put(Integer<uint64_t>(text), &Reflection::SetUInt64,
                   &Reflection::AddUInt64, "a 64-bit integer without sign");
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return Put(Double(text), &Reflection::SetDouble, &Reflection::AddDouble,
                   "a number");
      case FieldDescriptor::CPPTYPE_FLOAT:
        return Put(Float(text), &Reflection::SetFloat, &Reflection::AddFloat,
                   "a number");
      case FieldDescriptor::CPPTYPE_BOOL:
        return Put(Boolean(text), &Reflection::SetBool, &Reflection::AddBool,
                   "true or false");
      case FieldDescriptor::CPPTYPE_ENUM:
        return SetEnum(text);
      case FieldDescriptor::CPPTYPE_STRING:
        return SetString(text);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return SetMessage(text);
    }
    return "a field";
  }

 private:
  template <typename T>
  std::string Put(std::optional<T> value,
                  void (Reflection::*set)(Message*, const FieldDescriptor*, T)
                      const,
                  void (Reflection::*add)(Message*, const FieldDescriptor*, T)
                      const,
                  const char* wanted) {
    if (!value) return wanted;
    (reflection_->*(field_->is_repeated() ? add : set))(message_, field_,
                                                        *value);
    return "";
  }

  std::string SetEnum(absl::string_view text) {
    const EnumValueDescriptor* value = EnumValue(field_, text);
    if (value == nullptr) {
      return absl::StrCat("a value of ", field_->enum_type()->full_name());
    }
    field_->is_repeated() ? reflection_->AddEnum(message_, field_, value)
                          : reflection_->SetEnum(message_, field_, value);
    return "";
  }

  std::string SetString(absl::string_view text) {
    std::optional<std::string> value(text);
    if (field_->type() == FieldDescriptor::TYPE_BYTES) {
      value = Bytes(text);
      if (!value) return "base64";
    } else if (!text::IsValidUtf8(text)) {
      return "UTF-8";
    }
    field_->is_repeated()
        ? reflection_->AddString(message_, field_, *std::move(value))
        : reflection_->SetString(message_, field_, *std::move(value));
    return "";
  }

  std::string SetMessage(absl::string_view text) {
    const Descriptor* type = field_->message_type();
    if (field_->is_map() || (!IsWrapper(type) && !IsWrittenAsText(type))) {
      return "one of its fields; it is a message itself";
    }
    Message* value = field_->is_repeated()
                         ? reflection_->AddMessage(message_, field_)
                         : reflection_->MutableMessage(message_, field_);
    if (IsWrapper(type)) {
      return Leaf(value, type->FindFieldByName("value")).Set(text);
    }
    // Neither text has a character that JSON escapes.
    const bool plain = text.find_first_of("\"\\") == absl::string_view::npos &&
                       text::IsValidUtf8(text);
    const std::string json = absl::StrCat("\"", text, "\"");
    if (!plain ||
        !google::protobuf::util::JsonStringToMessage(json, value).ok()) {
      return absl::StrCat("a ", type->name(), " as JSON writes it");
    }
    return "";
  }

  Message* message_;
  const FieldDescriptor* field_;
  const Reflection* reflection_;
};

}  // namespace

absl::StatusOr<FieldPath> ResolveField(const Descriptor* message,
                                       absl::string_view dotted) {
  FieldPath out;
  const std::vector<std::string> names = absl::StrSplit(dotted, '.');
  for (const std::string& name : names) {
    if (!out.empty()) {
      const FieldDescriptor* outer = out.back();
      message = outer->is_repeated() ? nullptr : outer->message_type();
    }
    const FieldDescriptor* field =
        message == nullptr ? nullptr : FindField(message, name);
    if (field == nullptr) {
      return InvalidField(dotted, "there is no such parameter");
    }
    out.push_back(field);
  }
  return out;
}

absl::Status SetFromText(Message* message, const FieldPath& field,
                         absl::string_view name, absl::string_view text) {
  for (size_t i = 0; i + 1 < field.size(); ++i) {
    message = message->GetReflection()->MutableMessage(message, field[i]);
  }
  const FieldDescriptor* leaf = field.back();
  const auto* oneof = leaf->real_containing_oneof();
  if (oneof != nullptr) {
    const auto* set =
        message->GetReflection()->GetOneofFieldDescriptor(*message, oneof);
    if (set != nullptr && set != leaf) {
      return InvalidField(
          name, absl::StrCat("excludes ", set->json_name(), ", given too"));
    }
  }
  const std::string wanted = Leaf(message, leaf).Set(text);
  if (wanted.empty()) return absl::OkStatus();
  return InvalidField(
      name, absl::StrCat("\"", absl::Utf8SafeCHexEscape(text.substr(0, 64)),
                         "\" is given; wanted is ", wanted));
}

}  // namespace suyuan::gateway
