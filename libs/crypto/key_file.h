#ifndef LIBS_CRYPTO_KEY_FILE_H_
#define LIBS_CRYPTO_KEY_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::crypto {

// A small file that only its owner may read: keys and secrets.
//   NotFound KEY_FILE_MISSING, FailedPrecondition KEY_FILE_MODE (mode wider
//   than 0600, or not a plain file), Unavailable KEY_FILE_IO. At most 64 KiB
//   are read.
absl::StatusOr<std::string> ReadKeyFile(const std::string& path);

// Makes the file with mode 0600 and syncs it and its folder. AlreadyExists
// KEY_FILE_EXISTS, Unavailable KEY_FILE_IO (nothing is left then).
absl::Status WriteKeyFile(const std::string& path, absl::string_view content);

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_KEY_FILE_H_
