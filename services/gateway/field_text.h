#ifndef SERVICES_GATEWAY_FIELD_TEXT_H_
#define SERVICES_GATEWAY_FIELD_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace suyuan::gateway {

// A field of a message or of one inside it, from the outside in. Never empty.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// "standard.name", each part by its proto or its JSON name. InvalidField
// naming `dotted` if there is no such field, or one on the way is repeated, a
// map or no message.
absl::StatusOr<FieldPath> ResolveField(
    const google::protobuf::Descriptor* message, absl::string_view dotted);

// Fills the field from the text of a path or a query, as the protobuf JSON
// mapping writes it without quotes: numbers, true and false, enum values by
// name or number, bytes in base64, Timestamp, Duration, FieldMask and the
// wrappers. A repeated field gains one element. InvalidField naming `name` if
// the text is no value of the field, or if the field is a message or a map.
absl::Status SetFromText(google::protobuf::Message* message,
                         const FieldPath& field, absl::string_view name,
                         absl::string_view text);

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_FIELD_TEXT_H_
