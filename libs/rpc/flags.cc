#include "libs/rpc/flags.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/log/log.h"
#include "libs/rpc/address.h"

namespace suyuan::rpc {
namespace {

constexpr int kUsageError = 2;

// CLI11 leaves one long name without its dashes.
void GiveEnvironment(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty() || !option->get_envname().empty())
      continue;
    const std::string& name = option->get_lnames()[0];
    if (name == "help" || name == "version") continue;
    option->envname(EnvironmentName(name));
  }
}

}  // namespace

void CommonFlags::AddTo(CLI::App& app) {
  app.add_option("--listen", listen, "gRPC address, host:port")
      ->capture_default_str();
  app.add_option("--metrics-listen", metrics_listen,
                 "address of /metrics, host:port; empty: none")
      ->capture_default_str();
  app.add_option("--data-dir", data_dir, "folder of the data")
      ->capture_default_str();
  app.add_flag("--insecure-listen", insecure_listen,
               "accept addresses that others can reach, though calls are not "
               "authenticated");
  app.add_option("--log-level", log_level, "debug, info, warning, error or off")
      ->capture_default_str();
  app.add_option("--threads", threads,
                 "threads that answer calls; 0: one a core, at least 4")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  app.add_option("--queue-limit", queue_limit,
                 "calls that may wait for a thread before calls are refused")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--drain-seconds", drain_seconds,
                 "how long running calls may go on after SIGTERM")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
}

absl::Status CommonFlags::Apply() const {
  SUYUAN_ASSIGN_OR_RETURN(const log::Level level, log::ParseLevel(log_level));
  log::Default().set_level(level);
  SUYUAN_RETURN_IF_ERROR(
      CheckListenAddress(listen, "--listen", insecure_listen));
  if (metrics_listen.empty()) return absl::OkStatus();
  return CheckListenAddress(metrics_listen, "--metrics-listen",
                            insecure_listen);
}

absl::StatusOr<std::unique_ptr<metrics::Exposer>> CommonFlags::ServeMetrics(
    const metrics::Registry& metrics) const {
  if (metrics_listen.empty()) return nullptr;
  return metrics::Exposer::Start(metrics, metrics_listen);
}

absl::Status MakeDataDir(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return absl::OkStatus();
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        "cannot make the data folder ", path, ": ",
                        error.message(), "; --data-dir names another")),
                    "DATA_DIR_UNUSABLE");
}

std::string EnvironmentName(absl::string_view flag) {
  absl::ConsumePrefix(&flag, "--");
  return absl::StrCat("SUYUAN_", absl::AsciiStrToUpper(
                                     absl::StrReplaceAll(flag, {{"-", "_"}})));
}

std::optional<int> ParseCommandLine(CLI::App& app, int argc,
                                    const char* const* argv) {
  app.set_version_flag("--version", SUYUAN_VERSION);
  GiveEnvironment(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop) == 0 ? 0 : kUsageError;
  }
  return std::nullopt;
}

}  // namespace suyuan::rpc
