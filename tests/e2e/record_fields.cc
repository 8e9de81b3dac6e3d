#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "google/api/resource.pb.h"
#include "tests/e2e/record_clients.h"

namespace suyuan::e2e {

std::string PluralOf(const std::string& field) {
  return Record::descriptor()
      ->FindFieldByName(field)
      ->message_type()
      ->options()
      .GetExtension(google::api::resource)
      .plural();
}

std::string FieldOf(const std::string& name) {
  const auto& record = *Record::descriptor();
  for (int i = 0; i < record.field_count(); ++i) {
    const std::string& field = record.field(i)->name();
    if (absl::StartsWith(name, absl::StrCat(PluralOf(field), "/"))) {
      return field;
    }
  }
  FAIL(name << " is no name of a record");
  return "";
}

std::string NameOf(const Record& record) {
  const auto& reflection = *record.GetReflection();
  const auto* field = reflection.GetOneofFieldDescriptor(
      record, record.GetDescriptor()->oneof_decl(0));
  REQUIRE(field != nullptr);
  const auto& message = reflection.GetMessage(record, field);
  return message.GetReflection()->GetString(
      message, message.GetDescriptor()->FindFieldByName("name"));
}

}  // namespace suyuan::e2e
