#ifndef LIBS_RPC_SERVICE_MAIN_H_
#define LIBS_RPC_SERVICE_MAIN_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/service.h"

namespace CLI {
class App;
}  // namespace CLI

namespace suyuan::rpc {

// A program that is one service.
struct ServiceProgram {
  std::string name;         // "suyuan-registry"
  std::string description;  // the first line of --help
  // Defaults of the flags of these names.
  std::string listen;
  std::string metrics_listen;
  // Whether it must have a --data-dir; else the default is none, and none means
  // that nothing is kept.
  bool needs_data = true;
  // Adds the flags that only this service has.
  std::function<void(CLI::App&)> add_flags;
  // Starts it. The folder is there, or "".
  std::function<absl::StatusOr<std::unique_ptr<RunningService>>(
      const ServiceOptions& options, const std::string& data_dir)>
      start;
};

// Its main(): reads the flags (flags.h), starts, answers /metrics and serves
// until a signal. Returns what the process exits with: 0, 1 after a refusal,
// which stderr has, 2 after a mistake on the command line.
int RunServiceProgram(int argc, const char* const* argv,
                      const ServiceProgram& program);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_SERVICE_MAIN_H_
