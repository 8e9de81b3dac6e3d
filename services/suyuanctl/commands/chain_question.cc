#include "services/suyuanctl/commands/chain_question.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace suyuan::ctl {

absl::StatusOr<google::protobuf::Timestamp> ParseInstant(
    absl::string_view flag, const std::string& text) {
  absl::Time instant;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &instant, &error)) {
    return InvalidField(
        flag, absl::StrCat("\"", text,
                           "\"; an instant such as 2024-03-11T08:00:00Z is "
                           "wanted"));
  }
  google::protobuf::Timestamp out;
  out.set_seconds(absl::ToUnixSeconds(instant));
  out.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(
      instant - absl::FromUnixSeconds(out.seconds()))));
  return out;
}

}  // namespace suyuan::ctl
