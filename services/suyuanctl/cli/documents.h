#ifndef SERVICES_SUYUANCTL_CLI_DOCUMENTS_H_
#define SERVICES_SUYUANCTL_CLI_DOCUMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::ctl {

// What the certificates service takes at most, as its contract says.
inline constexpr int64_t kMaxDocumentBytes = 48 << 20;

// The certificates among `paths`: files as they are named, and below folders,
// at any depth, those that end in .xml or .json, in any case, hidden ones left
// out. In the order given, folders by name. Links to folders are not followed.
// NOT_FOUND FILE_MISSING for a path that is not there or cannot be looked into.
absl::StatusOr<std::vector<std::string>> FindDocuments(
    const std::vector<std::string>& paths);

// A name that ends in .json; every other is taken for a DCC.
bool IsJsonName(absl::string_view path);

// NOT_FOUND FILE_MISSING; INVALID_ARGUMENT DOCUMENT_TOO_LARGE, before it is
// read.
absl::StatusOr<std::string> ReadDocument(const std::string& path);

// A file of any kind, whole.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_DOCUMENTS_H_
