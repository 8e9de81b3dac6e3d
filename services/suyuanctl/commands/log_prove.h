#ifndef SERVICES_SUYUANCTL_COMMANDS_LOG_PROVE_H_
#define SERVICES_SUYUANCTL_COMMANDS_LOG_PROVE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "libs/tlog/policy.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/cli/published_log.h"

namespace suyuan::ctl {

struct LogProveOptions {
  // A document's file; "": `index` says which leaf.
  std::string document;
  std::optional<uint64_t> index;
  // The receipt's file; "": the document's name, or the index, and
  // ".tlog-proof".
  std::string output;
};

// Writes the receipt of a leaf (c2sp.org/tlog-proof, the leaf as its extra
// data), made of the published tiles alone and checked before it is written.
// With an index it reads O(log size) tiles; without one the log up to the
// document's leaf. Refused:
//   NOT_FOUND LEAF_NOT_FOUND: no leaf has the document's digest, or that index
//   INVALID_FIELD unless it is said which leaf
//   FILE_UNWRITABLE, and what PublishedLog::Newest refuses
absl::StatusOr<bool> LogProve(const LogProveOptions& options,
                              const tlog::Policy& policy, PublishedLog& log,
                              Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_LOG_PROVE_H_
