#include "libs/blocks/errors.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::blocks {

absl::Status FileMissing(absl::string_view path) {
  return WithReason(absl::NotFoundError(absl::StrCat("there is no ", path)),
                    "BLOCK_FILE_MISSING");
}

absl::Status FileIo(absl::string_view path, int error) {
  return WithReason(
      absl::UnavailableError(absl::StrCat(path, ": ", std::strerror(error))),
      "BLOCK_FILE_IO");
}

absl::Status FileDamaged(absl::string_view path, absl::string_view problem) {
  return WithReason(
      absl::DataLossError(absl::StrCat(path, " is damaged: ", problem)),
      "BLOCK_FILE_DAMAGED");
}

absl::Status FileForeign(absl::string_view path, absl::string_view seen,
                         absl::string_view wanted) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          path, " was made as \"", seen, "\"; wanted is \"", wanted, "\"")),
      "BLOCK_FILE_FOREIGN");
}

absl::Status FileBusy(absl::string_view path) {
  return WithReason(absl::AbortedError(absl::StrCat(
                        path, " is being written by another process")),
                    "BLOCK_FILE_BUSY");
}

}  // namespace suyuan::blocks
