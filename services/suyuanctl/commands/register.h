#ifndef SERVICES_SUYUANCTL_COMMANDS_REGISTER_H_
#define SERVICES_SUYUANCTL_COMMANDS_REGISTER_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"

namespace CLI {
class App;
}  // namespace CLI

namespace suyuan::ctl {

// The options that hold for every command. Each can be given by the
// environment too: --registry is SUYUAN_REGISTRY.
struct Globals {
  Addresses addresses;
  std::string lang;
  std::string principal = "suyuanctl@local";
  double timeout_seconds = 60;

  void AddTo(CLI::App& app);
  world::CallSettings Settings() const;
};

// What the command line asks for. False: done, but not as it should be.
using Command = std::function<absl::StatusOr<bool>(Connections& connections,
                                                   Console& console)>;

// Adds every command to `app`; the parse sets `chosen` to the one that was
// given. `chosen` outlives the parse.
void RegisterCommands(CLI::App& app, Command& chosen);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_REGISTER_H_
