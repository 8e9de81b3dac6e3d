#include "libs/rpc/service_main.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"

namespace suyuan::rpc {
namespace {

absl::Status Serve(const ServiceProgram& program, const CommonFlags& flags) {
  if (absl::Status s = flags.Apply(); !s.ok()) return s;
  if (program.needs_data || !flags.data_dir.empty()) {
    if (absl::Status s = MakeDataDir(flags.data_dir); !s.ok()) return s;
  }
  LogGrpcTo(log::Default());
  SystemClock clock;
  metrics::Registry metrics;
  ServiceOptions options;
  options.listen = flags.listen;
  options.insecure_listen = flags.insecure_listen;
  options.threads = flags.threads;
  options.queue_limit = flags.queue_limit;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  const auto service = program.start(options, flags.data_dir);
  if (!service.ok()) return service.status();
  const auto exposer = flags.ServeMetrics(metrics);
  if (!exposer.ok()) return exposer.status();
  log::Default().Info("serving", {{"address", (*service)->target()}});
  RunUntilSignal([&] { (*service)->Stop(flags.drain()); });
  return absl::OkStatus();
}

}  // namespace

int RunServiceProgram(int argc, const char* const* argv,
                      const ServiceProgram& program) {
  HoldSignals();
  CLI::App app(program.description, program.name);
  CommonFlags flags;
  flags.listen = program.listen;
  flags.metrics_listen = program.metrics_listen;
  if (program.needs_data) flags.data_dir = "data";
  flags.AddTo(app);
  program.add_flags(app);
  if (const auto code = ParseCommandLine(app, argc, argv)) return *code;
  const absl::Status status = Serve(program, flags);
  if (status.ok()) return 0;
  std::fprintf(stderr, "%s: %s\n", program.name.c_str(),
               std::string(status.message()).c_str());
  return 1;
}

}  // namespace suyuan::rpc
