// suyuan-registry: the wiring of the registry.

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/rpc/service_main.h"
#include "services/registry/flags.h"

namespace suyuan {
namespace {

int Main(int argc, char** argv) {
  registry::Options options;
  rpc::ServiceProgram program;
  program.name = "suyuan-registry";
  program.description = "Keeps a region's metrology on record.";
  program.listen = "127.0.0.1:9101";
  program.metrics_listen = "127.0.0.1:9201";
  program.add_flags = [&](CLI::App& app) { registry::AddFlags(app, options); };
  program.start = [&](const rpc::ServiceOptions& common,
                      const std::string& data_dir) {
    static_cast<rpc::ServiceOptions&>(options) = common;
    options.database = absl::StrCat(data_dir, "/registry.db");
    return registry::StartRegistry(options);
  };
  return rpc::RunServiceProgram(argc, argv, program);
}

}  // namespace
}  // namespace suyuan

int main(int argc, char** argv) { return suyuan::Main(argc, argv); }
