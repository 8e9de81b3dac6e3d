#include "libs/crypto/errors.h"

#include <system_error>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::crypto {

absl::Status KeyInvalid(absl::string_view problem) {
  return WithReason(absl::InvalidArgumentError(problem), "KEY_INVALID");
}

absl::Status KeyFileMissing(const std::string& path) {
  return WithReason(absl::NotFoundError(absl::StrCat("no key file ", path)),
                    "KEY_FILE_MISSING");
}

absl::Status KeyFileExists(const std::string& path) {
  return WithReason(absl::AlreadyExistsError(absl::StrCat(
                        path, " exists; a key is never overwritten")),
                    "KEY_FILE_EXISTS");
}

absl::Status KeyFileMode(const std::string& path, absl::string_view problem) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(path, " ", problem)),
      "KEY_FILE_MODE");
}

absl::Status KeyFileIo(const std::string& path, int error_number) {
  return WithReason(
      absl::UnavailableError(absl::StrCat(
          path, ": ", std::generic_category().message(error_number))),
      "KEY_FILE_IO");
}

}  // namespace suyuan::crypto
