#include "libs/crypto/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/crypto/errors.h"

namespace suyuan::crypto {
namespace {

constexpr size_t kMaxBytes = 64 * 1024;

absl::Status CheckMode(const std::string& path, int file) {
  struct stat info {};
  if (fstat(file, &info) != 0) return KeyFileIo(path, errno);
  if (!S_ISREG(info.st_mode)) return KeyFileMode(path, "is not a plain file");
  const unsigned mode = info.st_mode & 07777;
  if ((mode & 077) == 0) return absl::OkStatus();
  return KeyFileMode(path, absl::StrFormat("has mode %04o, others may use it; "
                                           "wanted is 0600",
                                           mode));
}

bool WriteAll(int file, absl::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

bool SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "."
                             : slash == 0               ? "/"
                                                        : path.substr(0, slash);
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = fsync(file) == 0;
  close(file);
  return synced;
}

}  // namespace

absl::StatusOr<std::string> ReadKeyFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return errno == ENOENT ? KeyFileMissing(path) : KeyFileIo(path, errno);
  }
  const absl::Cleanup close_file = [file] { close(file); };
  absl::Status mode = CheckMode(path, file);
  if (!mode.ok()) return mode;
  std::string out(kMaxBytes, '\0');
  size_t size = 0;
  while (size < out.size()) {
    const ssize_t got = read(file, out.data() + size, out.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return KeyFileIo(path, errno);
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  out.resize(size);
  return out;
}

absl::Status WriteKeyFile(const std::string& path, absl::string_view content) {
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) {
    return errno == EEXIST ? KeyFileExists(path) : KeyFileIo(path, errno);
  }
  // The umask may have taken bits away, never added them.
  const bool written =
      fchmod(file, 0600) == 0 && WriteAll(file, content) && fsync(file) == 0;
  const int error_number = errno;
  close(file);
  if (written && SyncFolderOf(path)) return absl::OkStatus();
  unlink(path.c_str());
  return KeyFileIo(path, error_number);
}

}  // namespace suyuan::crypto
