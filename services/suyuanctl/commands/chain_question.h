#ifndef SERVICES_SUYUANCTL_COMMANDS_CHAIN_QUESTION_H_
#define SERVICES_SUYUANCTL_COMMANDS_CHAIN_QUESTION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/base/status.h"

namespace suyuan::ctl {

// What is asked about a chain.
struct ChainQuestion {
  std::string target;
  std::string issuer;
  std::string profile;
  std::string as_of;
  std::string known_at;  // RFC 3339
  std::string result;
  std::string token;
};

// An instant such as 2024-03-11T08:00:00Z. INVALID_FIELD names `flag`.
absl::StatusOr<google::protobuf::Timestamp> ParseInstant(
    absl::string_view flag, const std::string& text);

// Puts the question into a request of traceability. INVALID_FIELD
// (--known-at).
template <typename Request>
absl::Status Put(const ChainQuestion& question, Request& request) {
  request.set_target(question.target);
  request.set_issuer(question.issuer);
  request.set_profile(question.profile);
  request.set_as_of(question.as_of);
  request.set_result_id(question.result);
  request.set_token(question.token);
  if (question.known_at.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(*request.mutable_known_at(),
                          ParseInstant("--known-at", question.known_at));
  return absl::OkStatus();
}

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_CHAIN_QUESTION_H_
