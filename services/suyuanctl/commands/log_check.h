#ifndef SERVICES_SUYUANCTL_COMMANDS_LOG_CHECK_H_
#define SERVICES_SUYUANCTL_COMMANDS_LOG_CHECK_H_

#include "absl/status/statusor.h"
#include "libs/tlog/policy.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/cli/published_log.h"

namespace suyuan::ctl {

// Reads the whole log as strangers see it and derives everything from its
// entries: each tile of each level and the signed root. Refused:
// LOG_TREE_DAMAGED and what PublishedLog::Newest refuses. Memory does not grow
// with the log.
absl::StatusOr<bool> LogCheck(const tlog::Policy& policy, PublishedLog& log,
                              Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_LOG_CHECK_H_
