#ifndef LIBS_RPC_OUTPUT_FIELDS_H_
#define LIBS_RPC_OUTPUT_FIELDS_H_

#include <map>
#include <vector>

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace suyuan::rpc {

// The fields of a type of messages that the service alone sets
// (google.api.field_behavior), at any depth. Found once: O(types). Immutable
// and thread-safe.
class OutputFields {
 public:
  explicit OutputFields(const google::protobuf::Descriptor& type);

  // Clears them in a message of the type. O(messages that may have some).
  void Clear(google::protobuf::Message& message) const;

 private:
  // Of one type of message: the fields that are the service's own, and those in
  // whose messages there are some.
  struct Fields {
    std::vector<const google::protobuf::FieldDescriptor*> own;
    std::vector<const google::protobuf::FieldDescriptor*> above;
  };
  // Whether there are any in messages of the type.
  bool Add(const google::protobuf::Descriptor& type);

  std::map<const google::protobuf::Descriptor*, Fields> by_type_;
};

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_OUTPUT_FIELDS_H_
