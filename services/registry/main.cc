// suyuan-registry: the wiring of the registry.

#include <CLI/CLI.hpp>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"
#include "services/registry/registry_server.h"

namespace suyuan {
namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "suyuan-registry: %s\n",
               std::string(status.message()).c_str());
  return 1;
}

int Main(int argc, char** argv) {
  rpc::HoldSignals();
  CLI::App app("Keeps a region's metrology on record.", "suyuan-registry");
  rpc::CommonFlags flags;
  flags.listen = "127.0.0.1:9101";
  flags.metrics_listen = "127.0.0.1:9201";
  flags.data_dir = "data";
  flags.AddTo(app);
  registry::Options options;
  app.add_option("--dataset-publisher", options.dataset_publisher,
                 "who answers for the dataset that data centres may have");
  app.add_option("--dataset-licence", options.dataset_licence,
                 "the terms under which that dataset may be used");
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;
  if (const absl::Status s = flags.Apply(); !s.ok()) return Fail(s);
  if (const absl::Status s = rpc::MakeDataDir(flags.data_dir); !s.ok()) {
    return Fail(s);
  }

  rpc::LogGrpcTo(log::Default());
  SystemClock clock;
  metrics::Registry metrics;
  options.database = absl::StrCat(flags.data_dir, "/registry.db");
  options.listen = flags.listen;
  options.insecure_listen = flags.insecure_listen;
  options.threads = flags.threads;
  options.queue_limit = flags.queue_limit;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  auto server = registry::StartRegistry(options);
  if (!server.ok()) return Fail(server.status());
  const auto exposer = flags.ServeMetrics(metrics);
  if (!exposer.ok()) return Fail(exposer.status());
  log::Default().Info("serving", {{"address", (*server)->target()}});
  rpc::RunUntilSignal([&] { (*server)->Stop(flags.drain()); });
  return 0;
}

}  // namespace
}  // namespace suyuan

int main(int argc, char** argv) { return suyuan::Main(argc, argv); }
