#include "services/suyuanctl/commands/register_log.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "libs/base/status.h"
#include "libs/http/client.h"
#include "services/suyuanctl/cli/published_log.h"
#include "services/suyuanctl/commands/log_check.h"
#include "services/suyuanctl/commands/log_cosign.h"
#include "services/suyuanctl/commands/log_prove.h"
#include "services/suyuanctl/commands/log_watch.h"

namespace suyuan::ctl {
namespace {

// What every command that reads a published log is told.
struct LogOptions {
  std::string url = "http://127.0.0.1:8080/log";
  TrustOptions trust;

  void AddTo(CLI::App& command) {
    command
        .add_option("--log", url,
                    "where the log is published (C2SP tlog-tiles): http://, "
                    "https:// or file://")
        ->capture_default_str();
    command.add_option("--key", trust.key,
                       "the log's verifier key, name+hash+key");
    command.add_option("--key-file", trust.key_file, "file with that key");
    command.add_option("--policy", trust.policy,
                       "file with the log's key, its witnesses and their "
                       "quorum (C2SP tlog-policy)");
  }
  PublishedLog Open(const Connections& connections) const {
    return PublishedLog::At(url, connections.settings().timeout);
  }
};

void RegisterCheck(CLI::App& log, Command& chosen) {
  auto where = std::make_shared<LogOptions>();
  CLI::App* command = log.add_subcommand(
      "check", "read the whole log and derive every tile and its signed root");
  where->AddTo(*command);
  command->callback([where, &chosen] {
    chosen = [where](Connections& connections,
                     Console& console) -> absl::StatusOr<bool> {
      SUYUAN_ASSIGN_OR_RETURN(const tlog::Policy policy,
                              ReadTrust(where->trust));
      PublishedLog published = where->Open(connections);
      return LogCheck(policy, published, console);
    };
  });
}

void RegisterProve(CLI::App& log, Command& chosen) {
  auto where = std::make_shared<LogOptions>();
  auto options = std::make_shared<LogProveOptions>();
  CLI::App* command = log.add_subcommand(
      "prove", "write the receipt of a document, a .tlog-proof");
  where->AddTo(*command);
  command->add_option("DOCUMENT", options->document,
                      "file; its leaf is looked for from the beginning");
  command->add_option("--index", options->index, "of the leaf instead");
  command->add_option("-o,--output", options->output,
                      "file; default: the document's name and .tlog-proof");
  command->callback([where, options, &chosen] {
    chosen = [where, options](Connections& connections,
                              Console& console) -> absl::StatusOr<bool> {
      SUYUAN_ASSIGN_OR_RETURN(const tlog::Policy policy,
                              ReadTrust(where->trust));
      PublishedLog published = where->Open(connections);
      return LogProve(*options, policy, published, console);
    };
  });
}

void RegisterWatch(CLI::App& log, Command& chosen) {
  auto where = std::make_shared<LogOptions>();
  auto options = std::make_shared<LogWatchOptions>();
  auto once = std::make_shared<bool>(false);
  auto interval = std::make_shared<double>(60);
  CLI::App* command = log.add_subcommand(
      "watch", "follow the log and raise an alarm if it contradicts itself");
  where->AddTo(*command);
  command
      ->add_option("--state", options->state,
                   "file that keeps the last checkpoint seen")
      ->required();
  command->add_flag("--once", *once, "look once, for a job");
  command->add_option("--interval-seconds", *interval, "between two looks")
      ->check(CLI::Range(1.0, 86400.0))
      ->capture_default_str();
  command->callback([where, options, once, interval, &chosen] {
    chosen = [where, options, once, interval](
                 Connections& connections,
                 Console& console) -> absl::StatusOr<bool> {
      SUYUAN_ASSIGN_OR_RETURN(const tlog::Policy policy,
                              ReadTrust(where->trust));
      PublishedLog published = where->Open(connections);
      const auto wait = [once, interval] {
        if (*once) return false;
        absl::SleepFor(absl::Seconds(*interval));
        return true;
      };
      return LogWatch(*options, policy, published, console, wait);
    };
  });
}

void RegisterCosign(CLI::App& log, Command& chosen) {
  auto where = std::make_shared<LogOptions>();
  auto options = std::make_shared<LogCosignOptions>();
  auto print = std::make_shared<bool>(false);
  CLI::App* command = log.add_subcommand(
      "cosign", "as a witness: check the log, then cosign its checkpoint");
  where->AddTo(*command);
  command->add_option("--name", options->name, "the witness's name")
      ->required();
  command
      ->add_option("--witness-key", options->key_file,
                   "file of the witness's private key")
      ->required();
  command
      ->add_option("--state", options->state,
                   "file that keeps the last checkpoint cosigned")
      ->required();
  command->add_flag("--print", *print,
                    "print the cosigned note instead of sending it");
  command->callback([where, options, print, &chosen] {
    chosen = [where, options, print](Connections& connections,
                                     Console& console) -> absl::StatusOr<bool> {
      SUYUAN_ASSIGN_OR_RETURN(const tlog::Policy policy,
                              ReadTrust(where->trust));
      PublishedLog published = where->Open(connections);
      const auto send = [&](const std::string& note) -> absl::Status {
        if (*print) {
          console.Write(note);
          return absl::OkStatus();
        }
        http::Client client({.timeout = connections.settings().timeout});
        return client
            .Post(absl::StrCat(absl::StripSuffix(where->url, "/"),
                               "/cosignatures"),
                  "application/octet-stream", note)
            .status();
      };
      return LogCosign(*options, policy, published, absl::Now(), send, console);
    };
  });
}

void RegisterWitnessKey(CLI::App& log, Command& chosen) {
  auto name = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  CLI::App* command = log.add_subcommand(
      "witness-key", "make a witness's key and print its verifier key");
  command->add_option("FILE", *file, "for the private key, not there yet")
      ->required();
  command->add_option("--name", *name, "the witness's name")->required();
  command->callback([name, file, &chosen] {
    chosen = [name, file](Connections&, Console& console) {
      return LogWitnessKey(*name, *file, console);
    };
  });
}

}  // namespace

void RegisterLog(CLI::App& app, Command& chosen) {
  CLI::App* log = app.add_subcommand(
      "log", "check, prove, follow and witness a published log");
  log->require_subcommand(1);
  RegisterCheck(*log, chosen);
  RegisterProve(*log, chosen);
  RegisterWatch(*log, chosen);
  RegisterCosign(*log, chosen);
  RegisterWitnessKey(*log, chosen);
}

}  // namespace suyuan::ctl
