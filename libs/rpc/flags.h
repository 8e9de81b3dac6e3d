#ifndef LIBS_RPC_FLAGS_H_
#define LIBS_RPC_FLAGS_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/metrics/metrics.h"

namespace CLI {
class App;
}  // namespace CLI

namespace suyuan::rpc {

// The options that every service has. Each can be given as a flag or, where
// the flag is absent, by the environment: --data-dir is SUYUAN_DATA_DIR.
struct CommonFlags {
  std::string listen;          // --listen host:port
  std::string metrics_listen;  // --metrics-listen host:port, "" for none
  std::string data_dir;        // --data-dir
  bool insecure_listen = false;
  std::string log_level = "info";
  int threads = 0;            // --threads, 0: one a core, at least 4
  size_t queue_limit = 1024;  // --queue-limit
  double drain_seconds = 20;  // --drain-seconds

  // Adds the options to `app`; what the struct holds now is the default that
  // --help shows. Outlives the parse.
  void AddTo(CLI::App& app);

  // After the parse: sets the level of log::Default(), refuses a level or an
  // address that is none.
  absl::Status Apply() const;

  // Answers /metrics until destroyed; null where metrics_listen is empty.
  // ADDRESS_IN_USE.
  absl::StatusOr<std::unique_ptr<metrics::Exposer>> ServeMetrics(
      const metrics::Registry& metrics) const;
  absl::Duration drain() const { return absl::Seconds(drain_seconds); }
};

// Makes the folder and those above it; OK where it is there. DATA_DIR_UNUSABLE
// with what the system says.
absl::Status MakeDataDir(const std::string& path);

// "--data-dir" -> "SUYUAN_DATA_DIR".
std::string EnvironmentName(absl::string_view flag);

// Adds --version to `app`, gives every long option of it an environment
// variable, and reads the command line. The code to exit with at once: 0 after
// --help or --version, 2 after a mistake (printed to stderr); nullopt: go on.
std::optional<int> ParseCommandLine(CLI::App& app, int argc,
                                    const char* const* argv);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_FLAGS_H_
