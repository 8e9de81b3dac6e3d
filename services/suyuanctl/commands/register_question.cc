#include "services/suyuanctl/commands/register_question.h"

namespace suyuan::ctl {

CLI::Option* AddOptions(CLI::App& command, ChainQuestion& question) {
  CLI::Option* target =
      command.add_option("NUMBER", question.target,
                         "certificate number, or the name of a certificate, "
                         "instrument or standard");
  command.add_option("--issuer", question.issuer,
                     "who issued the number, as printed or by name");
  command.add_option("--profile", question.profile, "see profiles");
  command.add_option("--as-of", question.as_of, "day, YYYY-MM-DD");
  command.add_option("--known-at", question.known_at,
                     "by what was known at that instant, RFC 3339");
  command.add_option("--result", question.result, "only this result");
  command.add_option("--token", question.token, "of a write to be included");
  return target;
}

}  // namespace suyuan::ctl
