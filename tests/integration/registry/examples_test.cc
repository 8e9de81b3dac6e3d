// The examples that tests of files and transports use say all that can be said.

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <set>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/rpc/fields.h"
#include "tests/support/registry_examples.h"

namespace suyuan::registry {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using suyuan::testing::RegistryExamples;

bool HasFields(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !field.is_map();
}

// Full names of the fields that a client may set in any kind of record.
std::set<std::string> Settable() {
  std::set<std::string> names;
  std::set<const Descriptor*> seen;
  std::vector<const Descriptor*> open = {v1::Record::descriptor()};
  while (!open.empty()) {
    const Descriptor& type = *open.back();
    open.pop_back();
    if (!seen.insert(&type).second) continue;
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (rpc::IsOutputOnly(field)) continue;
      names.insert(field.full_name());
      if (HasFields(field)) open.push_back(field.message_type());
    }
  }
  return names;
}

// Full names of the fields that the examples set.
std::set<std::string> Set(const std::vector<v1::Record>& records) {
  std::set<std::string> names;
  std::vector<const Message*> open(records.size());
  for (size_t i = 0; i < records.size(); ++i) open[i] = &records[i];
  while (!open.empty()) {
    const Message& message = *open.back();
    open.pop_back();
    const auto& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      names.insert(field->full_name());
      if (!HasFields(*field)) continue;
      if (!field->is_repeated()) {
        open.push_back(&reflection.GetMessage(message, field));
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        open.push_back(&reflection.GetRepeatedMessage(message, field, i));
      }
    }
  }
  return names;
}

TEST_CASE("The examples of records say every field that a client may set") {
  std::set<std::string> missing = Settable();
  for (const std::string& name : Set(RegistryExamples())) missing.erase(name);
  // What only another record of the same kind, or a later one, can be named by.
  CHECK(missing ==
        std::set<std::string>{"suyuan.registry.v1.IndicatorReport.supersedes",
                              "suyuan.registry.v1.StandardEvent.comparison"});
}

}  // namespace
}  // namespace suyuan::registry
