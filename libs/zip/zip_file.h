#ifndef LIBS_ZIP_ZIP_FILE_H_
#define LIBS_ZIP_ZIP_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace suyuan::zip {

// A file in an archive. Paths are relative, parts separated by '/'.
struct File {
  std::string path;
  std::string content;

  friend bool operator==(const File&, const File&) = default;
};

// A ZIP archive of the files in their order. Equal files give equal bytes on
// every machine: nothing is compressed, and all are of 1 January 1980.
// O(bytes).
absl::StatusOr<std::string> Write(absl::Span<const File> files);

// The files of an archive, in its order; folders and links are left out. Reads
// what other programs packed, too. Refused: ZIP_MALFORMED; ZIP_TOO_LARGE where
// the files come to more than `most_bytes`.
absl::StatusOr<std::vector<File>> Read(absl::string_view archive,
                                       int64_t most_bytes);

}  // namespace suyuan::zip

#endif  // LIBS_ZIP_ZIP_FILE_H_
