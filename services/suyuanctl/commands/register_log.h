#ifndef SERVICES_SUYUANCTL_COMMANDS_REGISTER_LOG_H_
#define SERVICES_SUYUANCTL_COMMANDS_REGISTER_LOG_H_

#include "services/suyuanctl/commands/register.h"

namespace suyuan::ctl {

// Adds `log` with its commands, as RegisterCommands().
void RegisterLog(CLI::App& app, Command& chosen);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_REGISTER_LOG_H_
