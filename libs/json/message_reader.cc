#include <google/protobuf/util/time_util.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"

namespace suyuan::json {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// What RapidJSON meets, put into a message as it comes. A function returns
// false where the text does not fit, and `status` says why.
class Filler {
 public:
  // Fills `message` with an object.
  explicit Filler(Message& message) : message_(message) {}
  // Fills one list or map of it.
  Filler(Message& message, const FieldDescriptor& field) : message_(message) {
    open_.push_back({.kind = Open::Kind::kField, .message = &message});
    open_.back().field = &field;
  }

  const absl::Status& status() const { return status_; }

  bool Null() {
    // As if the field were not there.
    if (open_.empty() || top().kind != Open::Kind::kMessage) {
      return Refuse("null", "a value");
    }
    return true;
  }
  bool Bool(bool value) {
    if (!Expects(FieldDescriptor::CPPTYPE_BOOL)) {
      return Refuse(value ? "true" : "false");
    }
    const Reflection& to = *top().message->GetReflection();
    field().is_repeated() ? to.AddBool(top().message, &field(), value)
                          : to.SetBool(top().message, &field(), value);
    return true;
  }
  bool Int(int value) { return Int64(value); }
  bool Uint(unsigned value) { return Int64(value); }
  bool Uint64(uint64_t value) {
    if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
      return Double(static_cast<double>(value));
    }
    return Int64(static_cast<int64_t>(value));
  }
  bool Int64(int64_t value);
  bool Double(double value);
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; }
  bool String(const char* text, rapidjson::SizeType size, bool);
  bool StartObject();
  bool Key(const char* text, rapidjson::SizeType size, bool);
  bool EndObject(rapidjson::SizeType) { return Close(); }
  bool StartArray();
  bool EndArray(rapidjson::SizeType) { return Close(); }

 private:
  // An object, list or map that is not closed yet.
  struct Open {
    enum class Kind { kMessage, kList, kMap, kField };
    Kind kind = Kind::kMessage;
    Message* message = nullptr;
    // The one whose value comes next, or the list or map itself.
    const FieldDescriptor* field = nullptr;
    std::string key;  // of a map
    absl::InlinedVector<const FieldDescriptor*, 16> seen;
  };

  Open& top() { return open_.back(); }
  const FieldDescriptor& field() { return *top().field; }

  // A value of this type may come now.
  bool Expects(FieldDescriptor::CppType type) {
    if (open_.empty() || top().field == nullptr) return false;
    const bool in_list = top().kind == Open::Kind::kList;
    return field().cpp_type() == type && field().is_repeated() == in_list;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }
  bool PutText(absl::string_view text);
  bool PutEnum(int number) {
    const Reflection& to = *top().message->GetReflection();
    field().is_repeated() ? to.AddEnumValue(top().message, &field(), number)
                          : to.SetEnumValue(top().message, &field(), number);
    return true;
  }
  bool PutInstant(absl::string_view text);
  bool PutEntry(absl::string_view text);

  std::string Path() const;
  std::string Wanted();
  bool Refuse(absl::string_view seen, absl::string_view wanted) {
    status_ = InvalidField(Path(), absl::StrCat(seen, "; wanted ", wanted));
    return false;
  }
  bool Refuse(absl::string_view seen) { return Refuse(seen, Wanted()); }

  Message& message_;
  std::vector<Open> open_;
  absl::Status status_;
};

// Its beginning where it is long, up to a character's end.
std::string Quoted(absl::string_view text) {
  size_t size = std::min<size_t>(text.size(), 80);
  while (size > 0 && size < text.size() && (text[size] & 0xC0) == 0x80) --size;
  return absl::StrCat("\"", text.substr(0, size), "\"");
}

