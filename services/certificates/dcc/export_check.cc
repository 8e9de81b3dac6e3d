#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "google/protobuf/message.h"
#include "libs/dcc/writer.h"
#include "services/certificates/convert/violations.h"
#include "services/certificates/dcc/export_parts.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// A message with its path from the certificate.
struct Place {
  const Message* message;
  FieldPath path;
};

bool IsId(const FieldDescriptor& field) {
  return field.name() == "id" || absl::EndsWith(field.name(), "_id") ||
         absl::EndsWith(field.name(), "_ids");
}

// The messages below one field.
void AddMessages(const Place& place, const FieldDescriptor& field,
                 std::vector<Place>& open) {
  const Reflection& reflection = *place.message->GetReflection();
  const FieldPath path = place.path.Field(field.name());
  if (!field.is_repeated()) {
    open.push_back({&reflection.GetMessage(*place.message, &field), path});
    return;
  }
  for (int i = 0; i < reflection.FieldSize(*place.message, &field); ++i) {
    open.push_back({&reflection.GetRepeatedMessage(*place.message, &field, i),
                    path.At(i)});
  }
}

// The texts of one field.
absl::Status CheckTexts(const Place& place, const FieldDescriptor& field) {
  const Reflection& reflection = *place.message->GetReflection();
  const FieldPath path = place.path.Field(field.name());
  const int size =
      field.is_repeated() ? reflection.FieldSize(*place.message, &field) : 1;
  std::string scratch;
  for (int i = 0; i < size; ++i) {
    const std::string& text =
        field.is_repeated()
            ? reflection.GetRepeatedStringReference(*place.message, &field, i,
                                                    &scratch)
            : reflection.GetStringReference(*place.message, &field, &scratch);
    if (dcc::IsXmlText(text)) continue;
    return DccExportUnsayable((field.is_repeated() ? path.At(i) : path).text(),
                              "holds a character that XML does not have");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckXmlTexts(const v1::Certificate& certificate) {
  std::vector<Place> open = {{&certificate, FieldPath()}};
  while (!open.empty()) {
    const Place place = std::move(open.back());
    open.pop_back();
    std::vector<const FieldDescriptor*> fields;
    place.message->GetReflection()->ListFields(*place.message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        AddMessages(place, *field, open);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
                 !IsId(*field)) {
        const absl::Status checked = CheckTexts(place, *field);
        if (!checked.ok()) return checked;
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
