#ifndef SERVICES_SUYUANCTL_COMMANDS_EVIDENCE_H_
#define SERVICES_SUYUANCTL_COMMANDS_EVIDENCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/commands/chain_question.h"

namespace suyuan::ctl {

struct EvidenceOptions {
  ChainQuestion question;
  std::string file;       // of the pack to be written
  bool documents = true;  // else digests alone
  std::string check;      // a pack to be checked, in place of a target
  // The log's verifier key, or a file with it; "": receipts are not checked.
  std::string key;
  std::string key_file;
};

// Packs the judged chain of a target with what proves it (docs/evidence.md), or
// checks such a pack without asking anybody. False where the number fits
// several certificates, so that nothing was judged.
absl::StatusOr<bool> PackOrCheckEvidence(const EvidenceOptions& options,
                                         Connections& connections,
                                         Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_EVIDENCE_H_