// RapidJSON lets the second half of a pair of surrogates stand alone ("\ude00")
// and makes bytes of it that are no UTF-8; it checked all others.
bool HasHalfPair(absl::string_view text) {
  for (size_t at = text.find('\xED'); at != absl::string_view::npos;
       at = text.find('\xED', at + 1)) {
    if (static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

bool IsInstant(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->full_name() == "google.protobuf.Timestamp";
}

bool Filler::Int64(int64_t value) {
  Message* const to = open_.empty() ? nullptr : top().message;
  if (Expects(FieldDescriptor::CPPTYPE_INT64)) {
    const Reflection& reflection = *to->GetReflection();
    field().is_repeated() ? reflection.AddInt64(to, &field(), value)
                          : reflection.SetInt64(to, &field(), value);
    return true;
  }
  const bool is_short = value >= std::numeric_limits<int32_t>::min() &&
                        value <= std::numeric_limits<int32_t>::max();
  if (is_short && Expects(FieldDescriptor::CPPTYPE_INT32)) {
    const Reflection& reflection = *to->GetReflection();
    const auto number = static_cast<int32_t>(value);
    field().is_repeated() ? reflection.AddInt32(to, &field(), number)
                          : reflection.SetInt32(to, &field(), number);
    return true;
  }
  if (is_short && Expects(FieldDescriptor::CPPTYPE_ENUM)) {
    return PutEnum(static_cast<int>(value));
  }
  if (Expects(FieldDescriptor::CPPTYPE_DOUBLE)) {
    return Double(static_cast<double>(value));
  }
  return Refuse(absl::StrCat(value));
}

bool Filler::Double(double value) {
  if (!Expects(FieldDescriptor::CPPTYPE_DOUBLE)) {
    // 5.0 is a whole number too.
    const bool is_whole = std::abs(value) < 9e15 && std::trunc(value) == value;
    const bool fits = is_whole && (Expects(FieldDescriptor::CPPTYPE_INT32) ||
                                   Expects(FieldDescriptor::CPPTYPE_INT64));
    return fits ? Int64(static_cast<int64_t>(value))
                : Refuse(absl::StrCat(value));
  }
  const Reflection& to = *top().message->GetReflection();
  field().is_repeated() ? to.AddDouble(top().message, &field(), value)
                        : to.SetDouble(top().message, &field(), value);
  return true;
}

bool Filler::String(const char* text, rapidjson::SizeType size, bool) {
  if (HasHalfPair({text, size})) return false;
  return PutText(absl::string_view(text, size));
}

bool Filler::PutText(absl::string_view text) {
  if (!open_.empty() && top().kind == Open::Kind::kMap) return PutEntry(text);
  if (Expects(FieldDescriptor::CPPTYPE_STRING)) {
    const Reflection& to = *top().message->GetReflection();
    field().is_repeated()
        ? to.AddString(top().message, &field(), std::string(text))
        : to.SetString(top().message, &field(), std::string(text));
    return true;
  }
  if (Expects(FieldDescriptor::CPPTYPE_ENUM)) {
    const auto* value = field().enum_type()->FindValueByName(std::string(text));
    return value == nullptr ? Refuse(Quoted(text)) : PutEnum(value->number());
  }
  int64_t number = 0;
  const bool is_number = absl::SimpleAtoi(text, &number);
  if (is_number && (Expects(FieldDescriptor::CPPTYPE_INT64) ||
                    Expects(FieldDescriptor::CPPTYPE_INT32))) {
    return Int64(number);
  }
  if (Expects(FieldDescriptor::CPPTYPE_DOUBLE)) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    double value = 0;
    if (text == "NaN") return Double(std::numeric_limits<double>::quiet_NaN());
    if (text == "Infinity") return Double(kInfinity);
    if (text == "-Infinity") return Double(-kInfinity);
    if (absl::SimpleAtod(text, &value)) return Double(value);
  }
  if (Expects(FieldDescriptor::CPPTYPE_MESSAGE) && IsInstant(field())) {
    return PutInstant(text);
  }
  return Refuse(Quoted(text));
}

bool Filler::PutInstant(absl::string_view text) {
  google::protobuf::Timestamp instant;
  if (!google::protobuf::util::TimeUtil::FromString(std::string(text),
                                                    &instant)) {
    return Refuse(Quoted(text));
  }
  const Reflection& to = *top().message->GetReflection();
  Message* const made = field().is_repeated()
                            ? to.AddMessage(top().message, &field())
                            : to.MutableMessage(top().message, &field());
  made->CopyFrom(instant);
  return true;
}

bool Filler::PutEntry(absl::string_view text) {
  Message* const entry =
      top().message->GetReflection()->AddMessage(top().message, &field());
  const auto* type = field().message_type();
  const Reflection& to = *entry->GetReflection();
  to.SetString(entry, type->map_key(), top().key);
  to.SetString(entry, type->map_value(), std::string(text));
  return true;
}

bool Filler::StartObject() {
  if (open_.empty()) {
    open_.push_back({.kind = Open::Kind::kMessage, .message = &message_});
    return true;
  }
  if (top().field != nullptr && top().kind != Open::Kind::kList &&
      top().kind != Open::Kind::kMap && field().is_map()) {
    Open map{.kind = Open::Kind::kMap, .message = top().message};
    map.field = top().field;
    open_.push_back(std::move(map));
    return true;
  }
  if (!Expects(FieldDescriptor::CPPTYPE_MESSAGE) || field().is_map() ||
      IsInstant(field())) {
    return Refuse("an object");
  }
  const Reflection& to = *top().message->GetReflection();
  Message* const made = field().is_repeated()
                            ? to.AddMessage(top().message, &field())
                            : to.MutableMessage(top().message, &field());
  open_.push_back({.kind = Open::Kind::kMessage, .message = made});
  return true;
}

bool Filler::Key(const char* text, rapidjson::SizeType size, bool) {
  if (HasHalfPair({text, size})) return false;
  const std::string name(text, size);
  if (top().kind == Open::Kind::kMap) {
    top().key = name;
    return true;
  }
  const auto& type = *top().message->GetDescriptor();
  const FieldDescriptor* found = type.FindFieldByCamelcaseName(name);
  if (found == nullptr) found = type.FindFieldByName(name);
  top().field = nullptr;
  if (found == nullptr) {
    return Refuse(Quoted(name), absl::StrCat("a field of ", type.name()));
  }
  top().field = found;
  auto& seen = top().seen;
  if (std::find(seen.begin(), seen.end(), found) != seen.end()) {
    return Refuse("is there twice", "it once");
  }
  seen.push_back(found);
  return true;
}

bool Filler::StartArray() {
  const bool fits = !open_.empty() && top().field != nullptr &&
                    top().kind != Open::Kind::kList &&
                    top().kind != Open::Kind::kMap && field().is_repeated() &&
                    !field().is_map();
  if (!fits) return Refuse("a list");
  Open list{.kind = Open::Kind::kList, .message = top().message};
  list.field = top().field;
  open_.push_back(std::move(list));
  return true;
}

std::string Filler::Path() const {
  std::string path;
  for (const Open& open : open_) {
    if (open.kind == Open::Kind::kMap) {
      absl::StrAppend(&path, "[", open.key, "]");
    } else if (open.kind == Open::Kind::kList) {
      const int size =
          open.message->GetReflection()->FieldSize(*open.message, open.field);
      // The object that is being read has been added already.
      const bool is_inside = &open != &open_.back();
      absl::StrAppend(&path, "[", is_inside ? size - 1 : size, "]");
    } else if (open.field != nullptr) {
      absl::StrAppend(&path, path.empty() ? "" : ".", open.field->name());
    }
  }
  return path;
}

std::string Filler::Wanted() {
  if (open_.empty()) return "an object {...}";
  if (top().kind == Open::Kind::kMap) return "a text";
  if (top().field == nullptr) return "a field";
  if (field().is_map()) return "a map {...}";
  if (field().is_repeated() && top().kind != Open::Kind::kList) {
    return "a list [...]";
  }
  switch (field().cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return "a text in quotes";
    case FieldDescriptor::CPPTYPE_ENUM:
      return absl::StrCat("a value of ", field().enum_type()->name(),
                          " such as \"", field().enum_type()->value(1)->name(),
                          "\"");
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true or false";
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return "a number";
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return "a whole number";
    default:
      return IsInstant(field()) ? "an instant such as \"2025-03-01T00:00:00Z\""
                                : "an object {...}";
  }
}

absl::Status SyntaxError(size_t offset, absl::string_view what) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "no JSON from byte ", offset + 1, " on: ", what)),
                    "JSON_SYNTAX");
}

absl::Status Read(absl::string_view json, Filler& filler) {
  // Iterative, so that no text is too deep for the stack; the bounds of depth
  // are those of the message. Numbers are read to the last digit.
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseFullPrecisionFlag |
                              rapidjson::kParseValidateEncodingFlag;
  // To RapidJSON it is the end of the text.
  const size_t nul = json.find('\0');
  if (nul != absl::string_view::npos) return SyntaxError(nul, "a NUL");
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, filler);
  if (!result.IsError()) return absl::OkStatus();
  if (!filler.status().ok()) return filler.status();
  if (result.Code() == rapidjson::kParseErrorTermination) {
    return SyntaxError(result.Offset(), "half of a pair of surrogates");
  }
  return SyntaxError(result.Offset(),
                     rapidjson::GetParseError_En(result.Code()));
}

}  // namespace

absl::Status FromJson(absl::string_view json, Message& message) {
  message.Clear();
  Filler filler(message);
  return Read(json, filler);
}

absl::Status FieldFromJson(absl::string_view json, const FieldDescriptor& field,
                           Message& message) {
  message.GetReflection()->ClearField(&message, &field);
  Filler filler(message, field);
  return Read(json, filler);
}

}  // namespace suyuan::json
