#include "services/suyuanctl/cli/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::ctl {

OutputFile::OutputFile(std::string path, Console& console)
    : path_(std::move(path)),
      half_(absl::StrCat(path_, ".part")),
      console_(console) {}

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::Open(
    const std::string& path, Console& console) {
  std::unique_ptr<OutputFile> output(new OutputFile(path, console));
  if (!path.empty()) {
    output->file_.open(output->half_, std::ios::binary | std::ios::trunc);
    SUYUAN_RETURN_IF_ERROR(output->Check());
  }
  return output;
}

OutputFile::~OutputFile() {
  if (!path_.empty() && !is_closed_) std::remove(half_.c_str());
}

absl::Status OutputFile::Check() const {
  if (file_.good()) return absl::OkStatus();
  return WithReason(absl::UnavailableError(absl::StrCat(
                        path_, " cannot be written: ", std::strerror(errno))),
                    "FILE_UNWRITABLE");
}

absl::Status OutputFile::Write(absl::string_view bytes) {
  if (path_.empty()) {
    console_.Write(bytes);
    return absl::OkStatus();
  }
  file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return Check();
}

absl::Status OutputFile::Close() {
  if (path_.empty()) return absl::OkStatus();
  file_.close();
  SUYUAN_RETURN_IF_ERROR(Check());
  is_closed_ = true;
  if (std::rename(half_.c_str(), path_.c_str()) == 0) return absl::OkStatus();
  return WithReason(
      absl::UnavailableError(absl::StrCat(half_, " cannot be named ", path_,
                                          ": ", std::strerror(errno))),
      "FILE_UNWRITABLE");
}

}  // namespace suyuan::ctl
