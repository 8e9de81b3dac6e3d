// suyuan-traceability: the wiring of the traceability service.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"
#include "services/traceability/traceability_server.h"

namespace suyuan {
namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "suyuan-traceability: %s\n",
               std::string(status.message()).c_str());
  return 1;
}

int Main(int argc, char** argv) {
  rpc::HoldSignals();
  CLI::App app(
      "Judges traceability chains from the feeds of the registry and "
      "the certificates.",
      "suyuan-traceability");
  rpc::CommonFlags flags;
  flags.listen = "127.0.0.1:9103";
  flags.metrics_listen = "127.0.0.1:9203";
  flags.AddTo(app);
  app.remove_option(app.get_option("--data-dir"));  // it keeps nothing
  std::string registry = "127.0.0.1:9101";
  std::string certificates = "127.0.0.1:9102";
  app.add_option("--registry", registry, "host:port of the registry")
      ->capture_default_str();
  app.add_option("--certificates", certificates,
                 "host:port of the certificates service")
      ->capture_default_str();
  traceability::Options options;
  app.add_option("--verdict-feed-profile", options.verdict_feed_profile,
                 "the profile whose changes of verdicts are told as a feed; "
                 "empty: there is no such feed")
      ->capture_default_str();
  std::vector<std::string> profiles;
  app.add_option("--profile", profiles,
                 "file of a profile of one's own (docs/profiles.md); repeat it "
                 "for more")
      ->delimiter(',');
  app.add_option("--proof-key", options.proof_key,
                 "file of the key that signs what proofs assert, made where it "
                 "is not there; empty: nothing is proved");
  app.add_option("--proof-key-name", options.proof_key_name,
                 "what that key is called; never change it later")
      ->capture_default_str();
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;
  if (const absl::Status s = flags.Apply(); !s.ok()) return Fail(s);

  rpc::LogGrpcTo(log::Default());
  SystemClock clock;
  metrics::Registry metrics;
  options.listen = flags.listen;
  options.insecure_listen = flags.insecure_listen;
  options.threads = flags.threads;
  options.queue_limit = flags.queue_limit;
  options.registry = rpc::MakeChannel(registry);
  options.certificates = rpc::MakeChannel(certificates);
  options.profiles = profiles;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  auto server = traceability::StartTraceability(options);
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
