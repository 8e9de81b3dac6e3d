#ifndef LIBS_TLOG_WHOLE_LOG_H_
#define LIBS_TLOG_WHOLE_LOG_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/tile_reader.h"

namespace suyuan::tlog {

// Is given every entry in order; what it refuses ends the reading.
using VisitEntry =
    absl::FunctionRef<absl::Status(uint64_t index, absl::string_view entry)>;

// Reads the entries of the first `size` leaves, a bundle at a time.
absl::Status ReadEntries(uint64_t size, FetchPath fetch, VisitEntry visit);

// Derives the whole tree from the entries alone and holds it against every tile
// of every level and against the checkpoint's root. DataLoss LOG_TREE_DAMAGED
// names the first tile that differs, or the root; the errors of ReadBundle and
// of `visit` are passed on. Reads each byte of the log once; keeps a bundle and
// a tile of each level (16 MB at the very most).
absl::Status CheckWholeLog(const Checkpoint& checkpoint, FetchPath fetch,
                           VisitEntry visit);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_WHOLE_LOG_H_
