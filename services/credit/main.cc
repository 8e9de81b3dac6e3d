// suyuan-credit: the wiring of the credit service.

#include <CLI/CLI.hpp>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"
#include "services/credit/credit_server.h"

namespace suyuan {
namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "suyuan-credit: %s\n",
               std::string(status.message()).c_str());
  return 1;
}

int Main(int argc, char** argv) {
  rpc::HoldSignals();
  CLI::App app("Computes metrology credit from decided facts.",
               "suyuan-credit");
  rpc::CommonFlags flags;
  flags.listen = "127.0.0.1:9104";
  flags.metrics_listen = "127.0.0.1:9204";
  flags.data_dir = "data";
  flags.AddTo(app);
  std::vector<std::string> policies;
  app.add_option("--policy", policies,
                 "file of a policy offered beside MCP-v1; may be repeated");
  std::string registry = "127.0.0.1:9101";
  app.add_option("--registry", registry,
                 "host:port of the registry, which is followed for the "
                 "outcomes of comparisons; empty: none is")
      ->capture_default_str();
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;
  if (const absl::Status s = flags.Apply(); !s.ok()) return Fail(s);
  if (const absl::Status s = rpc::MakeDataDir(flags.data_dir); !s.ok()) {
    return Fail(s);
  }

  rpc::LogGrpcTo(log::Default());
  SystemClock clock;
  metrics::Registry metrics;
  credit::Options options;
  options.database = absl::StrCat(flags.data_dir, "/credit.db");
  options.policies = policies;
  options.listen = flags.listen;
  options.insecure_listen = flags.insecure_listen;
  options.threads = flags.threads;
  options.queue_limit = flags.queue_limit;
  if (!registry.empty()) options.registry = rpc::MakeChannel(registry);
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  auto server = credit::StartCredit(options);
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
