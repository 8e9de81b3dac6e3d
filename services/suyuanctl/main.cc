// suyuanctl: the command line for people and jobs.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>

#include "absl/strings/match.h"
#include "libs/base/status.h"
#include "libs/rpc/flags.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/commands/register.h"

namespace suyuan::ctl {
namespace {

std::string Locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return "";
}

// A log that contradicts what it signed: not a failure of ours to be repeated.
bool IsAlarm(const absl::Status& status) {
  return absl::IsDataLoss(status) && absl::StartsWith(ReasonOf(status), "LOG_");
}

int Main(int argc, char** argv) {
  CLI::App app(
      "Loads, traces and verifies what the services of Suyuan hold.\n"
      "Exit code: 0 done, 1 refused or not as expected, 2 usage, 3 a log "
      "contradicts what it signed.",
      "suyuanctl");
  app.fallthrough();  // flags of all commands may follow the command
  Globals globals;
  globals.AddTo(app);
  Command chosen;
  RegisterCommands(app, chosen);
  app.require_subcommand(1);
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;

  const Speech speech = ChooseSpeech(globals.lang, Locale());
  auto words = Words::In(speech.language);
  if (!words.ok()) {
    std::cerr << "suyuanctl: " << words.status().message() << "\n";
    return 2;
  }
  Console console(std::cout, std::cerr, *std::move(words), speech.utf8,
                  isatty(STDERR_FILENO) == 1);
  Connections connections(globals.addresses, globals.Settings());
  const absl::StatusOr<ExitCode> done = chosen(connections, console);
  if (!done.ok()) console.Fail(done.status());
  if (IsAlarm(done.status())) return 3;
  return done.ok() ? done->value : 1;
}

}  // namespace
}  // namespace suyuan::ctl

int main(int argc, char** argv) { return suyuan::ctl::Main(argc, argv); }
