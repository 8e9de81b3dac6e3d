#include "libs/rpc/output_fields.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "libs/rpc/fields.h"

namespace suyuan::rpc {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

OutputFields::OutputFields(const Descriptor& type) { Add(type); }

bool OutputFields::Add(const Descriptor& type) {
  const auto [place, is_new] = by_type_.try_emplace(&type);
  Fields& fields = place->second;
  for (int i = 0; is_new && i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (IsOutputOnly(*field)) {
      fields.own.push_back(field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
               Add(*field->message_type())) {
      fields.above.push_back(field);
    }
  }
  return !fields.own.empty() || !fields.above.empty();
}

void OutputFields::Clear(Message& cleared) const {
  std::vector<Message*> open = {&cleared};
  while (!open.empty()) {
    Message& message = *open.back();
    open.pop_back();
    const Reflection& reflection = *message.GetReflection();
    const Fields& fields = by_type_.at(message.GetDescriptor());
    for (const FieldDescriptor* field : fields.own) {
      reflection.ClearField(&message, field);
    }
    for (const FieldDescriptor* field : fields.above) {
      if (field->is_repeated()) {
        for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
          open.push_back(reflection.MutableRepeatedMessage(&message, field, i));
        }
      } else if (reflection.HasField(message, field)) {
        open.push_back(reflection.MutableMessage(&message, field));
      }
    }
  }
}

}  // namespace suyuan::rpc
