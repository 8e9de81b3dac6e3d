#include "services/suyuanctl/cli/documents.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::ctl {
namespace {

namespace fs = std::filesystem;

absl::Status Missing(const std::string& path, absl::string_view why) {
  return WithReason(
      absl::NotFoundError(absl::StrCat("cannot read ", path, ": ", why)),
      "FILE_MISSING");
}

bool IsHidden(const fs::path& path) {
  return absl::StartsWith(path.filename().string(), ".");
}

absl::Status AddFolder(const std::string& folder,
                       std::vector<std::string>& out) {
  std::error_code error;
  std::vector<std::string> found;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    const bool is_folder = at->is_directory(error);
    if (IsHidden(at->path())) {
      if (is_folder) at.disable_recursion_pending();
      continue;
    }
    const std::string path = at->path().string();
    if (!is_folder &&
        (IsJsonName(path) || absl::EndsWithIgnoreCase(path, ".xml"))) {
      found.push_back(path);
    }
  }
  if (error) return Missing(folder, error.message());
  std::sort(found.begin(), found.end());
  out.insert(out.end(), found.begin(), found.end());
  return absl::OkStatus();
}

}  // namespace

bool IsJsonName(absl::string_view path) {
  return absl::EndsWithIgnoreCase(path, ".json");
}

absl::StatusOr<std::vector<std::string>> FindDocuments(
    const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return Missing(path, "it is not there");
    if (fs::is_directory(status)) {
      SUYUAN_RETURN_IF_ERROR(AddFolder(path, out));
    } else {
      out.push_back(path);
    }
  }
  return out;
}

absl::StatusOr<std::string> ReadWholeFile(const std::string& path) {
  std::error_code error;
  std::ifstream in(path, std::ios::binary);
  if (!in) return Missing(path, "it cannot be opened");
  if (fs::is_directory(path, error)) return Missing(path, "it is a folder");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (in.bad()) return Missing(path, "it cannot be read");
  return std::move(bytes).str();
}

absl::StatusOr<std::string> ReadDocument(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!error && size > static_cast<uintmax_t>(kMaxDocumentBytes)) {
    return WithReason(absl::InvalidArgumentError(absl::StrCat(
                          "the document has ", size, " bytes; at most ",
                          kMaxDocumentBytes, " are taken")),
                      "DOCUMENT_TOO_LARGE");
  }
  return ReadWholeFile(path);
}

}  // namespace suyuan::ctl
