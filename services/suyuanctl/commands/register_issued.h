#ifndef SERVICES_SUYUANCTL_COMMANDS_REGISTER_ISSUED_H_
#define SERVICES_SUYUANCTL_COMMANDS_REGISTER_ISSUED_H_

#include "services/suyuanctl/commands/register.h"

namespace suyuan::ctl {

// Adds `issued`, as RegisterCommands().
void RegisterIssued(CLI::App& app, Command& chosen);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_REGISTER_ISSUED_H_
