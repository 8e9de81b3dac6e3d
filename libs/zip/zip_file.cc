#include "libs/zip/zip_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::zip {
namespace {

constexpr size_t kPiece = 1 << 16;
constexpr int kPermissions = 0644;

struct FreeWriter {
  void operator()(archive* a) const { archive_write_free(a); }
};
struct FreeReader {
  void operator()(archive* a) const { archive_read_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};
using Writer = std::unique_ptr<archive, FreeWriter>;
using Reader = std::unique_ptr<archive, FreeReader>;
using Entry = std::unique_ptr<archive_entry, FreeEntry>;

std::string ProblemOf(archive* a) {
  const char* text = archive_error_string(a);
  return text == nullptr ? "no reason given" : text;
}

absl::Status CannotWrite(archive* a) {
  return absl::InternalError(
      absl::StrCat("the archive cannot be written: ", ProblemOf(a)));
}

absl::Status Malformed(absl::string_view problem) {
  return WithReason(absl::InvalidArgumentError(
                        absl::StrCat("the file is no ZIP archive: ", problem)),
                    "ZIP_MALFORMED");
}

absl::Status TooLarge(int64_t most_bytes) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "the files of the archive come to more than ", most_bytes, " bytes")),
      "ZIP_TOO_LARGE");
}

la_ssize_t Append(archive*, void* out, const void* bytes, size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

absl::Status Add(const File& file, archive* a) {
  const Entry entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), file.path.c_str());
  archive_entry_set_size(entry.get(),
                         static_cast<int64_t>(file.content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), kPermissions);
  if (archive_write_header(a, entry.get()) != ARCHIVE_OK) return CannotWrite(a);
  const la_ssize_t written =
      archive_write_data(a, file.content.data(), file.content.size());
  if (written != static_cast<la_ssize_t>(file.content.size())) {
    return CannotWrite(a);
  }
  return absl::OkStatus();
}

// Adds the entry's content to `out`, no more than `most_bytes`.
absl::Status Take(archive* a, int64_t most_bytes, std::string& out) {
  char piece[kPiece];
  while (true) {
    const la_ssize_t size = archive_read_data(a, piece, sizeof(piece));
    if (size < 0) return Malformed(ProblemOf(a));
    if (size == 0) return absl::OkStatus();
    if (static_cast<int64_t>(out.size()) + size > most_bytes) {
      return TooLarge(most_bytes);
    }
    out.append(piece, static_cast<size_t>(size));
  }
}

}  // namespace

absl::StatusOr<std::string> Write(absl::Span<const File> files) {
  std::string out;
  const Writer writer(archive_write_new());
  archive* a = writer.get();
  if (archive_write_set_format_zip(a) != ARCHIVE_OK ||
      archive_write_zip_set_compression_store(a) != ARCHIVE_OK ||
      archive_write_set_bytes_per_block(a, 0) != ARCHIVE_OK ||
      archive_write_open(a, &out, nullptr, Append, nullptr) != ARCHIVE_OK) {
    return CannotWrite(a);
  }
  for (const File& file : files) SUYUAN_RETURN_IF_ERROR(Add(file, a));
  if (archive_write_close(a) != ARCHIVE_OK) return CannotWrite(a);
  return out;
}

absl::StatusOr<std::vector<File>> Read(absl::string_view bytes,
                                       int64_t most_bytes) {
  const Reader reader(archive_read_new());
  archive* a = reader.get();
  if (archive_read_support_format_zip(a) != ARCHIVE_OK ||
      archive_read_open_memory(a, bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return Malformed(ProblemOf(a));
  }
  std::vector<File> out;
  int64_t left = most_bytes;
  archive_entry* entry = nullptr;
  while (true) {
    const int read = archive_read_next_header(a, &entry);
    if (read == ARCHIVE_EOF) return out;
    if (read != ARCHIVE_OK) return Malformed(ProblemOf(a));
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr) return Malformed("a file has no name");
    File file{path, ""};
    SUYUAN_RETURN_IF_ERROR(Take(a, left, file.content));
    left -= static_cast<int64_t>(file.content.size());
    out.push_back(std::move(file));
  }
}

}  // namespace suyuan::zip
