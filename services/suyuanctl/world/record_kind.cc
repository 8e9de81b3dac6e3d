#include "services/suyuanctl/world/record_kind.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/message_differencer.h>

#include <vector>

#include "google/api/resource.pb.h"
#include "libs/base/check.h"

namespace suyuan::world {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// "referenceMaterials" of a field of Record: the first part of the names of
// what it holds, as the contract's pattern says.
absl::string_view CollectionOf(const FieldDescriptor& field) {
  const std::string& pattern = field.message_type()
                                   ->options()
                                   .GetExtension(google::api::resource)
                                   .pattern(0);
  return absl::string_view(pattern).substr(0, pattern.find('/'));
}

const FieldDescriptor& SetField(const Record& record) {
  const FieldDescriptor* field =
      record.GetReflection()->GetOneofFieldDescriptor(
          record, Record::descriptor()->oneof_decl(0));
  SUYUAN_CHECK(field != nullptr);
  return *field;
}

Message& MutableInside(Record& record) {
  return *record.GetReflection()->MutableMessage(&record, &SetField(record));
}

const FieldDescriptor& FieldNamed(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  SUYUAN_CHECK(field != nullptr);
  return *field;
}

// Takes away every part of `message` that says nothing.
void DropEmptyParts(Message& message) {
  std::vector<Message*> found = {&message};
  for (size_t at = 0; at < found.size(); ++at) {
    const auto& reflection = *found[at]->GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(*found[at], &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
          field->is_map()) {
        continue;
      }
      if (!field->is_repeated()) {
        found.push_back(reflection.MutableMessage(found[at], field));
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(*found[at], field); ++i) {
        found.push_back(reflection.MutableRepeatedMessage(found[at], field, i));
      }
    }
  }
  // Parts come after what holds them, so the innermost go first.
  for (auto it = found.rbegin(); it != found.rend(); ++it) {
    const auto& reflection = *(*it)->GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(**it, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
          !field->is_repeated() &&
          reflection.GetMessage(**it, field).ByteSizeLong() == 0) {
        reflection.ClearField(*it, field);
      }
    }
  }
}

Record ContentOf(const Record& record) {
  Record content = record;
  Message& inside = MutableInside(content);
  inside.GetReflection()->ClearField(&inside, &FieldNamed(inside, "meta"));
  DropEmptyParts(inside);
  return content;
}

}  // namespace

absl::string_view FieldOfName(absl::string_view name) {
  const size_t slash = name.find('/');
  if (slash == absl::string_view::npos || slash + 1 == name.size() ||
      name.find('/', slash + 1) != absl::string_view::npos) {
    return "";
  }
  const Descriptor& type = *Record::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (CollectionOf(*type.field(i)) == name.substr(0, slash)) {
      return type.field(i)->name();
    }
  }
  return "";
}

absl::string_view IdOfName(absl::string_view name) {
  const size_t slash = name.find('/');
  return slash == absl::string_view::npos ? "" : name.substr(slash + 1);
}

Record ToRecord(const Message& message) {
  Record record;
  const Descriptor& type = *Record::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->message_type() != message.GetDescriptor()) continue;
    record.GetReflection()
        ->MutableMessage(&record, type.field(i))
        ->CopyFrom(message);
    return record;
  }
  SUYUAN_CHECK(false);
  return record;
}

const Message& Inside(const Record& record) {
  return record.GetReflection()->GetMessage(record, &SetField(record));
}

absl::string_view FieldOf(const Record& record) {
  return SetField(record).name();
}

std::string NameOf(const Record& record) {
  const Message& inside = Inside(record);
  return inside.GetReflection()->GetString(inside, &FieldNamed(inside, "name"));
}

const registry::v1::RecordMeta& MetaOf(const Record& record) {
  const Message& inside = Inside(record);
  return static_cast<const registry::v1::RecordMeta&>(
      inside.GetReflection()->GetMessage(inside, &FieldNamed(inside, "meta")));
}

registry::v1::RecordMeta& MutableMetaOf(Record& record) {
  Message& inside = MutableInside(record);
  return static_cast<registry::v1::RecordMeta&>(
      *inside.GetReflection()->MutableMessage(&inside,
                                              &FieldNamed(inside, "meta")));
}

std::string LastDayOf(const Record& record) {
  const Message& inside = Inside(record);
  return static_cast<const registry::v1::Period&>(
             inside.GetReflection()->GetMessage(inside,
                                                &FieldNamed(inside, "period")))
      .to();
}

void SetLastDay(Record& record, absl::string_view day) {
  Message& inside = MutableInside(record);
  static_cast<registry::v1::Period*>(
      inside.GetReflection()->MutableMessage(&inside,
                                             &FieldNamed(inside, "period")))
      ->set_to(std::string(day));
}

bool SameContent(const Record& a, const Record& b) {
  if (a.record_case() != b.record_case()) return false;
  return google::protobuf::util::MessageDifferencer::Equals(ContentOf(a),
                                                            ContentOf(b));
}

}  // namespace suyuan::world
