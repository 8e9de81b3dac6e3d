#include "services/suyuanctl/commands/register.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "services/suyuanctl/commands/apply.h"

namespace suyuan::ctl {
namespace {

void RegisterApply(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ApplyOptions>();
  CLI::App* command = app.add_subcommand(
      "apply", "write the worlds in files: what is there already is left");
  command->add_option("WORLD", options->files, "files of worlds")->required();
  command->add_flag("--check", options->check,
                    "judge what the files expect, too");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      world::GrpcRecords records(connections.registry(),
                                 connections.registry_peer(),
                                 connections.settings());
      world::GrpcCertificates certificates(connections.certificates(),
                                           connections.certificates_peer(),
                                           connections.settings());
      world::GrpcJudge judge(connections.traceability(),
                             connections.traceability_peer(),
                             connections.settings());
      return Apply(*options, records, certificates, judge, console);
    };
  });
}

}  // namespace

void Globals::AddTo(CLI::App& app) {
  app.add_option("--registry", addresses.registry, "host:port of the registry")
      ->capture_default_str();
  app.add_option("--certificates", addresses.certificates,
                 "host:port of the certificates service")
      ->capture_default_str();
  app.add_option("--traceability", addresses.traceability,
                 "host:port of the traceability service")
      ->capture_default_str();
  app.add_option("--credit", addresses.credit,
                 "host:port of the credit service")
      ->capture_default_str();
  app.add_option("--lang", lang,
                 "language of the texts, zh or en; default: by the locale");
  app.add_option("--principal", principal, "who writes, name@realm")
      ->capture_default_str();
  app.add_option("--timeout-seconds", timeout_seconds,
                 "how long one call may take")
      ->check(CLI::Range(0.1, 86400.0))
      ->capture_default_str();
}

world::CallSettings Globals::Settings() const {
  world::CallSettings settings;
  settings.principal = principal;
  settings.timeout = absl::Seconds(timeout_seconds);
  return settings;
}

void RegisterCommands(CLI::App& app, Command& chosen) {
  RegisterApply(app, chosen);
}

}  // namespace suyuan::ctl
