// suyuan: all services in one process, on one machine, without a Redis needed.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>

#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"
#include "services/certificates/flags.h"
#include "services/credit/flags.h"
#include "services/registry/flags.h"
#include "services/suyuan/suite.h"
#include "services/traceability/flags.h"

namespace suyuan {
namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "suyuan: %s\n", std::string(status.message()).c_str());
  return 1;
}

void AddAddress(CLI::App& app, const std::string& flag, const std::string& what,
                std::string& address) {
  app.add_option(flag, address, what + ", host:port; empty: none")
      ->capture_default_str();
}

int Main(int argc, char** argv) {
  rpc::HoldSignals();
  CLI::App app("All services of Suyuan in one process.", "suyuan");
  rpc::CommonFlags flags;
  flags.metrics_listen = "127.0.0.1:9290";
  flags.data_dir = "data";
  flags.AddTo(app);
  app.remove_option(app.get_option("--listen"));
  SuiteOptions options;
  AddAddress(app, "--gateway-listen", "HTTP/JSON", options.listen.gateway);
  AddAddress(app, "--registry-listen", "gRPC", options.listen.registry);
  AddAddress(app, "--certificates-listen", "gRPC", options.listen.certificates);
  AddAddress(app, "--traceability-listen", "gRPC", options.listen.traceability);
  AddAddress(app, "--credit-listen", "gRPC", options.listen.credit);
  registry::AddFlags(app, options.registry);
  certificates::AddFlags(app, options.certificates);
  traceability::AddFlags(app, options.traceability);
  credit::AddFlags(app, options.credit);
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;
  flags.listen = "127.0.0.1:0";  // each service checks its own address
  if (const absl::Status s = flags.Apply(); !s.ok()) return Fail(s);

  rpc::LogGrpcTo(log::Default());
  SystemClock clock;
  metrics::Registry metrics;
  options.data_dir = flags.data_dir;
  options.common.insecure_listen = flags.insecure_listen;
  options.common.threads = flags.threads;
  options.common.queue_limit = flags.queue_limit;
  options.common.clock = &clock;
  options.common.logger = &log::Default();
  options.common.metrics = &metrics;
  auto suite = StartSuite(options);
  if (!suite.ok()) return Fail(suite.status());
  const auto exposer = flags.ServeMetrics(metrics);
  if (!exposer.ok()) return Fail(exposer.status());
  if ((*suite)->gateway_port() != 0) {
    std::printf("suyuan: http://127.0.0.1:%d\n", (*suite)->gateway_port());
    std::fflush(stdout);
  }
  rpc::RunUntilSignal([&] { (*suite)->Stop(flags.drain()); });
  return 0;
}

}  // namespace
}  // namespace suyuan

int main(int argc, char** argv) { return suyuan::Main(argc, argv); }
