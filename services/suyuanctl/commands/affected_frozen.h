#ifndef SERVICES_SUYUANCTL_COMMANDS_AFFECTED_FROZEN_H_
#define SERVICES_SUYUANCTL_COMMANDS_AFFECTED_FROZEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/traceability/v1/traceability.pb.h"

namespace suyuan::ctl {

// Keeps what a target taints in a file (docs/recalls.md), which has its name
// only once the list is whole and agrees with its digests.
absl::StatusOr<bool> FreezeAffected(
    const traceability::v1::ListAffectedRequest& request,
    const std::string& file, Connections& connections, Console& console);

// Asks the question of a kept list again, by what is known now or was known at
// `known_at` (RFC 3339, "" for now), and tells what was added, removed or
// changed. False where something was.
absl::StatusOr<bool> CheckFrozenAffected(const std::string& file,
                                         const std::string& known_at,
                                         const std::string& token,
                                         Connections& connections,
                                         Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_AFFECTED_FROZEN_H_
