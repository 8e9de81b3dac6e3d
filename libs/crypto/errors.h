#ifndef LIBS_CRYPTO_ERRORS_H_
#define LIBS_CRYPTO_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan::crypto {

absl::Status KeyInvalid(absl::string_view problem);
absl::Status KeyFileMissing(const std::string& path);
absl::Status KeyFileExists(const std::string& path);
absl::Status KeyFileMode(const std::string& path, absl::string_view problem);
absl::Status KeyFileIo(const std::string& path, int error_number);

}  // namespace suyuan::crypto

#endif  // LIBS_CRYPTO_ERRORS_H_
