// suyuan-certificates: the wiring of the certificates service.

#include <CLI/CLI.hpp>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/run.h"
#include "services/certificates/certificates_server.h"

namespace suyuan {
namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "suyuan-certificates: %s\n",
               std::string(status.message()).c_str());
  return 1;
}

int Main(int argc, char** argv) {
  rpc::HoldSignals();
  CLI::App app(
      "Keeps certificates as they were issued, byte for byte, and a signed "
      "log of them.",
      "suyuan-certificates");
  rpc::CommonFlags flags;
  flags.listen = "127.0.0.1:9102";
  flags.metrics_listen = "127.0.0.1:9202";
  flags.data_dir = "data";
  flags.AddTo(app);
  certificates::Options options;
  app.add_option("--log-key", options.log_key,
                 "file of the log's signing key; empty: log.key in --data-dir");
  app.add_option("--log-origin", options.log_origin,
                 "what the log calls itself; never change it later")
      ->capture_default_str();
  app.add_option("--dcc-schemas", options.dcc_schemas,
                 "folder of the XML schemas (XSD) of the DCC and of D-SI, to "
                 "check documents with; empty: no schema is checked");
  app.add_flag("--require-valid-schema", options.require_valid_schema,
               "refuse to import documents that break their own schema; needs "
               "--dcc-schemas");
  app.add_option("--issuing-keys", options.issuing_keys,
                 "folder of private keys of institutions that have their "
                 "certificates signed here, ID.pem and ID.principals each; "
                 "empty: none");
  app.add_option("--log-policy", options.log_policy,
                 "file with the log's witnesses and their quorum (C2SP "
                 "tlog-policy); empty: none");
  app.add_option("--signature-trust", options.signature_trust,
                 "folder of trusted roots and revocation lists (PEM, DER), to "
                 "check signatures in documents with; empty: none is valid");
  std::string registry = "127.0.0.1:9101";
  app.add_option("--registry", registry,
                 "host:port of the registry, which is followed for what the "
                 "checks ask and for the keys of institutions; empty: none is")
      ->capture_default_str();
  app.add_option("--institution-keys", options.institution_keys,
                 "file of institutions with their keys, as the registry "
                 "exports them (JSON lines); empty: none");
  app.add_option("--public-url", options.public_url,
                 "where people reach the gateway; pages and QR codes point "
                 "there")
      ->capture_default_str();
  app.add_option("--redis", options.redis,
                 "host:port of a Redis cache; empty: none")
      ->capture_default_str();
  if (const auto code = rpc::ParseCommandLine(app, argc, argv)) return *code;
  if (const absl::Status s = flags.Apply(); !s.ok()) return Fail(s);
  if (const absl::Status s = rpc::MakeDataDir(flags.data_dir); !s.ok()) {
    return Fail(s);
  }

  rpc::LogGrpcTo(log::Default());
  SystemClock clock;
  metrics::Registry metrics;
  options.database = absl::StrCat(flags.data_dir, "/certificates.db");
  if (options.log_key.empty()) {
    options.log_key = absl::StrCat(flags.data_dir, "/log.key");
  }
  options.listen = flags.listen;
  options.insecure_listen = flags.insecure_listen;
  options.threads = flags.threads;
  options.queue_limit = flags.queue_limit;
  if (!registry.empty()) options.registry = rpc::MakeChannel(registry);
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  auto server = certificates::StartCertificates(options);
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
