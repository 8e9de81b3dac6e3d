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

// How a command ends: 0 done; 1 done, but not as it should be; a command may
// tell more apart.
struct ExitCode {
  // True is 0.
  ExitCode(bool done) : value(done ? 0 : 1) {}  // NOLINT: what most answer
  explicit ExitCode(int code) : value(code) {}

  int value;
};

// What the command line asks for.
using Command = std::function<absl::StatusOr<ExitCode>(Connections& connections,
                                                       Console& console)>;

// Adds every command to `app`; the parse sets `chosen` to the one that was
// given. `chosen` outlives the parse.
void RegisterCommands(CLI::App& app, Command& chosen);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_REGISTER_H_
