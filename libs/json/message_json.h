#ifndef LIBS_JSON_MESSAGE_JSON_H_
#define LIBS_JSON_MESSAGE_JSON_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

// proto3 JSON for files of many messages: what protobuf's own conversion reads
// and writes at a seventh of its cost (540 bytes: 13 µs to read, 8 to write).
// For messages of texts, enums, booleans, whole numbers of 32 and 64 bits,
// doubles, maps of text to text, lists, instants (google.protobuf.Timestamp)
// and messages of these, none of which holds itself.

namespace suyuan::json {

// On one line, lowerCamel names, enums by name, fields in the order of their
// numbers and keys of maps sorted: the same text for equal messages. Fields
// that are not set are left out.
void AppendJson(const google::protobuf::Message& message, std::string& out);

// The same with fields in the order of the bytes of their names: RFC 8785 as
// far as messages without doubles go, so that equal messages have one digest.
void AppendCanonicalJson(const google::protobuf::Message& message,
                         std::string& out);

// Reads lowerCamel and proto names. Replaces `message`, which is of no use
// after a refusal. Refused: JSON_SYNTAX with the byte at fault, INVALID_FIELD
// with the path of a field that the message has not, that is there twice or
// whose value is none of its type.
absl::Status FromJson(absl::string_view json,
                      google::protobuf::Message& message);

// The value of one list or map alone: "[...]", "{...}".
void AppendFieldJson(const google::protobuf::Message& message,
                     const google::protobuf::FieldDescriptor& field,
                     std::string& out);
// Replaces it. As FromJson; paths begin with the field.
absl::Status FieldFromJson(absl::string_view json,
                           const google::protobuf::FieldDescriptor& field,
                           google::protobuf::Message& message);

}  // namespace suyuan::json

#endif  // LIBS_JSON_MESSAGE_JSON_H_
