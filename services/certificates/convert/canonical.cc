#include "services/certificates/convert/canonical.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "libs/rpc/fields.h"

namespace suyuan::certificates {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// Of one type of message: the fields that are the service's own, and those in
// whose messages there are some, at any depth.
struct Outputs {
  std::vector<const FieldDescriptor*> own;
  std::vector<const FieldDescriptor*> above;
};
using OutputsByType = std::map<const Descriptor*, Outputs>;

// Whether there are any in messages of the type.
bool AddOutputs(const Descriptor& type, OutputsByType& out) {
  const auto [place, is_new] = out.try_emplace(&type);
  Outputs& outputs = place->second;
  for (int i = 0; is_new && i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (rpc::IsOutputOnly(*field)) {
      outputs.own.push_back(field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
               AddOutputs(*field->message_type(), out)) {
      outputs.above.push_back(field);
    }
  }
  return !outputs.own.empty() || !outputs.above.empty();
}

const OutputsByType& CertificateOutputs() {
  static const auto& outputs = *[] {
    auto* const made = new OutputsByType;
    AddOutputs(*v1::Certificate::descriptor(), *made);
    return made;
  }();
  return outputs;
}

}  // namespace

void ClearOutputs(v1::Certificate& certificate) {
  std::vector<Message*> open = {&certificate};
  while (!open.empty()) {
    Message& message = *open.back();
    open.pop_back();
    const Reflection& reflection = *message.GetReflection();
    const Outputs& outputs = CertificateOutputs().at(message.GetDescriptor());
    for (const FieldDescriptor* field : outputs.own) {
      reflection.ClearField(&message, field);
    }
    for (const FieldDescriptor* field : outputs.above) {
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

std::string CanonicalJson(const v1::Certificate& certificate) {
  std::string text;
  json::AppendCanonicalJson(certificate, text);
  return text;
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
