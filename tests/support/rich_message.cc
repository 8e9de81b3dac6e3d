#include "tests/support/rich_message.h"

#include <array>
#include <string>

#include "google/protobuf/timestamp.pb.h"

namespace suyuan::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

class Filling {
 public:
  explicit Filling(uint32_t seed) : next_(seed) {}

  // The types of records hold none of themselves.
  void Fill(Message& message) {
    const auto& type = *message.GetDescriptor();
    if (type.full_name() == "google.protobuf.Timestamp") {
      auto& instant = static_cast<google::protobuf::Timestamp&>(message);
      instant.set_seconds(1735704000 + Next());
      instant.set_nanos(1000 * (Next() % 1000000));
      return;
    }
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (field.is_map()) {
        FillMap(message, field);
      } else if (field.is_repeated()) {
        Add(message, field);
        Add(message, field);
      } else {
        Set(message, field);
      }
    }
  }

 private:
  uint32_t Next() {
    next_ = next_ * 1664525 + 1013904223;
    return next_ >> 8;
  }
  std::string Text() {
    static constexpr std::array<const char*, 14> kTexts = {
        "砝码", "a,b",   "\"quoted\"", "two\r\nlines",    " blanks ",
        "=1+1", "'=1+1", "-40",        "+86 991",         "@x",
        "'tis", "\ttab", "＝全角",     "\\back/slash\x01"};
    return std::string(kTexts[Next() % kTexts.size()]) + "#" +
           std::to_string(Next() % 100000);
  }
  int EnumNumber(const FieldDescriptor& field) {
    const auto& type = *field.enum_type();
    return type.value(1 + Next() % (type.value_count() - 1))->number();
  }
  double Number() { return (static_cast<double>(Next()) - 8e6) / 7; }

  void FillMap(Message& message, const FieldDescriptor& field) {
    const bool is_title = message.GetDescriptor()->name() == "LocalizedText";
    for (const char* key :
         {is_title ? "zh" : "pressure_reference", is_title ? "kk" : "medium"}) {
      Message& entry = *message.GetReflection()->AddMessage(&message, &field);
      const Reflection& to = *entry.GetReflection();
      to.SetString(&entry, field.message_type()->map_key(), key);
      to.SetString(&entry, field.message_type()->map_value(), Text());
    }
  }

  void Set(Message& message, const FieldDescriptor& field) {
    const Reflection& to = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return to.SetString(&message, &field, Text());
      case FieldDescriptor::CPPTYPE_ENUM:
        return to.SetEnumValue(&message, &field, EnumNumber(field));
      case FieldDescriptor::CPPTYPE_BOOL:
        return to.SetBool(&message, &field, true);
      case FieldDescriptor::CPPTYPE_INT32:
        return to.SetInt32(&message, &field, static_cast<int>(Next()) - 1000);
      case FieldDescriptor::CPPTYPE_INT64:
        return to.SetInt64(&message, &field, int64_t{Next()} << 30);
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return to.SetDouble(&message, &field, Number());
      default:
        return Fill(*to.MutableMessage(&message, &field));
    }
  }

  void Add(Message& message, const FieldDescriptor& field) {
    const Reflection& to = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_ENUM:
        return to.AddEnumValue(&message, &field, EnumNumber(field));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Fill(*to.AddMessage(&message, &field));
      default:
        return to.AddString(&message, &field, Text());
    }
  }

  uint32_t next_;
};

}  // namespace

void FillEveryField(Message& message, uint32_t seed) {
  Filling(seed).Fill(message);
}

}  // namespace suyuan::testing
