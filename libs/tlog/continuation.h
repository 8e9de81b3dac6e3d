#ifndef LIBS_TLOG_CONTINUATION_H_
#define LIBS_TLOG_CONTINUATION_H_

#include "absl/status/status.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/tile_reader.h"

namespace suyuan::tlog {

// That `newest` continues `last`, both signed by one log, by the tiles that the
// log publishes. The empty tree is continued by every other. O(log size) tiles.
//   DataLoss LOG_WENT_BACK: the newest has fewer leaves
//   DataLoss LOG_SPLIT: it does not contain the last: the log has signed two
//     trees that contradict each other, and both notes are the evidence
//   DataLoss LOG_TREE_DAMAGED: the tiles do not give the newest root
//   the errors of ReadTile()
absl::Status CheckContinuation(const Checkpoint& last, const Checkpoint& newest,
                               FetchPath fetch);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_CONTINUATION_H_
