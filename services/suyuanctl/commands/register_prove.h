#ifndef SERVICES_SUYUANCTL_COMMANDS_REGISTER_PROVE_H_
#define SERVICES_SUYUANCTL_COMMANDS_REGISTER_PROVE_H_

#include "services/suyuanctl/commands/register.h"

namespace suyuan::ctl {

// Adds `prove`, as RegisterCommands().
void RegisterProve(CLI::App& app, Command& chosen);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_REGISTER_PROVE_H_
