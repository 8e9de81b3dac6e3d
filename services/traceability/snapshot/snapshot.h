#ifndef SERVICES_TRACEABILITY_SNAPSHOT_SNAPSHOT_H_
#define SERVICES_TRACEABILITY_SNAPSHOT_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/traceability/engine.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/ledger/verdict_ledger.h"
#include "services/traceability/settled/settled.h"

// All that the service has derived from its feeds, as a file: a start reads it
// and follows the feeds from its positions, in the place of replaying them.
//
// The file is only for the program that wrote it. It holds rows as they lie in
// memory and verdicts as the rules gave them, so it names the program's build
// id and the ledger's profile, and another build does not read it: no layout
// and no rule can change without that. Every byte is under a digest. What
// passes both is what was written, and is not checked again: numbers that lead
// from row to row are taken as they are.

namespace suyuan::traceability {

// What was in a file, ready to be taken over (Engine::Restore,
// VerdictLedger::Restore).
struct Restored {
  Graph graph;
  std::unique_ptr<Settled> settled;
  Positions positions;
  LedgerState ledger;  // empty where there was none
  int64_t bytes = 0;   // of the file
};

struct SnapshotWritten {
  int64_t bytes = 0;
  absl::Duration held;  // how long writers waited
  Positions positions;
  int64_t ledger_position = 0;
};

// Writes the file in the place of the one at `path`, which stays whole and
// readable until the new one is whole and on the disk. `ledger` may be null.
//
// Readers go on meanwhile. Whoever applies changes waits while the bytes are
// handed to the system (1 to 2 GB a second), and so does the ledger; nobody
// settles while what is settled is. The disk is waited for without that.
absl::StatusOr<SnapshotWritten> WriteSnapshot(const Engine& engine,
                                              const VerdictLedger* ledger,
                                              const std::string& path);

// BLOCK_FILE_MISSING, _IO, _DAMAGED; _FOREIGN where another build wrote it, or
// with another profile for its ledger. `ledger` as above, and is not changed.
// Nothing is done for each certificate but to read its bytes, on up to four
// threads; the registry's records are decoded one by one, some 2 us each.
absl::StatusOr<std::unique_ptr<Restored>> ReadSnapshot(
    const std::string& path, const VerdictLedger* ledger);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SNAPSHOT_SNAPSHOT_H_
