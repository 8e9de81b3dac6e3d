#include "services/suyuanctl/commands/register_prove.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "services/suyuanctl/commands/prove.h"
#include "services/suyuanctl/commands/register_question.h"

namespace suyuan::ctl {

void RegisterProve(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ProveOptions>();
  CLI::App* command = app.add_subcommand(
      "prove", "write the proof of a chain, which anybody can verify offline");
  AddOptions(*command, options->question)->required();
  command->add_option("-o,--output", options->output,
                      "file; default: the number and .proof");
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
