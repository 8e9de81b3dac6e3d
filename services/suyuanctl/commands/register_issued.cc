#include "services/suyuanctl/commands/register_issued.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "services/suyuanctl/commands/issued.h"

namespace suyuan::ctl {
namespace {

void RegisterIssuedImport(CLI::App& issued, Command& chosen) {
  auto options = std::make_shared<IssuedImportOptions>();
  CLI::App* command = issued.add_subcommand(
      "import", "push a list that is complete for a span of days of issue");
  command
      ->add_option("FILE", options->path,
                   "table (.csv) or JSON lines (.jsonl): number, kind, issued, "
                   "digest")
      ->required();
  command->add_option("--issuer", options->title,
                      "whose list it is, as its certificates print it");
  command->add_option("--institution", options->institution,
                      "the same by its record, institutions/*");
  command->add_option("--code", options->code, "the same by its code");
  command->add_option("--from", options->from, "first day of issue")
      ->required();
  command->add_option("--to", options->to, "last day of issue")->required();
  command->add_option("--kind", options->kinds,
                      "of which kinds it is complete, such as CALIBRATION; "
                      "default: of all");
  command->add_flag("--validate-only", options->validate_only,
                    "check everything, keep nothing");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return ImportIssuedList(*options, ImportIssuedOver(connections), console);
    };
  });
}

void RegisterIssuedList(CLI::App& issued, Command& chosen) {
  auto options = std::make_shared<IssuedListOptions>();
  CLI::App* command =
      issued.add_subcommand("list", "show the spans that lists cover");
  command->add_option("--issuer", options->issuer,
                      "record, title or code; default: of all");
  command->add_flag("--json", options->json, "one JSON object a line");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return ListIssued(*options, ListIssuedSpansOver(connections), console);
    };
  });
}

}  // namespace

void RegisterIssued(CLI::App& app, Command& chosen) {
  CLI::App* issued = app.add_subcommand(
      "issued", "an institution's own register of what it issued");
  issued->require_subcommand(1);
  RegisterIssuedImport(*issued, chosen);
  RegisterIssuedList(*issued, chosen);
}

}  // namespace suyuan::ctl
