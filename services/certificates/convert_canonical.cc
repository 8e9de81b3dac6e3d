#include "services/certificates/convert_canonical.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "nlohmann/json.hpp"

namespace suyuan::certificates {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

constexpr char kTypeServer[] = "type.suyuan";

// Messages of this package below `message` that are set.
void AddChildren(Message& message, std::vector<Message*>& open) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
        field->is_map()) {
      continue;
    }
    if (!field->is_repeated()) {
      open.push_back(reflection.MutableMessage(&message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      open.push_back(reflection.MutableRepeatedMessage(&message, field, i));
    }
  }
}

google::protobuf::util::TypeResolver& Types() {
  static auto* const types =
      google::protobuf::util::NewTypeResolverForDescriptorPool(
          kTypeServer, google::protobuf::DescriptorPool::generated_pool());
  return *types;
}

}  // namespace

void ClearOutputs(v1::Certificate& certificate) {
  std::vector<Message*> open = {&certificate};
  while (!open.empty()) {
    Message& message = *open.back();
    open.pop_back();
    const Descriptor& descriptor = *message.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const FieldDescriptor* field = descriptor.field(i);
      if (rpc::IsOutputOnly(*field)) {
        message.GetReflection()->ClearField(&message, field);
      }
    }
    AddChildren(message, open);
  }
}

std::string CanonicalJson(const v1::Certificate& certificate) {
  std::string mapped;
  const auto status = google::protobuf::util::BinaryToJsonString(
      &Types(),
      absl::StrCat(kTypeServer, "/",
                   v1::Certificate::descriptor()->full_name()),
      rpc::CanonicalBytes(certificate), &mapped);
  SUYUAN_CHECK(status.ok());
  // nlohmann::json sorts its keys.
  return nlohmann::json::parse(mapped).dump();
}

absl::StatusOr<v1::Certificate> CertificateFromJson(absl::string_view json) {
  v1::Certificate certificate;
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), &certificate);
  if (!status.ok()) {
    return InvalidField(
        "document", absl::StrCat("no certificate in JSON: ",
                                 std::string(status.message()).substr(0, 500)));
  }
  return certificate;
}

}  // namespace suyuan::certificates
