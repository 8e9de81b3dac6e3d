// suyuan-credit: the wiring of the credit service.

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/rpc/client.h"
#include "libs/rpc/service_main.h"
#include "services/credit/flags.h"

namespace suyuan {
namespace {

int Main(int argc, char** argv) {
  credit::Options options;
  std::string followed = "127.0.0.1:9101";
  rpc::ServiceProgram program;
  program.name = "suyuan-credit";
  program.description = "Computes metrology credit from decided facts.";
  program.listen = "127.0.0.1:9104";
  program.metrics_listen = "127.0.0.1:9204";
  program.add_flags = [&](CLI::App& app) {
    credit::AddFlags(app, options);
    app.add_option("--registry", followed,
                   "host:port of the registry, which is followed for the "
                   "outcomes of comparisons; empty: none is")
        ->capture_default_str();
  };
  program.start = [&](const rpc::ServiceOptions& common,
                      const std::string& data_dir) {
    static_cast<rpc::ServiceOptions&>(options) = common;
    options.database = absl::StrCat(data_dir, "/credit.db");
    if (!followed.empty()) options.registry = rpc::MakeChannel(followed);
    return credit::StartCredit(options);
  };
  return rpc::RunServiceProgram(argc, argv, program);
}

}  // namespace
}  // namespace suyuan

int main(int argc, char** argv) { return suyuan::Main(argc, argv); }
