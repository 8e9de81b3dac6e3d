// suyuan: all services in one process, on one machine, without a Redis needed.

#include <CLI/CLI.hpp>
#include <cstdio>

#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"
#include "services/suyuan/suite.h"

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
  app.add_option("--dcc-schemas", options.dcc_schemas,
                 "folder of the XML schemas (XSD) of the DCC and of D-SI, to "
                 "check documents with; empty: no schema is checked");
  app.add_option("--signature-trust", options.signature_trust,
                 "folder of trusted roots and revocation lists (PEM, DER), to "
                 "check signatures in documents with; empty: none is valid");
  app.add_flag("--require-valid-schema", options.require_valid_schema,
               "refuse to import documents that break their own schema; needs "
               "--dcc-schemas");
  app.add_option("--issuing-keys", options.issuing_keys,
                 "folder of private keys of institutions that have their "
                 "certificates signed here, ID.pem and ID.principals each; "
                 "empty: none");
  app.add_option("--public-url", options.public_url,
                 "where people reach the gateway; pages and QR codes of "
                 "certificates point there")
      ->capture_default_str();
  app.add_option("--redis", options.redis,
                 "host:port of a Redis cache; empty: none")
      ->capture_default_str();
  app.add_option("--log-origin", options.log_origin,
                 "what the log of certificates calls itself; never change it "
                 "later")
      ->capture_default_str();
  app.add_option("--profile", options.profiles,
                 "file of a profile of one's own to judge chains by; repeat it "
                 "for more")
      ->delimiter(',');
  app.add_option("--log-policy", options.log_policy,
                 "file with the log's witnesses and their quorum (C2SP "
                 "tlog-policy); empty: none");
  app.add_option("--proof-key-name", options.proof_key_name,
                 "what the key that signs what proofs assert is called; never "
                 "change it later")
      ->capture_default_str();
  app.add_option("--dataset-publisher", options.dataset_publisher,
                 "who answers for the dataset that data centres may have");
  app.add_option("--dataset-licence", options.dataset_licence,
                 "the terms under which that dataset may be used");
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;
  flags.listen = "127.0.0.1:0";  // each service checks its own address
  if (const absl::Status s = flags.Apply(); !s.ok()) return Fail(s);

  rpc::LogGrpcTo(log::Default());
  SystemClock clock;
  metrics::Registry metrics;
  options.data_dir = flags.data_dir;
  options.insecure_listen = flags.insecure_listen;
  options.threads = flags.threads;
  options.queue_limit = flags.queue_limit;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
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
