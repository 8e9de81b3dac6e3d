#ifndef SERVICES_SUYUANCTL_COMMANDS_APPLY_H_
#define SERVICES_SUYUANCTL_COMMANDS_APPLY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/world/services.h"

namespace suyuan::ctl {

struct ApplyOptions {
  std::vector<std::string> files;
  // Judge what the named files expect once they are written.
  bool check = false;
};

// Writes worlds and, if asked, judges what they expect. False where an
// expectation does not hold.
absl::StatusOr<bool> Apply(const ApplyOptions& options, world::Records& records,
                           world::Certificates& certificates,
                           world::Judge& judge, Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_APPLY_H_
