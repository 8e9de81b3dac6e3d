#ifndef SERVICES_SUYUANCTL_COMMANDS_JSON_H_
#define SERVICES_SUYUANCTL_COMMANDS_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace suyuan::ctl {

// As the HTTP interface writes it: lowerCamelCase. Indented over many lines, or
// on one line. DATA_LOSS for a message that has no JSON (an instant out of
// range).
absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message,
                                   bool indented);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_JSON_H_
