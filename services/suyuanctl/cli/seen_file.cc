#include "services/suyuanctl/cli/seen_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/tlog/continuation.h"
#include "services/suyuanctl/cli/documents.h"

namespace suyuan::ctl {
namespace {

absl::Status Unwritable(const std::string& path) {
  return WithReason(absl::UnavailableError(absl::StrCat(
                        path, " cannot be written: ", std::strerror(errno))),
                    "FILE_UNWRITABLE");
}

bool SyncedWrite(const std::string& path, absl::string_view bytes) {
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return false;
  const bool is_written = write(file, bytes.data(), bytes.size()) ==
                              static_cast<ssize_t>(bytes.size()) &&
                          fsync(file) == 0;
  return close(file) == 0 && is_written;
}

// Whole or not at all, and on the disk.
absl::Status Replace(const std::string& path, absl::string_view bytes) {
  const std::string half = absl::StrCat(path, ".part");
  if (!SyncedWrite(half, bytes)) return Unwritable(half);
  if (std::rename(half.c_str(), path.c_str()) != 0) return Unwritable(path);
  const std::string folder =
      std::filesystem::absolute(path).parent_path().string();
  const int directory = open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (directory < 0) return Unwritable(folder);
  const bool is_synced = fsync(directory) == 0;
  close(directory);
  return is_synced ? absl::OkStatus() : Unwritable(folder);
}

bool AreContradictory(const absl::Status& status) {
  return ReasonOf(status) == "LOG_SPLIT" || ReasonOf(status) == "LOG_WENT_BACK";
}

}  // namespace

absl::StatusOr<std::optional<SeenCheckpoint>> SeenFile::Last(
    const tlog::Policy& policy) const {
  std::error_code error;
  if (!std::filesystem::exists(path_, error) && !error) return std::nullopt;
  SeenCheckpoint last;
  SUYUAN_ASSIGN_OR_RETURN(last.note, ReadWholeFile(path_));
  SUYUAN_ASSIGN_OR_RETURN(last.checkpoint,
                          tlog::OpenBySomeLog(last.note, policy));
  return last;
}

absl::StatusOr<std::optional<SeenCheckpoint>> SeenFile::Advance(
    const SeenCheckpoint& newest, const tlog::Policy& policy,
    tlog::FetchPath fetch) const {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<SeenCheckpoint> last, Last(policy));
  if (last.has_value()) {
    const absl::Status continues =
        tlog::CheckContinuation(last->checkpoint, newest.checkpoint, fetch);
    if (AreContradictory(continues)) {
      SUYUAN_RETURN_IF_ERROR(
          Replace(evidence(), absl::StrCat(last->note, "\n", newest.note)));
    }
    SUYUAN_RETURN_IF_ERROR(continues);
  }
  SUYUAN_RETURN_IF_ERROR(Replace(path_, newest.note));
  return last;
}

}  // namespace suyuan::ctl
