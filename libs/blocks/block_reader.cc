#include "libs/blocks/block_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/blocks/errors.h"

namespace suyuan::blocks {
namespace {

constexpr size_t kAtOnce = size_t{1} << 18;
// More than any maker's text: a longer one is damage.
constexpr uint64_t kMostFormat = 4096;

constexpr uint64_t kHead = sizeof(kMagic) + sizeof(uint64_t);

std::string NameOf(const Entry& entry) {
  return {entry.name.data(), strnlen(entry.name.data(), entry.name.size())};
}

}  // namespace

absl::StatusOr<std::unique_ptr<BlockReader>> BlockReader::Open(
    std::string path, absl::string_view format) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return errno == ENOENT ? FileMissing(path) : FileIo(path, errno);
  }
  std::unique_ptr<BlockReader> reader(new BlockReader(std::move(path), file));
  SUYUAN_RETURN_IF_ERROR(reader->ReadDirectory(format));
  return reader;
}

BlockReader::~BlockReader() { close(file_); }

absl::Status BlockReader::ReadDirectory(absl::string_view format) {
  struct stat info {};
  if (fstat(file_, &info) != 0) return FileIo(path_, errno);
  bytes_ = static_cast<uint64_t>(info.st_size);
  if (bytes_ < kHead + sizeof(Trailer)) {
    return FileDamaged(path_, absl::StrCat("it has ", bytes_, " bytes"));
  }
  Trailer trailer;
  const uint64_t end = bytes_ - sizeof(Trailer);
  SUYUAN_RETURN_IF_ERROR(
      ReadAt(end, reinterpret_cast<char*>(&trailer), sizeof(trailer)));
  if (trailer.magic != kMagic || trailer.at > end ||
      trailer.entries != (end - trailer.at) / sizeof(Entry) ||
      (end - trailer.at) % sizeof(Entry) != 0) {
    return FileDamaged(path_, "it has no end");
  }
  std::vector<Entry> entries(trailer.entries);
  SUYUAN_RETURN_IF_ERROR(ReadAt(
      trailer.at, reinterpret_cast<char*>(entries.data()), end - trailer.at));
  hash::Hasher128 hasher;
  hasher.Update({reinterpret_cast<const char*>(entries.data()),
                 entries.size() * sizeof(Entry)});
  hasher.Update(
      {reinterpret_cast<const char*>(&trailer), offsetof(Trailer, digest)});
  if (hasher.Get() != trailer.digest) {
    return FileDamaged(path_, "its directory has another digest");
  }
  SUYUAN_RETURN_IF_ERROR(CheckHead(trailer, format));
  for (const Entry& entry : entries) entries_.emplace(NameOf(entry), entry);
  return absl::OkStatus();
}

absl::Status BlockReader::CheckHead(const Trailer& trailer,
                                    absl::string_view format) const {
  const uint64_t most = std::min(bytes_ - sizeof(Trailer), kHead + kMostFormat);
  std::string head(most, '\0');
  SUYUAN_RETURN_IF_ERROR(ReadAt(0, head.data(), head.size()));
  uint64_t size = 0;
  std::memcpy(&size, head.data() + sizeof(kMagic), sizeof(size));
  if (size > most - kHead) return FileDamaged(path_, "its head is too long");
  head.resize(kHead + size);
  hash::Hasher128 hasher;
  hasher.Update(head);
  if (hasher.Get() != trailer.head) {
    return FileDamaged(path_, "its head has another digest");
  }
  const absl::string_view seen = absl::string_view(head).substr(kHead);
  return seen == format ? absl::OkStatus() : FileForeign(path_, seen, format);
}

absl::StatusOr<uint64_t> BlockReader::SizeOf(absl::string_view name) const {
  const auto found = entries_.find(name);
  if (found != entries_.end()) return found->second.size;
  return FileDamaged(path_, absl::StrCat("it has no block ", name));
}

absl::Status BlockReader::Read(
    absl::string_view name, absl::Span<const absl::Span<char>> pieces) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return SizeOf(name).status();
  const Entry& entry = found->second;
  hash::Hasher128 hasher;
  uint64_t at = 0;
  for (const absl::Span<char> piece : pieces) {
    if (piece.size() > entry.size - at) return Damaged(name);
    SUYUAN_RETURN_IF_ERROR(ReadPiece(entry.at + at, piece, hasher));
    at += piece.size();
  }
  if (at == entry.size && hasher.Get() == entry.digest) {
    return absl::OkStatus();
  }
  return Damaged(name);
}

absl::StatusOr<std::string> BlockReader::Read(absl::string_view name) const {
  SUYUAN_ASSIGN_OR_RETURN(const uint64_t size, SizeOf(name));
  std::string out(size, '\0');
  SUYUAN_RETURN_IF_ERROR(Read(name, {absl::MakeSpan(out.data(), size)}));
  return out;
}

absl::Status BlockReader::Damaged(absl::string_view name) const {
  return FileDamaged(
      path_, absl::StrCat("its block ", name, " is not what was written"));
}

absl::Status BlockReader::ReadPiece(uint64_t at, absl::Span<char> to,
                                    hash::Hasher128& hasher) const {
  while (!to.empty()) {
    const size_t size = std::min<size_t>(kAtOnce, to.size());
    SUYUAN_RETURN_IF_ERROR(ReadAt(at, to.data(), size));
    hasher.Update({to.data(), size});
    at += size;
    to.remove_prefix(size);
  }
  return absl::OkStatus();
}

absl::Status BlockReader::ReadAt(uint64_t at, char* to, uint64_t size) const {
  while (size > 0) {
    const ssize_t got = pread(file_, to, size, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileIo(path_, errno);
    if (got == 0) return FileDamaged(path_, "it is shorter than it says");
    at += static_cast<uint64_t>(got);
    to += got;
    size -= static_cast<uint64_t>(got);
  }
  return absl::OkStatus();
}

}  // namespace suyuan::blocks
