#ifndef SERVICES_SUYUANCTL_COMMANDS_REGISTER_QUESTION_H_
#define SERVICES_SUYUANCTL_COMMANDS_REGISTER_QUESTION_H_

#include <CLI/CLI.hpp>

#include "services/suyuanctl/commands/chain_question.h"

namespace suyuan::ctl {

// Adds the options of a question about a chain. Returns that of its target,
// which the caller may require. Borrows the question until it is asked.
CLI::Option* AddOptions(CLI::App& command, ChainQuestion& question);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_REGISTER_QUESTION_H_
