#ifndef SERVICES_SUYUANCTL_COMMANDS_LOG_WATCH_H_
#define SERVICES_SUYUANCTL_COMMANDS_LOG_WATCH_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "libs/tlog/policy.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/cli/published_log.h"

namespace suyuan::ctl {

struct LogWatchOptions {
  // Keeps the last checkpoint seen; made where it is not there.
  std::string state;
};

// Follows the newest checkpoint and checks each time that it continues the one
// seen before. `wait` pauses until the next look; false ends. A log that cannot
// be read is told of and asked again, except where there is no next look. A log
// that contradicts itself ends it: DATA_LOSS LOG_SPLIT or LOG_WENT_BACK, both
// notes kept beside the state as the evidence.
absl::StatusOr<bool> LogWatch(const LogWatchOptions& options,
                              const tlog::Policy& policy, PublishedLog& log,
                              Console& console, absl::FunctionRef<bool()> wait);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_LOG_WATCH_H_
