#ifndef SERVICES_SUYUANCTL_COMMANDS_VERIFY_H_
#define SERVICES_SUYUANCTL_COMMANDS_VERIFY_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"

namespace suyuan::ctl {

struct VerifyOptions {
  // A file, or certificates/*, whose original is then fetched.
  std::string target;
  // A file with the receipt; "": it is fetched.
  std::string receipt;
  // With a .tlog-proof that lacks it: a file with the leaf.
  std::string leaf;
  // The log's verifier key, or a file with it; "": as the log says itself.
  std::string key;
  std::string key_file;
  // Or a file of c2sp.org/tlog-policy, whose quorum must have cosigned.
  std::string policy;
  // Nobody is asked: INVALID_FIELD where a receipt, or whom to believe, is
  // missing and there is no signature either.
  bool offline = false;
  // A file with a signature over the document, and one with the public key
  // (PEM) that made it; "": none. Without a receipt and offline nothing else is
  // checked.
  std::string signature;
  std::string public_key;
  // Where to keep the receipt for later, "" for nowhere.
  std::string save_receipt;
};

// Checks a receipt against the document's bytes and the log's key. With a
// receipt and a key or a policy nobody is asked; else the newest checkpoint is
// fetched too and must continue the receipt's. An error says what does not
// hold.
absl::StatusOr<bool> Verify(const VerifyOptions& options,
                            Connections& connections, Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_VERIFY_H_
