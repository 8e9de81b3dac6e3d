#include "libs/tlog/continuation.h"

#include "libs/base/status.h"
#include "libs/tlog/errors.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/tree.h"

namespace suyuan::tlog {

absl::Status CheckContinuation(const Checkpoint& last, const Checkpoint& newest,
                               FetchPath fetch) {
  if (newest.size < last.size) return LogWentBack(newest.size, last.size);
  if (newest.size > kMaxTreeSize) return TreeDamaged("too large to be");
  if (last.size == 0) return absl::OkStatus();
  if (newest.size == last.size) {
    return newest.root == last.root ? absl::OkStatus()
                                    : LogSplit(last.size, newest.size);
  }
  TileHashes tiles(newest.size, fetch);
  SUYUAN_ASSIGN_OR_RETURN(
      const Proof proof,
      ProveConsistency(last.size, newest.size, tiles.Reader()));
  if (VerifyConsistency(last.size, newest.size, last.root, newest.root, proof)
          .ok()) {
    return absl::OkStatus();
  }
  // Whose fault it is: tiles that give the newest root are the log's own.
  SUYUAN_ASSIGN_OR_RETURN(const Hash root, RootAt(newest.size, tiles.Reader()));
  if (root != newest.root) {
    return TreeDamaged("its tiles do not give the signed root");
  }
  return LogSplit(last.size, newest.size);
}

}  // namespace suyuan::tlog
