#include "libs/blocks/block_writer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/blocks/errors.h"

namespace suyuan::blocks {
namespace {

// One write() takes no more.
constexpr size_t kMostAtOnce = size_t{64} << 20;

template <typename T>
absl::string_view BytesOf(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

// Ours alone, and still the one of that name.
bool Claim(int file, const std::string& path) {
  if (flock(file, LOCK_EX | LOCK_NB) != 0) return false;
  struct stat held {};
  struct stat named {};
  return fstat(file, &held) == 0 && stat(path.c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

absl::Status SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder =
      slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return FileIo(folder, errno);
  const absl::Cleanup close_file = [file] { close(file); };
  return fsync(file) == 0 ? absl::OkStatus() : FileIo(folder, errno);
}

}  // namespace

absl::StatusOr<std::unique_ptr<BlockWriter>> BlockWriter::Create(
    std::string path, absl::string_view format) {
  const std::string beside = absl::StrCat(path, ".new");
  const int file = open(beside.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return FileIo(beside, errno);
  if (!Claim(file, beside)) {
    close(file);
    return FileBusy(beside);
  }
  std::unique_ptr<BlockWriter> writer(new BlockWriter(std::move(path), file));
  if (ftruncate(file, 0) != 0) return FileIo(beside, errno);
  const uint64_t size = format.size();
  const std::string head = absl::StrCat(BytesOf(kMagic), BytesOf(size), format);
  hash::Hasher128 hasher;
  hasher.Update(head);
  writer->head_ = hasher.Get();
  SUYUAN_RETURN_IF_ERROR(writer->Write(head));
  return writer;
}

BlockWriter::BlockWriter(std::string path, int file)
    : path_(std::move(path)), beside_(path_ + ".new"), file_(file) {}

BlockWriter::~BlockWriter() {
  if (file_ < 0) return;
  unlink(beside_.c_str());
  close(file_);
}

absl::Status BlockWriter::Add(absl::string_view name,
                              absl::Span<const absl::string_view> pieces) {
  SUYUAN_RETURN_IF_ERROR(failed_);
  Entry entry{};
  SUYUAN_CHECK(!name.empty() && name.size() <= entry.name.size());
  std::copy(name.begin(), name.end(), entry.name.begin());
  entry.at = at_;
  hash::Hasher128 hasher;
  for (const absl::string_view piece : pieces) {
    hasher.Update(piece);
    SUYUAN_RETURN_IF_ERROR(Write(piece));
  }
  entry.size = at_ - entry.at;
  entry.digest = hasher.Get();
  entries_.push_back(entry);
  return absl::OkStatus();
}

absl::Status BlockWriter::Commit() {
  SUYUAN_RETURN_IF_ERROR(failed_);
  Trailer trailer{at_, entries_.size(), kMagic, head_, {}};
  const absl::string_view directory(
      reinterpret_cast<const char*>(entries_.data()),
      entries_.size() * sizeof(Entry));
  hash::Hasher128 hasher;
  hasher.Update(directory);
  hasher.Update(BytesOf(trailer).substr(0, offsetof(Trailer, digest)));
  trailer.digest = hasher.Get();
  SUYUAN_RETURN_IF_ERROR(Write(directory));
  SUYUAN_RETURN_IF_ERROR(Write(BytesOf(trailer)));
  if (fsync(file_) != 0) return FileIo(beside_, errno);
  if (rename(beside_.c_str(), path_.c_str()) != 0) return FileIo(path_, errno);
  close(file_);
  file_ = -1;
  return SyncFolderOf(path_);
}

absl::Status BlockWriter::Write(absl::string_view bytes) {
  at_ += bytes.size();
  while (!bytes.empty()) {
    const ssize_t written =
        write(file_, bytes.data(), std::min(bytes.size(), kMostAtOnce));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return failed_ = FileIo(beside_, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::blocks
