#ifndef SERVICES_SUYUANCTL_COMMANDS_PROVE_H_
#define SERVICES_SUYUANCTL_COMMANDS_PROVE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/commands/chain_question.h"

namespace suyuan::ctl {

struct ProveOptions {
  ChainQuestion question;
  // What documents say is then asserted.
  bool without_documents = false;
  // "": the last part of the target and .proof.
  std::string output;
};

// Fetches the proof of a chain and keeps it in a file.
absl::StatusOr<bool> Prove(const ProveOptions& options,
                           Connections& connections, Console& console);

struct VerifyProofOptions {
  std::string path;
  // Of the log: one of these.
  std::string key;
  std::string key_file;
  std::string policy;
  // Of who signs proofs' statements: one of these.
  std::string operator_key;
  std::string operator_key_file;
  // Files with profiles of one's own (docs/profiles.md).
  std::vector<std::string> profiles;
};

// Whether a file begins as proofs do.
bool IsProof(const std::string& path);

// Checks a proof by nothing but itself and the keys, and draws its chain; says
// what is proven and what only asserted. INVALID_FIELD where a key is missing,
// else the errors of traceability::CheckProof().
absl::StatusOr<bool> VerifyProof(const VerifyProofOptions& options,
                                 Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_PROVE_H_
