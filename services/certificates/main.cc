// suyuan-certificates: the wiring of the certificates service.

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/rpc/client.h"
#include "libs/rpc/service_main.h"
#include "services/certificates/flags.h"

namespace suyuan {
namespace {

int Main(int argc, char** argv) {
  certificates::Options options;
  std::string followed = "127.0.0.1:9101";
  rpc::ServiceProgram program;
  program.name = "suyuan-certificates";
  program.description =
      "Keeps certificates as they were issued, byte for byte, and a signed "
      "log of them.";
  program.listen = "127.0.0.1:9102";
  program.metrics_listen = "127.0.0.1:9202";
  program.add_flags = [&](CLI::App& app) {
    certificates::AddFlags(app, options);
    app.add_option("--log-key", options.log_key,
                   "file of the log's signing key; empty: log.key in "
                   "--data-dir");
    app.add_option("--registry", followed,
                   "host:port of the registry, which is followed for what the "
                   "checks ask and for the keys of institutions; empty: none "
                   "is")
        ->capture_default_str();
    app.add_option("--institution-keys", options.institution_keys,
                   "file of institutions with their keys, as the registry "
                   "exports them (JSON lines); empty: none");
  };
  program.start = [&](const rpc::ServiceOptions& common,
                      const std::string& data_dir) {
    static_cast<rpc::ServiceOptions&>(options) = common;
    options.database = absl::StrCat(data_dir, "/certificates.db");
    if (options.log_key.empty()) {
      options.log_key = absl::StrCat(data_dir, "/log.key");
    }
    if (!followed.empty()) options.registry = rpc::MakeChannel(followed);
    return certificates::StartCertificates(options);
  };
  return rpc::RunServiceProgram(argc, argv, program);
}

}  // namespace
}  // namespace suyuan

int main(int argc, char** argv) { return suyuan::Main(argc, argv); }
