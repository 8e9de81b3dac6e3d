#ifndef SERVICES_SUYUANCTL_COMMANDS_LOG_COSIGN_H_
#define SERVICES_SUYUANCTL_COMMANDS_LOG_COSIGN_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/tlog/policy.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/cli/published_log.h"

namespace suyuan::ctl {

struct LogCosignOptions {
  // The witness: its name and the file of its private key.
  std::string name;
  std::string key_file;
  // Keeps the last checkpoint cosigned; made where it is not there.
  std::string state;
};

// Sends a note to where the log takes cosignatures.
using SendNote = absl::FunctionRef<absl::Status(const std::string& note)>;

// As a witness: takes the checkpoint to be cosigned, checks that it continues
// the last one, keeps it and only then signs and sends. Refused: what
// SeenFile::Advance refuses, the errors of the key file, NOTE_KEY_INVALID.
absl::StatusOr<bool> LogCosign(const LogCosignOptions& options,
                               const tlog::Policy& policy, PublishedLog& log,
                               absl::Time now, SendNote send, Console& console);

// Makes a witness's private key in a file that is not there yet and prints the
// verifier key that others are to be told.
absl::StatusOr<bool> LogWitnessKey(const std::string& name,
                                   const std::string& key_file,
                                   Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_LOG_COSIGN_H_
