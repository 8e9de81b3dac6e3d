#include "services/suyuanctl/commands/json.h"

#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_cat.h"

namespace suyuan::ctl {

absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message,
                                   bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  std::string json;
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) {
    return absl::DataLossError(absl::StrCat(
        "the answer cannot be written as JSON: ",
        absl::string_view(status.message().data(), status.message().size())));
  }
  while (!json.empty() && json.back() == '\n') json.pop_back();
  return json;
}

}  // namespace suyuan::ctl
