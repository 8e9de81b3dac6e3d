#include "services/suyuanctl/commands/register_prove.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "services/suyuanctl/commands/prove.h"

namespace suyuan::ctl {

void RegisterProve(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ProveOptions>();
  CLI::App* command = app.add_subcommand(
      "prove", "write the proof of a chain, which anybody can verify offline");
  command
      ->add_option("NUMBER", options->target,
                   "certificate number, or the name of a certificate, "
                   "instrument or standard")
      ->required();
  command->add_option("-o,--output", options->output,
                      "file; default: the number and .proof");
  command->add_option("--issuer", options->issuer,
                      "who issued the number, as printed or by name");
  command->add_option("--profile", options->profile, "see profiles");
  command->add_option("--as-of", options->as_of, "day, YYYY-MM-DD");
  command->add_option("--known-at", options->known_at,
                      "by what was known at that instant, RFC 3339");
  command->add_option("--result", options->result, "only this result");
  command->add_option("--token", options->token, "of a write to be included");
  command->add_flag("--without-documents", options->without_documents,
                    "leave out the customer and what no rule reads; what "
                    "certificates say is then asserted, not proven");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return Prove(*options, connections, console);
    };
  });
}

}  // namespace suyuan::ctl
