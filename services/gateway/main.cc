// suyuan-gateway: the wiring of the gateway.

#include <CLI/CLI.hpp>
#include <cstdio>

#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"
#include "services/gateway/gateway_server.h"

namespace suyuan {
namespace {

struct Flags {
  rpc::CommonFlags common;
  std::string registry = "127.0.0.1:9101";
  std::string certificates = "127.0.0.1:9102";
  std::string traceability = "127.0.0.1:9103";
  std::string credit = "127.0.0.1:9104";
  bool print_routes = false;
  gateway::Options gateway;

  void AddTo(CLI::App& app) {
    common.listen = gateway.listen;
    common.metrics_listen = "127.0.0.1:9280";
    common.AddTo(app);
    app.get_option("--listen")->description("HTTP address, host:port");
    // What only a service with data and handlers of its own has.
    for (const char* name : {"--data-dir", "--threads", "--queue-limit"}) {
      app.remove_option(app.get_option(name));
    }
    AddBackend(app, "--registry", registry);
    AddBackend(app, "--certificates", certificates);
    AddBackend(app, "--traceability", traceability);
    AddBackend(app, "--credit", credit);
    app.add_option("--max-connections", gateway.max_connections,
                   "connections at once; one more is answered 503")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    app.add_option("--max-calls", gateway.max_calls,
                   "calls at once; one more is answered 503")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    app.add_flag("--print-routes", print_routes,
                 "print every route as a Markdown table and exit");
  }

  static void AddBackend(CLI::App& app, const char* name, std::string& target) {
    app.add_option(name, target, "host:port of that service; empty: none")
        ->capture_default_str();
  }
};

std::shared_ptr<rpc::ChannelPair> Channels(const std::string& target) {
  if (target.empty()) return nullptr;
  return std::make_shared<rpc::ChannelPair>(target);
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "suyuan-gateway: %s\n",
               std::string(status.message()).c_str());
  return 1;
}

int Run(const Flags& flags) {
  if (const absl::Status s = flags.common.Apply(); !s.ok()) return Fail(s);
  rpc::LogGrpcTo(log::Default());
  const SystemClock clock;
  metrics::Registry metrics;
  gateway::Options options = flags.gateway;
  options.listen = flags.common.listen;
  options.insecure_listen = flags.common.insecure_listen;
  options.registry = Channels(flags.registry);
  options.certificates = Channels(flags.certificates);
  options.traceability = Channels(flags.traceability);
  options.credit = Channels(flags.credit);
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  const auto server = gateway::StartGateway(options);
  if (!server.ok()) return Fail(server.status());
  const auto exposer = flags.common.ServeMetrics(metrics);
  if (!exposer.ok()) return Fail(exposer.status());
  log::Default().Info("serving", {{"url", (*server)->url()}});
  rpc::RunUntilSignal([&] { (*server)->Stop(flags.common.drain()); });
  return 0;
}

int Main(int argc, char** argv) {
  rpc::HoldSignals();
  CLI::App app("HTTP/JSON in front of the services of Suyuan.",
               "suyuan-gateway");
  Flags flags;
  flags.AddTo(app);
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;
  if (!flags.print_routes) return Run(flags);
  std::fputs(gateway::RoutesTable().c_str(), stdout);
  return 0;
}

}  // namespace
}  // namespace suyuan

int main(int argc, char** argv) { return suyuan::Main(argc, argv); }
