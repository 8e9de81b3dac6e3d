// suyuan-traceability: the wiring of the traceability service.

#include <string>

#include "libs/rpc/client.h"
#include "libs/rpc/service_main.h"
#include "services/traceability/flags.h"

namespace suyuan {
namespace {

int Main(int argc, char** argv) {
  traceability::Options options;
  std::string registry = "127.0.0.1:9101";
  std::string certificates = "127.0.0.1:9102";
  rpc::ServiceProgram program;
  program.name = "suyuan-traceability";
  program.description =
      "Judges traceability chains from the feeds of the registry and the "
      "certificates.";
  program.listen = "127.0.0.1:9103";
  program.metrics_listen = "127.0.0.1:9203";
  program.needs_data = false;
  program.add_flags = [&](CLI::App& app) {
    traceability::AddFlags(app, options);
    app.get_option("--data-dir")
        ->description(
            "folder of the snapshot from which the next start goes on; empty: "
            "every start replays the feeds");
    app.add_option("--registry", registry, "host:port of the registry")
        ->capture_default_str();
    app.add_option("--certificates", certificates,
                   "host:port of the certificates service")
        ->capture_default_str();
    app.add_option("--proof-key", options.proof_key,
                   "file of the key that signs what proofs assert, made where "
                   "it is not there; empty: nothing is proved");
  };
  program.start = [&](const rpc::ServiceOptions& common,
                      const std::string& data_dir) {
    static_cast<rpc::ServiceOptions&>(options) = common;
    options.data_dir = data_dir;
    options.registry = rpc::MakeChannel(registry);
    options.certificates = rpc::MakeChannel(certificates);
    return traceability::StartTraceability(options);
  };
  return rpc::RunServiceProgram(argc, argv, program);
}

}  // namespace
}  // namespace suyuan

int main(int argc, char** argv) { return suyuan::Main(argc, argv); }
