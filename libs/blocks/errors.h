#ifndef LIBS_BLOCKS_ERRORS_H_
#define LIBS_BLOCKS_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The only texts of what can be wrong with a file of blocks. None of it reaches
// a client: it is logged and counted by its reason.

namespace suyuan::blocks {

// NotFound, reason BLOCK_FILE_MISSING.
absl::Status FileMissing(absl::string_view path);
// Unavailable, reason BLOCK_FILE_IO: what the system said.
absl::Status FileIo(absl::string_view path, int error);
// DataLoss, reason BLOCK_FILE_DAMAGED: cut short, changed, or no such file.
absl::Status FileDamaged(absl::string_view path, absl::string_view problem);
// FailedPrecondition, reason BLOCK_FILE_FOREIGN: made in another format.
absl::Status FileForeign(absl::string_view path, absl::string_view seen,
                         absl::string_view wanted);
// Aborted, reason BLOCK_FILE_BUSY: another process is writing it.
absl::Status FileBusy(absl::string_view path);

}  // namespace suyuan::blocks

#endif  // LIBS_BLOCKS_ERRORS_H_
